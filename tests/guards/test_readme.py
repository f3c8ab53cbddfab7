"""README says what is so."""

import importlib.util
import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from ivr.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
HEAVIEST = 120 * 1024
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))


def test_its_make_commands_exist() -> None:
    """Every `make something` that it names is a target, and the everyday ones are named."""
    named = set(re.findall(r"(?:^|[ `])make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test", "call", "check", "help"} <= named
    assert named <= TARGETS


def test_help_lists_every_target() -> None:
    """A target without its sentence would not be found by anybody."""
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert set(phony.group(1).split()) == TARGETS


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", README + MAKEFILE))))
def test_its_modules_exist(module: str) -> None:
    """What is started by `python -m` is there."""
    assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize("each", fields(Settings), ids=lambda each: each.name)
def test_its_table_of_settings_is_whole(each) -> None:  # type: ignore[no-untyped-def]
    """Every setting stands there with the words that it is described by in the code."""
    needed = " (needed)" if each.default is MISSING else ""
    assert f"| `{each.name.upper()}` | {each.metadata['docs']}{needed} |" in README


def test_its_table_of_settings_names_nothing_else() -> None:
    """A setting that went away is gone there as well."""
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert named == {each.name.upper() for each in fields(Settings)}


def test_its_map_names_what_is_there() -> None:
    """Every folder and file of the map exists."""
    block = README.partition("## Where things are")[2].partition("Imports run")[0]
    missing, top = [], ""
    for indent, name in re.findall(r"^ {4}( {0,2})([\w.]+/?(?:\w+/)?) ", block, re.MULTILINE):
        top = name if not indent else top
        path = ROOT / (top + name if indent else name)
        if not path.exists():
            missing.append(str(path.relative_to(ROOT)))
    assert missing == []


def test_what_it_leads_to_is_there() -> None:
    """Every file that it links to or shows; and no picture lies about that it does not show, or is heavy."""
    led_to = set(re.findall(r"\]\(([^):#]+)\)", README))
    assert {path for path in led_to if not (ROOT / path).is_file()} == set()
    pictures = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "docs" / "pictures").iterdir()}
    assert pictures.keys() <= led_to
    assert {name for name, path in pictures.items() if path.stat().st_size > HEAVIEST} == set()


def test_its_call_is_one_that_the_tests_play() -> None:
    """The transcript in it is a file of tests/calls, word for word."""
    played = (
        (ROOT / "tests" / "calls" / "booking.call").read_text(encoding="utf-8").partition("\n\n")[2].rstrip()
    )
    shown = README.partition("## A call")[2].partition("This is `tests/calls/booking.call`")[0]
    assert [line.removeprefix("    ") for line in shown.splitlines() if line.startswith("    ")] == [
        line for line in played.splitlines() if line
    ]
