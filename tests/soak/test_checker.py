"""The checker sees what is wrong: each fault, put into the tables by hand, is told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy.orm import sessionmaker

import booking
from booking.db import connect
from tests.booking.town import NOW, hold, load_town
from tests.booking.town import book as make
from tests.soak.checker import check

FIRST, SECOND = 1, 2


@pytest.fixture
def told() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def tables(sqlite_url: str, told: list[dict[str, Any]]) -> Iterator[sqlite3.Connection]:
    """Two appointments, one of them moved; one cancelled; a live hold and one that ended."""
    engine = connect(sqlite_url)
    with sessionmaker(engine).begin() as session:
        load_town(session)
        made = [make(session, clock) for clock in ("08:00", "09:00", "10:00")]
        booking.reschedule(session, SECOND, hold(session, "11:00").id, by="caller", now=NOW)
        booking.cancel(session, made[2].id, by="caller", now=NOW)
        booking.release(session, hold(session).id, now=NOW)
        hold(session)
    engine.dispose()
    told += [_line("confirmed", one) for one in made]
    told.append({"what": "wants_cancelled", "id": made[2].id})
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        yield connection


def _line(what: str, made: booking.Appointment) -> dict[str, Any]:
    place = {"desk": made.desk, "start": made.start.isoformat(), "end": made.end.isoformat()}
    return {"what": what, "id": made.id, "code": made.code, **place}


def test_a_sound_book_has_no_faults(tables: sqlite3.Connection, told: list[dict[str, Any]]) -> None:
    """What the book did itself is in order."""
    assert check(tables, told) == []


MOVED_BY_HAND = """
    UPDATE appointments SET desk_id = 1, starts_at = (SELECT starts_at FROM appointments WHERE id = 1),
    ends_at = (SELECT ends_at FROM appointments WHERE id = 1) WHERE id = 2
"""
TOLD_WRONGLY = """
    UPDATE appointment_events SET details = (SELECT details FROM appointment_events WHERE id = 1)
    WHERE what = 'held'
"""


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (MOVED_BY_HAND, "at once"),
        ("DELETE FROM claims WHERE appointment_id = 1", "should be by 1"),
        ("UPDATE claims SET held_until = NULL WHERE held_until IS NOT NULL", "should be by None"),
        ("UPDATE appointments SET state = 'confirmed' WHERE id = 3", "the history tells"),
        ("DELETE FROM appointment_events WHERE what = 'cancelled'", "the history tells"),
        ("UPDATE appointments SET sequence = 7 WHERE id = 2", "the history tells"),
        ("DELETE FROM appointment_events WHERE appointment_id = 1 AND what = 'held'", "after None"),
        ("UPDATE occupancy SET w1 = 0", "shown wrongly"),
        (TOLD_WRONGLY, "was at"),
    ],
)
def test_damage_is_found(
    tables: sqlite3.Connection, told: list[dict[str, Any]], damage: str, words: str
) -> None:
    """Two at once, claims without owners, unexplained states, a wrong calendar."""
    tables.execute("PRAGMA foreign_keys = OFF")
    assert tables.execute(damage).rowcount > 0
    assert any(words in fault for fault in check(tables, told)), check(tables, told)


def test_lost_appointments_are_found(tables: sqlite3.Connection, told: list[dict[str, Any]]) -> None:
    """Who was told of an appointment that is not there, has another code, or was cancelled by nobody."""
    first = told[0]
    assert any("is not there" in one for one in check(tables, [{**first, "id": 99}]))
    assert any("another code" in one for one in check(tables, [{**first, "code": "0000000"}]))
    assert any("nobody's wish" in one for one in check(tables, [told[2]]))
    assert any("knows nothing" in one for one in check(tables, [{**first, "desk": 3}]))
    assert any("was cancelled" in one for one in check(tables, [{"what": "cancelled", "id": FIRST}]))
