"""How many statements each operation takes: what is counted here cannot grow unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

import booking
from tests.booking.town import MOBILE, MONDAY, NOW, load_town, place

Do = Callable[[DatabaseSession], object]
WISH = booking.Wish(day=MONDAY)


@pytest.fixture
def kept(engine: Engine) -> sessionmaker[DatabaseSession]:
    """As in a running process: the offices' rules are kept, and known already."""
    sessions = sessionmaker(engine.execution_options(rules_kept_s=60.0))
    with sessions.begin() as session:
        load_town(session)
    with sessions.begin() as session:
        booking.offer(session, "ausweis", now=NOW)
    return sessions


@contextmanager
def counted(session: DatabaseSession) -> Iterator[list[str]]:
    """The statements that reach the database, savepoints among them."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield seen
    event.remove(connection, "before_cursor_execute", note)


def held(session: DatabaseSession, clock: str = "08:00") -> booking.Held:
    return booking.hold(session, place(clock), now=NOW, holder="CA1")


def booked(session: DatabaseSession) -> booking.Appointment:
    return booking.confirm(session, held(session).id, phone=MOBILE, language="de", by="caller", now=NOW)


def cost(sessions: sessionmaker[DatabaseSession], do: Do) -> int:
    with sessions.begin() as session, counted(session) as seen:
        do(session)
    return len(seen)


def test_finding(kept: sessionmaker[DatabaseSession]) -> None:
    """Two statements, for a few offers as for every free time of every day; more looks take two each."""
    assert cost(kept, lambda session: booking.offer(session, "ausweis", now=NOW)) == 2
    assert cost(kept, lambda session: booking.free_times(session, "ausweis", now=NOW)) == 2
    assert (
        cost(kept, lambda session: booking.free_times(session, ["ausweis", "pass"], wish=WISH, now=NOW)) == 2
    )
    assert cost(kept, lambda session: booking.open_on(session, "ausweis", MONDAY, now=NOW)) == 0


def test_holding(kept: sessionmaker[DatabaseSession]) -> None:
    """The appointment, all its claims at once, its history; and a savepoint around them."""
    assert cost(kept, held) == 5


def test_confirming(kept: sessionmaker[DatabaseSession]) -> None:
    """PostgreSQL has one statement more, for the lock on the telephone number."""
    with kept.begin() as session:
        hold = held(session)
        is_postgresql = session.get_bind().dialect.name == "postgresql"

    def confirm(session: DatabaseSession) -> object:
        return booking.confirm(session, hold.id, phone=MOBILE, language="de", by="caller", now=NOW)

    assert cost(kept, confirm) == 5 + is_postgresql


def test_cancelling_and_moving(kept: sessionmaker[DatabaseSession]) -> None:
    """No more with a long past or a full calendar than with an empty one."""
    with kept.begin() as session:
        appointment = booked(session)
        other = held(session, "09:00")

    def move(session: DatabaseSession) -> object:
        return booking.reschedule(session, appointment.id, other.id, by="caller", now=NOW)

    def cancel(session: DatabaseSession) -> object:
        return booking.cancel(session, appointment.id, by="caller", now=NOW + timedelta(minutes=1))

    assert cost(kept, move) <= 14
    assert cost(kept, cancel) <= 9
