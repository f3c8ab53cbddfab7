"""When people are on the phone: working days 7 to 19, local time, without the holidays of the state."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ivr.lines import BERLIN, LinesFault, load_lines
from ivr.settings import ROOT

LINE = load_lines(ROOT / "ivr" / "lines.toml")["termine"]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "reason", "opens"),
    [
        ("2026-12-01T07:00", None, None),
        ("2026-12-01T18:59:59", None, None),
        ("2026-12-01T06:59:59", "night", "2026-12-01T07:00"),
        ("2026-12-01T19:00", "night", "2026-12-02T07:00"),
        ("2026-12-04T19:00", "night", "2026-12-07T07:00"),  # a Friday evening
        ("2026-12-05T10:00", "weekend", "2026-12-07T07:00"),
        ("2026-12-25T10:00", "holiday", "2026-12-28T07:00"),
        (
            "2026-10-31T10:00",
            "holiday",
            "2026-11-02T07:00",
        ),  # Reformation Day, a Saturday
        ("2026-12-24T10:00", None, None),  # no public holiday: the phones are staffed, the offices closed
        ("2027-03-26T10:00", "holiday", "2027-03-30T07:00"),  # Good Friday to the Tuesday after Easter
        ("2027-03-28T01:30", "weekend", "2027-03-30T07:00"),  # the night in which an hour is missing
    ],
)
def test_people_answer_on_working_days(now: str, reason: str | None, opens: str | None) -> None:
    """Open or closed, why, and when again, on ordinary days, holidays and around the clock change."""
    duty = LINE.duty(local(now))
    assert (duty.open, duty.reason) == (reason is None, reason)
    assert duty.opens_at == (local(opens) if opens else None)


def test_nobody_answers_on_a_day_that_the_house_is_closed() -> None:
    """As on a public holiday; the days around it are as ever."""
    line = replace(LINE, closed=frozenset({date(2026, 12, 24)}))
    duty = line.duty(local("2026-12-24T10:00"))
    assert (duty.reason, duty.opens_at) == ("holiday", local("2026-12-28T07:00"))
    assert line.duty(local("2026-12-23T10:00")).open


def test_a_fault_in_the_file_is_said_with_its_line(tmp_path: Path) -> None:
    """A missing key, a wrong time, a wrong rule and a file that is no TOML: a sentence each, no traceback."""
    file = tmp_path / "lines.toml"
    shipped = (ROOT / "ivr" / "lines.toml").read_text()
    rules = shipped.index("[termine.routing]")
    number = shipped[:rules].count("\n") + 1
    for text, words in (
        ('[termine]\ntitle = "T"\n', "line 1: .termine. has no 'menu'"),
        (shipped.replace('"07:00"', '"7 Uhr"'), "line 4: .termine."),
        ("[termine\n", "line 1"),
        (shipped.replace("level = 2 ", "level = 4 "), f"line {number + 1}: .*level is to be 1"),
        (shipped.replace("after_s = 45, level = 1", "after_s = 45"), f"line {number + 2}: .*needs after_s"),
        (shipped.replace("after_s = 45", "after_s = 95"), f"line {number + 2}: .*to come after"),
        (shipped.replace("after_s = 45", 'after_s = "45"'), f"line {number + 2}: .*seconds"),
        (shipped.replace('{ en = "de", ', "{ en = 2, "), f"line {number + 2}: .*one for another"),
        (shipped.replace("level = 1 }", "least = 1 }"), f"line {number + 2}: .*no setting 'least'"),
        (
            shipped.replace("priorities = {}", "priorities = { kfz = 0.5 }"),
            f"line {number + 9}: .*priority of kfz",
        ),
        (shipped.replace("step_s = 120", "steps = 120"), f"line {number + 10}: .*no setting 'steps'"),
    ):
        file.write_text(text)
        with pytest.raises(LinesFault, match=words):
            load_lines(file)
