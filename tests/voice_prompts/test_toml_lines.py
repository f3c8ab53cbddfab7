"""Where a key stands in a TOML file."""

from voice_prompts.toml_lines import line_of, locate

TEXT = '''# a remark
top = 1

[table]
key = "a # b"
dotted.key = [
    "x", # ] in a remark
    "y",
]
long = """
no = "key"
[no.table]
"""
after = { inline = 1 }

["with space".sub]
last = 2
'''


def test_every_key_has_its_line() -> None:
    """Tables, dotted keys, and what comes after values of several lines."""
    lines = locate(TEXT)
    assert lines["top",] == 2
    assert lines["table",] == 4
    assert lines["table", "key"] == 5
    assert lines["table", "dotted", "key"] == 6
    assert lines["table", "long"] == 10
    assert lines["table", "after"] == 14
    assert lines["with space", "sub"] == 16
    assert lines["with space", "sub", "last"] == 17
    assert ("table", "no") not in lines
    assert ("no", "table") not in lines


def test_what_has_no_line_of_its_own_has_that_of_its_table() -> None:
    """A key inside an inline table, and one that is missing."""
    lines = locate(TEXT)
    assert line_of(lines, ("table", "after", "inline")) == 14
    assert line_of(lines, ("table", "missing")) == 4
    assert line_of(lines, ("missing",)) == 1
