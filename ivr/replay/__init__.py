"""Calls of the past against a draft: what it would have made of them, with nothing done and nobody told.

The caller answers as they did where the draft asks the same; by what they meant where it has another key; and
by what they wanted where it asks what they were never asked. The house answers as it did.
"""
