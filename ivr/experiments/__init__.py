"""Two versions of a line tried on a share of its calls, until one is shown to be worse, or the time is over.

Which version a call has is drawn when it begins, and kept with it as its edition.
"""
