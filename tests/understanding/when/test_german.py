"""German words about time."""

from datetime import date
from pathlib import Path

import pytest

from ivr.understanding.when import when
from tests.understanding.when.notation import told

MONDAY = date(2026, 11, 23)
TABLE = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in Path(__file__).with_name("german.txt").read_text(encoding="utf-8").splitlines()
    if "|" in line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "meant"), TABLE)
def test_german(text: str, meant: str) -> None:
    """Each sentence of the table means what stands beside it."""
    assert told(when(text, "de", MONDAY)) == meant
