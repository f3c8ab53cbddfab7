"""Appointments that pass each other: from one day to another while others go the opposite way."""

from datetime import timedelta

import pytest

import booking
from tests.booking.town import MONDAY, NOW, load_town, place
from tests.races.callers import Crowd, Sessions

pytestmark = pytest.mark.race

CALLERS = 16
ROUNDS = 6
DAYS = (MONDAY, MONDAY + timedelta(days=1))


def to_and_fro(sessions: Sessions, caller: int) -> int:
    """Book on one of two days, then move to the other one, and back, and so on."""
    clock = f"{8 + caller // 6:02}:{caller % 6}0"
    booked = 0
    for turn in range(ROUNDS):
        with sessions.begin() as session:
            offer = place(clock, day=DAYS[(caller + turn) % 2])
            held = booking.hold(session, offer, now=NOW, holder=f"CA{caller}").id
        with sessions.begin() as session:
            if booked:
                booking.reschedule(session, booked, held, by="caller", now=NOW)
            else:
                booked = booking.confirm(session, held, phone=None, language="de", by="caller", now=NOW).id
    return booked


def test_moves_that_cross(crowd: Crowd, database_url: str, Session: Sessions) -> None:  # noqa: N803
    """Nobody waits for somebody who waits for them: each move is done, and each is whole."""
    with Session.begin() as session:
        load_town(session)
    told = crowd.all_at_once(database_url, to_and_fro, CALLERS)
    assert {type(one) for one in told} == {int}, told
    with Session.begin() as session:
        for one in told:
            assert booking.appointment(session, one).sequence == ROUNDS - 1
