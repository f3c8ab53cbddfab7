"""Commands, digits and numbers of persons as they are said: scores over tables, which may not fall."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.understanding import asks_for_agent, command, digits
from ivr.understanding.what import persons

READ: dict[str, tuple[Callable[[str], object], float]] = {
    "commands": (lambda text: command(text, "de") or ("agent" if asks_for_agent(text, "de") else None), 0.98),
    "digits": (lambda text: digits(text, "de"), 0.98),
    "persons": (persons, 0.97),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_said(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """The share of a table that is understood."""
    read, least = READ[name]
    lines = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.rsplit("|", 1) for line in lines if "|" in line and not line.startswith("#")]
    said = [(text.strip(), meant.strip(), str(read(text) or "-")) for text, meant in rows]
    wrong = [each for each in said if each[1] != each[2]]
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {1 - len(wrong) / len(said):.1%} of {len(said)} {wrong or ''}\n")
    assert 1 - len(wrong) / len(said) >= least
