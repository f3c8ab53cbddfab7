"""Changing a line without knowing how it is written: steps, options, texts, words, hours.

`blocks` changes one table of a TOML text and nothing around it; `steps`, `options`, `ways`, `wordings` and
`line` are the edits, from texts to texts; `deeds` is what the forms of the pages ask for; `opened` a draft
with all that it reads as. None of this decides whether a line is sound: the telephone's own check does.
"""
