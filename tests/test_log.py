"""The log names nobody."""

import json
import logging

import pytest
import structlog

from ivr import log
from tests.logs import be_brief


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("+494511234567", "+49***567"),
        ("call from +49 451 1234567 ended", "call from +49***567 ended"),
        ("/texts?to=%2B491701234567&x=1", "/texts?to=+49***567&x=1"),
        ("00494511234567", "***567"),
        ("code 1234567 spoken", "code *** spoken"),
        ("CA0123456789abcdef0123456789abcdef", "CA0123456789abcdef0123456789abcdef"),
        ("Ihr Code: 4 7 1, 1 0, 8 2. Noch einmal: 4 7 1, 1 0, 8 2.", "Ihr Code: ***. Noch einmal: ***."),
        ("Die 1: um 8 Uhr 30. Die 2: um 9 Uhr.", "Die 1: um 8 Uhr 30. Die 2: um 9 Uhr."),
        ("took 0.123456789 s", "took 0.123456789 s"),
        ("2026-11-22T23:42:34Z", "2026-11-22T23:42:34Z"),
    ],
)
def test_numbers_and_codes_are_masked(text: str, shown: str) -> None:
    """A number keeps its country and three digits, a code nothing; sids, times and figures stay readable."""
    assert log.masked(text) == shown


@pytest.fixture
def configured() -> object:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield log.configure
    root.handlers[:], _ = before[0], root.setLevel(before[1])
    structlog.reset_defaults()
    be_brief()


def test_events_are_json_without_numbers_anywhere(configured, capsys) -> None:  # type: ignore[no-untyped-def]
    """Nested values, exceptions and the events of libraries are masked like our own."""
    configured("json")
    ours = structlog.get_logger("ivr.test")
    ours.info("text sent", to="+491701234567", form={"From": ["+494511234567"]})
    try:
        raise ValueError("no such number: +494511234567")
    except ValueError:
        ours.exception("failed")
    logging.getLogger("some.library").warning("calling %s", "+494511234567")
    lines = capsys.readouterr().out.splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["event"] for event in events] == ["text sent", "failed", "calling +49***567"]
    assert events[0]["form"] == {"From": ["+49***567"]}
    assert "ValueError" in events[1]["exception"]
    assert not any("4567" in line for line in lines)
    assert all({"at", "level", "logger"} <= set(event) for event in events)


def test_the_console_form_masks_as_well(configured, capsys) -> None:  # type: ignore[no-untyped-def]
    """What is made for the eye names nobody either."""
    configured("console")
    structlog.get_logger("ivr.test").info("answered", caller="+494511234567")
    assert "+49***567" in capsys.readouterr().out
