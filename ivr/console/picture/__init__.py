"""A line as a picture: its steps and ways, with what callers did there.

The worker counts calls when they are over (`keeping`), by what each of their turns was (`counting`). The
pages sum that up (`figures`) and show it on boxes and arrows of a menu (`graph`), which the browser lays out.
"""
