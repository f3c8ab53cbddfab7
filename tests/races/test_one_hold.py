"""Several at once who want the same hold, the same appointment, or the last one that a number may have."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

import booking
from booking.tables import ClaimRow
from tests.booking.town import MOBILE, NOW, book, harbour_place, hold, load_town
from tests.races.callers import Crowd, Sessions

pytestmark = pytest.mark.race

CALLERS = 12
FIRST = 1  # the id of the row that a test begins with
END = NOW + timedelta(minutes=10)  # of a hold that began now
HARBOUR = harbour_place("14:00")


@pytest.fixture
def town(Session: Sessions) -> Sessions:  # noqa: N803
    with Session.begin() as session:
        load_town(session)
    return Session


def confirm(session: DatabaseSession, hold_id: int, phone: str | None = None) -> booking.State:
    return booking.confirm(session, hold_id, phone=phone, language="de", by="caller", now=NOW).state


def confirm_first(sessions: Sessions, caller: int) -> booking.State:
    with sessions.begin() as session:
        return confirm(session, FIRST)


def confirm_or_take_over(sessions: Sessions, caller: int) -> str:
    """Half of them have a clock that is behind and confirm; the others see that the hold ended."""
    with sessions.begin() as session:
        if caller % 2:
            return confirm(session, FIRST)
        booking.hold(session, HARBOUR, now=END, holder=f"CA{caller}")
        return "taken over"


def confirm_own(sessions: Sessions, caller: int) -> booking.State:
    """Each call has a hold of its own, and all of them the same number."""
    with sessions.begin() as session:
        held = hold(session, f"{8 + caller // 3:02}:00", holder=f"CA{caller}")
    with sessions.begin() as session:
        return confirm(session, held.id, MOBILE)


def move_or_cancel(sessions: Sessions, caller: int) -> str:
    with sessions.begin() as session:
        if caller % 2:
            return booking.cancel(session, FIRST, by="caller", now=NOW).state
        new = hold(session, f"{9 + caller % 3:02}:00", holder=f"CA{caller}")
        return booking.reschedule(session, FIRST, new.id, by="caller", now=NOW).state


def sweep_or_take_over(sessions: Sessions, caller: int) -> int:
    with sessions.begin() as session:
        if caller % 2:
            return booking.release_expired(session, now=END)
        booking.hold(session, HARBOUR, now=END, holder=f"CA{caller}")
        return 0


def claimed(session: DatabaseSession) -> int:
    return session.execute(select(func.count()).select_from(ClaimRow)).scalar_one()


def test_a_hold_is_confirmed_by_one(crowd: Crowd, database_url: str, town: Sessions) -> None:
    """Of many who confirm the same hold at once, one does."""
    with town.begin() as session:
        assert hold(session).id == FIRST
    told = crowd.all_at_once(database_url, confirm_first, CALLERS)
    assert (
        Counter(map(type, told)) == {str: 1, booking.HoldEnded: CALLERS - 1} or told.count("confirmed") == 1
    )
    with town.begin() as session:
        assert len(booking.history_of(session, FIRST)) == 2


def test_confirmed_or_taken_over(crowd: Crowd, database_url: str, town: Sessions) -> None:
    """Where clocks differ, a hold's last moment belongs to one: its holder or the next taker, never both."""
    with town.begin() as session:
        assert booking.hold(session, HARBOUR, now=NOW, holder="CA99").id == FIRST
    told = crowd.all_at_once(database_url, confirm_or_take_over, CALLERS)
    assert len([one for one in told if isinstance(one, str)]) == 1  # a state is a string, too
    assert {type(one) for one in told} <= {str, booking.State, booking.SlotTaken, booking.HoldEnded}
    with town.begin() as session:
        assert claimed(session) == 3


def test_the_limit_of_a_number_holds(crowd: Crowd, database_url: str, town: Sessions) -> None:
    """Twelve calls with one number at once get five appointments, not six."""
    told = crowd.all_at_once(database_url, confirm_own, CALLERS)
    assert told.count("confirmed") == 5
    assert sum(isinstance(one, booking.TooManyBookings) for one in told) == CALLERS - 5
    with town.begin() as session:
        assert len(booking.of_caller(session, MOBILE, now=NOW)) == 5


def test_moved_or_cancelled(crowd: Crowd, database_url: str, town: Sessions) -> None:
    """Moves and a cancellation of one appointment at once: each is whole, and nothing is left behind."""
    with town.begin() as session:
        assert book(session).id == FIRST
    told = crowd.all_at_once(database_url, move_or_cancel, CALLERS)
    assert told.count("cancelled") == 1
    assert {type(one) for one in told} <= {booking.State, booking.UnknownReference, booking.SlotTaken}
    with town.begin() as session:
        # Who could not move had no hold either: theirs was undone with the rest of their transaction.
        assert claimed(session) == 0
        assert booking.appointment(session, FIRST).sequence == told.count("confirmed") + 1


def test_swept_while_taken_over(crowd: Crowd, database_url: str, town: Sessions) -> None:
    """Workers that close an ended hold never free the place that somebody is taking over."""
    with town.begin() as session:
        booking.hold(session, HARBOUR, now=NOW, holder="CA99")
    told = crowd.all_at_once(database_url, sweep_or_take_over, CALLERS)
    assert sum(isinstance(one, booking.SlotTaken) for one in told) == CALLERS // 2 - 1
    assert sum(one for one in told if isinstance(one, int)) == 1
    with town.begin() as session:
        assert claimed(session) == 3
