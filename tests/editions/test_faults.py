"""Every fault of a draft has a sentence in the languages of the pages, and those of a line are all named."""

import re
from pathlib import Path

import pytest

from ivr.demo import ROUND_THE_CLOCK
from ivr.dialog import faults as menu
from ivr.editions import Shipped, read_shipped
from ivr.editions.line_faults import examine_line
from ivr.web.words import texts
from voice_prompts import faults as prompts

OURS = Path(__file__).parents[2] / "ivr" / "editions"


def test_every_fault_has_a_sentence() -> None:
    named = {f"menu.{code}" for code in menu.WORDING} | {f"prompts.{code}" for code in prompts.WORDING}
    for file in OURS.glob("*.py"):
        named |= set(re.findall(r'"((?:line|files)\.(?!toml")[a-z_]+)"', file.read_text()))
        named |= {f"line.{code}" for code in re.findall(r'Wrong\(.*, "([a-z_]+)", ', file.read_text())}
    assert "line.ends_before" in named
    for language in ("de", "en"):
        assert {code for code in named if not texts().has(f"fault.{code}", language)} == set()


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('title = "Terminvergabe', '# title = "Terminvergabe', "missing", "termine"),
        ('"07:00"', '"7 Uhr"', "time", "hours"),
        ('until = "19:00"', 'until = "06:00"', "ends_before", "hours"),
        ("[1, 2, 3, 4, 5]", "[1, 8]", "days", "hours"),
        ('"08:00-11:00"', '"11:00-08:00"', "ends_before", "call_backs"),
        ('"DE-SH"', '"Holstein"', "holidays", "holidays"),
        ('languages = ["de", "en"', 'languages = ["de", "tlh", "en"', "no_voice", "voices"),
        ("not_possible =", "not_possible_at_all_by_nobody =", "code_too_long", "reasons"),
        ('menu = "termine"', 'menu = "termine"\nnumber = "0451"', "number", "number"),
        ('menu = "termine"', "menu = 1", "wrong_type", "menu"),
        ("[termine.routing]", "[termine.routing]\nluck = 1", "wrong", "termine"),
        ("[termine]", "[termine", "not_toml", "termine"),
    ],
)
def test_each_fault_of_a_line_is_named(shipped: Shipped, old: str, new: str, code: str, where: str) -> None:
    text = shipped.files["termine"]["line.toml"]
    assert examine_line(text, "termine")[1] == []
    _, faults = examine_line(text.replace(old, new, 1), "termine")
    assert [(each.code, each.where) for each in faults] == [(f"line.{code}", where)]


def test_the_lines_for_any_hour_are_sound() -> None:
    """The file with which the line is tried out at night."""
    assert set(read_shipped(ROUND_THE_CLOCK).editions) == {"termine", "zentrale"}
