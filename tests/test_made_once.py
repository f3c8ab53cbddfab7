"""Statements that the driver runs by itself once SQLAlchemy has written them: nobody sees a difference."""

# ruff: noqa: N803 - it makes sessions, as the class does

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, bindparam, event, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, NoResultFound
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from booking.made_once import Found
from booking.sql import dialect, run
from booking.tables import ServiceRow
from routing.tables import StaffRow, TicketRow
from tests.booking.town import NOW

Sessions = sessionmaker[DatabaseSession]

TICKET = {
    "call_sid": "CA1",
    "line": "termine",
    "skill": "kfz",
    "language": "de",
    "wish": {"day": "2026-12-01"},
    "story": [],
    "enqueued_at": NOW,
    "counts_from": NOW,
}
OFTEN = 4


def test_a_statement_that_comes_again_finds_the_same(Session: Sessions) -> None:
    """Names, times with their zone, JSON, truth: as the types of the columns have them, every time."""
    add = insert(TicketRow)
    look = select(
        TicketRow.wish, TicketRow.enqueued_at, TicketRow.consulting, TicketRow.note, TicketRow.closed_at
    ).where(TicketRow.call_sid == bindparam("call"))
    with Session.begin() as session:
        for number in range(OFTEN):
            run(session, add, TICKET | {"call_sid": f"CA{number}"})
        found = [run(session, look, {"call": f"CA{number}"}).one() for number in range(OFTEN)]
    assert {tuple(map(str, row)) for row in found} == {(str(TICKET["wish"]), str(NOW), "False", "", "None")}
    assert found[-1].enqueued_at == NOW
    assert found[-1].enqueued_at.tzinfo is UTC
    assert found[-1].wish == {"day": "2026-12-01"}
    assert found[-1].consulting is False


def test_it_is_run_by_the_driver_from_the_third_time_on(Session: Sessions) -> None:
    look = select(TicketRow.id).where(TicketRow.call_sid == bindparam("call"))
    with Session() as session:
        ran = [isinstance(run(session, look, {"call": "CA1"}), Found) for _ in range(OFTEN)]
    assert ran == [False, False, True, True]


def test_the_number_of_changed_rows_is_told(Session: Sessions) -> None:
    change = update(TicketRow).where(TicketRow.call_sid == bindparam("call")).values(note=bindparam("told"))
    with Session.begin() as session:
        run(session, insert(TicketRow), TICKET)
        for call, rows in [("CA1", 1), ("CA2", 0)] * OFTEN:
            assert run(session, change, {"call": call, "told": "Hallo"}).rowcount == rows
        for _ in range(OFTEN):
            again = run(session, change.returning(TicketRow.note), {"call": "CA1", "told": "Guten Tag"})
            assert again.scalar_one() == "Guten Tag"


def test_what_is_not_there_is_none_or_an_error(Session: Sessions) -> None:
    look = select(TicketRow.id).where(TicketRow.call_sid == bindparam("call"))
    with Session() as session:
        for _ in range(OFTEN):
            assert run(session, look, {"call": "CA1"}).first() is None
            assert run(session, look, {"call": "CA1"}).scalar() is None
            with pytest.raises(NoResultFound):
                run(session, look, {"call": "CA1"}).one()


def test_lists_and_defaults_that_are_made_anew_go_the_whole_way(Session: Sessions) -> None:
    add = insert(StaffRow)
    look = select(ServiceRow.key).where(ServiceRow.key.in_(bindparam("keys", expanding=True)))
    with Session.begin() as session:
        for _ in range(OFTEN):
            assert run(session, look, {"keys": ["a", "b"]}).all() == []
            assert run(session, look, {"keys": []}).all() == []
        for number in range(OFTEN):
            staff = {"login": f"a{number}", "name": "A", "password_hash": "", "roles": ["agent"]}
            run(session, add, staff)


def test_what_the_database_refuses_comes_as_from_sqlalchemy(Session: Sessions) -> None:
    """And without the values: they hold telephone numbers, and an error ends in the log."""
    add = insert(TicketRow)
    with Session.begin() as session:
        run(session, add, TICKET)
    for _ in range(OFTEN):
        with Session() as session, pytest.raises(IntegrityError) as refused:
            run(session, add, TICKET | {"caller": "+491701234567"})
        assert "+4917" not in str(refused.value)


def test_the_transaction_goes_on_after_a_savepoint(Session: Sessions) -> None:
    add = insert(TicketRow)
    with Session.begin() as session:
        for _ in range(OFTEN):
            try:
                with session.begin_nested():
                    run(session, add, TICKET)
            except IntegrityError:
                pass
    with Session() as session:
        assert len(session.scalars(select(TicketRow.id)).all()) == 1


def test_who_listens_hears_every_statement(engine: Engine, Session: Sessions) -> None:
    look, heard = select(TicketRow.id), []
    with Session() as session:
        for _ in range(OFTEN):
            run(session, look)
    event.listen(engine, "before_cursor_execute", lambda *call: heard.append(call[2]))
    with Session() as session:
        for _ in range(OFTEN):
            run(session, look)
    assert [each.split()[0] for each in heard].count("SELECT") == OFTEN


def test_a_cut_connection_is_given_up(Session: Sessions) -> None:
    """The pool is told, so that the next one gets a new connection."""
    look, pid = select(TicketRow.id), "SELECT pg_backend_pid()"
    with Session() as session:
        if dialect(session) == "sqlite":
            pytest.skip("a file is never away")
        for _ in range(OFTEN):
            run(session, look)
        cut = session.connection().exec_driver_sql(pid).scalar_one()
        with Session() as other:
            other.connection().exec_driver_sql(f"SELECT pg_terminate_backend({cut})")
        with pytest.raises(DBAPIError) as away:
            run(session, look)
    assert away.value.connection_invalidated
    with Session() as session:
        assert run(session, look).all() == []


def test_a_value_that_is_no_value_of_its_type_is_refused(Session: Sessions) -> None:
    look = select(TicketRow.id).where(TicketRow.enqueued_at < bindparam("now"))
    with Session() as session:
        for _ in range(OFTEN):
            run(session, look, {"now": NOW})
    for naive in (datetime(2026, 1, 1), datetime(2026, 1, 2)):  # noqa: DTZ001 - that is the point
        with Session() as session, pytest.raises(Exception, match="without its zone"):
            run(session, look, {"now": naive})
