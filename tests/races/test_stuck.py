"""A neighbour whose transaction does not end: a process that was stopped, a machine that swaps."""

import pytest
from sqlalchemy.orm import sessionmaker

import booking
from booking.db import connect
from tests.booking.town import NOW, harbour_place, hold, load_town

pytestmark = pytest.mark.race

WAIT_S = 0.4


def test_a_place_that_is_being_taken_is_taken(postgresql_url: str) -> None:
    """Who waits for a transaction that does not end is told that the place is gone, and can go on."""
    engine = connect(postgresql_url, wait_s=WAIT_S)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        load_town(session)
    with sessions() as stuck:
        booking.hold(stuck, harbour_place("14:00"), now=NOW, holder="CA1")
        with sessions.begin() as session:
            with pytest.raises(booking.SlotTaken):
                booking.hold(session, harbour_place("14:00"), now=NOW, holder="CA2")
            assert hold(session).id
        stuck.rollback()
    engine.dispose()
