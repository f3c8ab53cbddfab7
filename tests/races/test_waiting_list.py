"""Several workers serve the waiting list at once, and a citizen answers twice at once."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

import booking
from booking import freed
from booking.db import connect
from booking.tables import FreedRow, WaitingOfferRow
from tests.booking.town import MONDAY, NOW, load_town, place
from tests.races.callers import Crowd, Sessions

pytestmark = pytest.mark.race

WORKERS = 8
PHONE = "+4915111111111"


def serve(sessions: Sessions, _worker: int) -> int:
    with sessions.begin() as session:
        return booking.serve_waiting_list(session, now=NOW)


def take(sessions: Sessions, _worker: int) -> int:
    with sessions.begin() as session:
        return booking.take_offered(session, PHONE, by="caller", now=NOW).id


def test_one_place_is_offered_once_and_taken_once(
    crowd: Crowd,
    database_url: str,
    Session: Sessions,  # noqa: N803
) -> None:
    """However many workers look, and however often the carrier delivers the yes."""
    with Session.begin() as session:
        load_town(session)
        for desk, phone in ((1, PHONE), (2, "+4915122222222")):
            offer = place("11:00")
            held = booking.hold(session, offer, now=NOW, holder=f"CA{desk}")
            made = booking.confirm(session, held.id, phone=phone, language="de", by="caller", now=NOW)
            booking.wait_for_earlier(session, made.id, by="caller", now=NOW)
        early = booking.hold(session, place("08:00", day=MONDAY), now=NOW, holder="CA3")
        gone = booking.confirm(session, early.id, phone=None, language="de", by="caller", now=NOW)
        booking.cancel(session, gone.id, by="caller", now=NOW)
    assert sorted(crowd.all_at_once(database_url, serve, WORKERS)) == [0] * (WORKERS - 1) + [1]
    with Session.begin() as session:
        assert session.scalar(select(func.count()).select_from(WaitingOfferRow)) == 1
    told = crowd.all_at_once(database_url, take, WORKERS)
    refused = [one for one in told if isinstance(one, booking.HoldEnded)]
    assert (len(told), len(refused)) == (WORKERS, WORKERS - 1)
    with Session.begin() as session:
        (moved,) = (one for one in told if isinstance(one, int))
        assert booking.appointment(session, moved).start == place("08:00").start
        assert session.scalar(select(func.count()).select_from(FreedRow)) == 1  # that of 11:00


def test_who_is_just_leaving_is_passed_over(postgresql_url: str) -> None:
    """The call that leaves the list and the worker that serves it: the place is offered to the next."""
    engine = connect(postgresql_url)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        load_town(session)
        first, second = (
            booking.wait_for(session, "ausweis", phone=phone, language="de", by="caller", now=NOW)
            for phone in (PHONE, "+4915122222222")
        )
        freed.note(session, "markt", place("08:00").start, place("08:00").end, back=NOW)
    with sessions.begin() as call:
        assert booking.stop_waiting(call, first.id, by="caller", now=NOW)
        with sessions.begin() as worker:
            assert booking.serve_waiting_list(worker, now=NOW) == 1
    with sessions.begin() as session:
        assert booking.offered_to(session, PHONE, now=NOW) is None
        offered = booking.offered_to(session, second.phone or "", now=NOW)
        assert offered is not None
        assert offered.entry == second.id
    engine.dispose()


def test_a_number_gets_one_offer_at_a_time(postgresql_url: str) -> None:
    """Two places come back, and two workers look, for the same one who waits: the answer must mean one."""
    engine = connect(postgresql_url)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        load_town(session)
        booking.wait_for(session, "ausweis", phone=PHONE, language="de", by="caller", now=NOW)
        freed.note(session, "markt", place("08:00").start, place("08:00").end, back=NOW)
    with sessions.begin() as first, sessions.begin() as second:
        assert booking.serve_waiting_list(first, now=NOW) == 1
        freed.note(second, "markt", place("09:00").start, place("09:00").end, back=NOW)
        assert booking.serve_waiting_list(second, now=NOW) == 0
    with sessions.begin() as third:
        assert booking.serve_waiting_list(third, now=NOW) == 0
    engine.dispose()
