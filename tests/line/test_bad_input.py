"""What cannot be, as the telephone meets it: each has an outcome of its own, and changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

import booking
from booking.tables import AppointmentRow, ClaimRow, EventRow, NoticeRow, WaitingRow
from ivr.actions import CallContext, LineActions
from ivr.lines import load_lines
from tests.booking.town import LANDLINE, MOBILE, MONDAY, NOW, at, book, hold, load_town
from voice_prompts import FOLDER, Catalog

LINES = load_lines(Path(__file__).parents[2] / "ivr" / "lines.toml")
PROMPTS = Catalog.load(FOLDER)
TABLES = (AppointmentRow, ClaimRow, EventRow, NoticeRow, WaitingRow)


@pytest.fixture
def session(Session: sessionmaker[DatabaseSession]) -> Iterator[DatabaseSession]:  # noqa: N803
    with Session.begin() as session:
        load_town(session)
        yield session


def does(
    session: DatabaseSession, action: str, *, caller: str | None = MOBILE, now: datetime = NOW, **values: Any
) -> str:
    """The outcome of an action in a call from `caller`."""
    call = CallContext(session, next(iter(LINES.values())), "CA7", caller, "de", PROMPTS, now)
    return LineActions(call).run(action, values, "de").name


def written(session: DatabaseSession) -> list[int]:
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def offer(clock: str = "08:00", **other: Any) -> dict[str, Any]:
    """A place at the market as a menu keeps it."""
    start = at(MONDAY, clock)
    end = start + timedelta(minutes=10)
    of = {"office": "markt", "service": "ausweis", "desk": 1}
    return {**of, "start": start.isoformat(), "end": end.isoformat(), **other}


NO_HOUR = datetime(2027, 3, 28, 1, 0, tzinfo=UTC).isoformat()  # 3:00 in Berlin, and 2:59 was 1:59

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("choose_service", {"service": "zauberei"}, "unknown"),
    ("documents_of", {"service": "zauberei"}, "unknown"),
    ("find_offers", {"service": "zauberei"}, "none"),
    ("find_offers", {"service": "ausweis", "office": "mond"}, "none"),
    ("find_offers", {"service": "pass", "office": "zulassung"}, "none"),
    ("find_offers", {"service": "zauberei", "day": "2026-11-30"}, "day_closed"),
    ("find_offers", {"service": "ausweis", "day": "2026-11-26"}, "day_closed"),
    ("find_offers", {"service": "ausweis", "day": "2027-03-28"}, "day_closed"),
    ("later_offers", {"service": "zauberei", "last_start": NO_HOUR}, "none"),
    ("later_offers", {"service": "ausweis", "last_start": NO_HOUR}, "none"),
    ("hold_place", {"offer": offer(service="zauberei")}, "taken"),
    ("hold_place", {"offer": offer(office="mond")}, "taken"),
    ("hold_place", {"offer": offer("07:50")}, "taken"),
    ("hold_place", {"offer": offer(start=NO_HOUR, end=NO_HOUR)}, "taken"),
    (
        "hold_place",
        {"offer": offer(start="2026-11-27T08:00:00+00:00", end="2026-11-27T08:10:00+00:00")},
        "taken",
    ),
    ("confirm", {"hold": 999}, "hold_ended"),
    ("find_appointment", {"code": "1234567"}, "unknown"),
    ("find_appointment", {"code": "1234567", "wrong_codes": 2}, "locked"),
    ("find_appointment", {"code": "0000000"}, "need_day"),
    ("find_appointment", {"code": "0000000", "day": "2026-11-30"}, "unknown"),
    ("offered_instead", {"appointment": 999}, "nothing"),
    ("cancel", {"appointment": 999}, "gone"),
    ("move", {"appointment": 999, "hold": 999}, "hold_ended"),
    ("take_offered", {"offered": 999}, "over"),
    ("decline_offered", {"offered": 999}, "over"),
    ("wait_for", {"service": "zauberei"}, "refused"),
    ("wait_for", {"service": "ausweis", "office": "mond"}, "refused"),
    ("wait_for", {"service": "ausweis", "office": "zulassung"}, "refused"),
    ("wait_for_earlier", {"appointment": 999}, "refused"),
    ("stop_waiting", {"waiting": 999}, "gone"),
    ("list_waiting", {}, "nothing"),
]


def test_what_cannot_be_has_an_outcome(session: DatabaseSession) -> None:
    """Unknown, past, on a day without that hour, over before it began: no row is written, none is changed."""
    before = written(session)
    for action, values, outcome in REFUSED:
        assert (action, values, does(session, action, **values)) == (action, values, outcome)
    assert written(session) == before


def test_what_was_a_moment_ago_has_an_outcome(session: DatabaseSession) -> None:
    """A place that somebody else took or that is past, a hold that ended, a cancelled appointment."""
    for _ in range(3):
        hold(session, "08:00")
    assert does(session, "hold_place", offer=offer("08:00")) == "taken"
    assert does(session, "hold_place", offer=offer("08:10"), now=at(MONDAY, "08:11")) == "taken"
    ended, later = hold(session, "09:00"), NOW + timedelta(minutes=10)
    assert does(session, "confirm", hold=ended.id, now=later) == "hold_ended"
    booked = book(session, "10:00")
    assert does(session, "move", appointment=booked.id, hold=ended.id, now=later) == "hold_ended"
    booking.cancel(session, booked.id, by="agent:olga", now=NOW)
    before = written(session)
    assert does(session, "move", appointment=booked.id, hold=hold(session, "10:30").id) == "gone"
    assert does(session, "cancel", appointment=booked.id) == "gone"
    assert does(session, "wait_for_earlier", appointment=booked.id) == "refused"
    assert written(session)[1] == before[1] + 2, "the cells of the one hold"


def test_too_many_have_an_outcome(session: DatabaseSession) -> None:
    """A sixth appointment, a sixth wish; and numbers to which no text can be sent."""
    for minute in range(5):
        book(session, f"08:{minute}0")
    sixth = hold(session, "09:00")
    assert does(session, "confirm", hold=sixth.id) == "too_many"
    assert does(session, "confirm", hold=sixth.id, caller=None) == "booked"
    for day in range(1, 6):
        assert does(session, "wait_for", service="ausweis", until_day=f"2026-12-0{day}") == "noted"
    assert does(session, "wait_for", service="ausweis") == "refused"
    for caller in (LANDLINE, None):
        assert does(session, "wait_for", service="ausweis", caller=caller) == "refused"
        assert does(session, "who_calls", caller=caller) == "nothing"
