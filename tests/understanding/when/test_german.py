"""Words about time, in German and English."""

from datetime import date
from pathlib import Path

import pytest

from ivr.understanding.when import when
from tests.understanding.when.notation import told

MONDAY = date(2026, 11, 23)


def _table(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("|", 1) for line in lines if "|" in line and not line.startswith("#"))
    return [(text.strip(), meant.strip()) for text, meant in rows]


@pytest.mark.parametrize(("text", "meant"), _table("german.txt"))
def test_german(text: str, meant: str) -> None:
    """Each sentence of the table means what stands beside it."""
    assert told(when(text, "de", MONDAY)) == meant


@pytest.mark.parametrize(("text", "meant"), _table("english.txt"))
def test_english(text: str, meant: str) -> None:
    """The same, in less depth."""
    assert told(when(text, "en", MONDAY)) == meant
