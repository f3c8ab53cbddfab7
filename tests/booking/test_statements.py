"""How many statements each operation takes: what is counted here cannot grow unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

import booking
from tests.booking.town import MOBILE, MONDAY, NOW, at, load_town, place

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


MORNING = at(MONDAY, "07:30")
# In this order, on one book: the hold is row 1, the appointment row 2. With how many statements each takes.
OPERATIONS: dict[str, tuple[Do, int]] = {
    "hold": (lambda session: held(session, "08:00"), 5),  # the first one: its id is 1
    "keep": (lambda session: booking.keep_hold(session, 1, now=NOW), 4),
    "look at": (lambda session: booking.held(session, 1, now=NOW), 1),
    "hand over": (lambda session: booking.hand_over(session, 1, holder="agent:a", now=NOW, minutes=30), 5),
    "release": (lambda session: booking.release(session, 1, now=NOW), 3),
    "release of nobody": (lambda session: booking.release_of(session, "CA9", now=NOW), 1),
    "end holds": (lambda session: booking.release_expired(session, now=NOW), 2),
    "book": (booked, 10),  # the second row
    "find": (lambda session: booking.of_caller(session, MOBILE, now=NOW), 1),
    "write a note": (lambda session: booking.write_note(session, 2, "x", by="agent:a", now=NOW), 2),
    "history": (lambda session: booking.history_of(session, 2), 1),
    "wait": (lambda session: booking.wait_for_earlier(session, 2, by="caller", now=NOW), 6),
    "serve the list": (lambda session: booking.serve_waiting_list(session, now=NOW), 3),
    "conflicts": (lambda session: booking.conflicts(session, "markt", now=NOW), 2),
    "reminded": (lambda session: booking.reminded(session, MOBILE, now=NOW), 1),
    "arrive": (lambda session: booking.arrive(session, 2, by="agent:a", now=MORNING), 3),
    "undo": (lambda session: booking.undo(session, 2, by="agent:a", now=MORNING), 4),
    "finish": (lambda session: booking.finish(session, 2, by="agent:a", now=MORNING), 3),
    "draw a number": (
        lambda session: booking.walk_in(session, "markt", ["pass"], by="agent:a", now=MORNING),
        2,
    ),
    "call the next": (lambda session: booking.call_next(session, "markt", by="agent:a", now=MORNING), 2),
    "claim notices": (lambda session: booking.claim_notices(session, now=NOW), 2),
}
ONE_AT_A_TIME = {"book", "wait", "serve the list", "draw a number"}


def test_every_other_operation(kept: sessionmaker[DatabaseSession]) -> None:
    """A few statements each; on PostgreSQL one more where only one may do so at a time, for the lock."""
    with kept() as session:
        is_postgresql = session.get_bind().dialect.name == "postgresql"
    took = {name: cost(kept, do) for name, (do, _) in OPERATIONS.items()}
    assert took == {
        name: most + (is_postgresql and name in ONE_AT_A_TIME) for name, (_, most) in OPERATIONS.items()
    }
