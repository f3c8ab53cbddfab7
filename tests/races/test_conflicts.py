"""An office settles its conflicts while citizens change their appointments."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

import booking
from booking.db import connect
from tests.booking.town import MONDAY, NOW, book, close, harbour_place, load_town

pytestmark = pytest.mark.race

WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def test_who_has_just_moved_is_not_cancelled(postgresql_url: str) -> None:
    """The office sees a conflict that the citizen solves in this moment: then it is gone."""
    engine = connect(postgresql_url, wait_s=20)  # the wait itself is what is tested, not its end
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        load_town(session)
        made = book(session)
        close(session, "markt", MONDAY, MONDAY)

    def cancel() -> list[booking.Settlement]:
        with sessions.begin() as session:
            return booking.cancel_conflicts(session, "markt", only={made.id}, by="office", now=NOW)

    with ThreadPoolExecutor(1) as office, sessions.begin() as citizen:
        held = booking.hold(citizen, harbour_place("14:00"), now=NOW, holder="CA1")
        booking.reschedule(citizen, made.id, held.id, by="caller", now=NOW)
        settled = office.submit(cancel)
        _until(lambda: settled.done() or _waiting(sessions) == 1)
        citizen.commit()
        assert [one.outcome for one in settled.result()] == [booking.Settled.GONE]
    with sessions.begin() as session:
        assert booking.appointment(session, made.id).office == "hafen"
    engine.dispose()


def _waiting(sessions: sessionmaker[Session]) -> int:
    """How many wait for a lock, in a new transaction: within one, the server answers from memory."""
    with sessions.begin() as session:
        return session.scalars(WAITING).one()


def _until(is_so: Callable[[], object]) -> None:
    while not is_so():
        sleep(0.01)
