"""Many callers at once for the last few places: the database gives each place to exactly one."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

import booking
from booking.tables import AppointmentRow, ClaimRow
from tests.booking.town import MONDAY, NOW, at, load_town, place
from tests.races import rush
from tests.races.callers import Crowd, Sessions

pytestmark = pytest.mark.race

CALLERS = 50
PLACES = (1, 2, 10, 25, 50)


def hold_one(sessions: Sessions, caller: int) -> int:
    """Everybody wants the same desk at the same time."""
    with sessions.begin() as session:
        return booking.hold(session, place("08:00"), now=NOW, holder=f"CA{caller}").offer.desk


def hold_overlapping(sessions: Sessions, caller: int) -> int:
    """Services of one and of two places, in all ways that overlap within half an hour."""
    clock = ("08:00", "08:10", "08:20")[caller % 3]
    wanted = place(clock) if caller % 2 else place(clock, service="pass", minutes=20)
    with sessions.begin() as session:
        held = booking.hold(session, wanted, now=NOW, holder=f"CA{caller}")
        return booking.confirm(session, held.id, phone=None, language="de", by="caller", now=NOW).id


def test_two_hundred_callers(crowd: Crowd, database_url: str, Session: Sessions) -> None:  # noqa: N803
    """Exactly as many as there are places get one each; everybody else is offered another day."""
    days: dict[date, int] = {MONDAY + timedelta(days=n): places for n, places in enumerate(PLACES)}
    rush.open_days(Session, days)
    for day, places in days.items():
        deed = rush.OnOneDay(day, rush.heard_of(Session, day))
        told = crowd.all_at_once(database_url, deed, rush.CALLERS)
        assert {type(one) for one in told} == {rush.Told}, told
        winners = [one.appointment for one in told if one.appointment]
        assert len(winners) == places
        others = [one.instead.start for one in told if not one.appointment]
        assert all(start == at(day + rush.WEEK, "08:00") for start in others)
        with Session.begin() as session:
            booked = [booking.appointment(session, winner) for winner in winners]
            assert {one.state for one in booked} == {booking.State.CONFIRMED}
            assert len({(one.desk, one.start) for one in booked}) == places


def test_fifty_callers_for_one_time(crowd: Crowd, database_url: str, Session: Sessions) -> None:  # noqa: N803
    """All were offered the same desk: three get the desks of that time, the others SlotTaken."""
    with Session.begin() as session:
        load_town(session)
    told = crowd.all_at_once(database_url, hold_one, CALLERS)
    assert Counter(type(one) for one in told) == {int: 3, booking.SlotTaken: CALLERS - 3}
    assert len({one for one in told if isinstance(one, int)}) == 3


def test_overlapping_services(crowd: Crowd, database_url: str, Session: Sessions) -> None:  # noqa: N803
    """Nobody is refused by anything but SlotTaken, and no desk has two appointments at once."""
    with Session.begin() as session:
        load_town(session)
    told = crowd.all_at_once(database_url, hold_overlapping, CALLERS)
    assert {type(one) for one in told} == {int, booking.SlotTaken}
    with Session.begin() as session:
        rows = session.execute(
            select(AppointmentRow.desk_id, AppointmentRow.starts_at, AppointmentRow.ends_at)
        )
        by_desk = sorted(tuple(row) for row in rows)
        claims = session.execute(select(ClaimRow.cell).where(ClaimRow.held_until.is_(None))).all()
    for one, other in pairwise(by_desk):
        assert one[0] != other[0] or one[2] <= other[1]
    assert len(claims) == sum((end - start) // timedelta(minutes=5) for _, start, end in by_desk)
