"""The checker sees what is wrong: each fault, put into the tables by hand, is told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

import booking
from booking.db import connect
from tests.booking.town import MONDAY, NOW, at, change_office, hold, load_town, place
from tests.booking.town import book as make
from tests.databases import SqliteTemplate
from tests.soak.checker import check

FIRST, SECOND, OVERTAKEN = 1, 2, 6
MORNING = at(MONDAY, "07:30")
ANNA, BERT = "+4915111111111", "+4915122222222"


@pytest.fixture(scope="module")
def told() -> list[dict[str, Any]]:
    return []


@pytest.fixture(scope="module")
def sound(
    sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory, told: list[dict[str, Any]]
) -> Iterator[sqlite3.Connection]:
    """Two appointments, one of them moved; one cancelled; holds that live or ended; and an ordinary day."""
    url = sqlite_template.copy(tmp_path_factory.mktemp("checked"))
    engine = connect(url)
    with sessionmaker(engine).begin() as session:
        load_town(session)
        change_office(session, "markt", return_after_min=5, return_after_max=20)
        made = [make(session, clock) for clock in ("08:00", "09:00", "10:00")]
        booking.reschedule(session, SECOND, hold(session, "11:00").id, by="caller", now=NOW)
        booking.cancel(session, made[2].id, by="caller", now=NOW)
        booking.release(session, hold(session).id, now=NOW)
        ended = hold(session, "11:50")
        assert ended.id == OVERTAKEN
        hold(session, "11:50", now=ended.until)
        _waiting_list(session, told)
        _on_monday(session, told)
    engine.dispose()
    told += [_line("confirmed", one) for one in made]
    told.append({"what": "wants_cancelled", "id": made[2].id})
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        yield connection


@pytest.fixture
def tables(sound: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A copy of it, to be damaged."""
    with closing(sqlite3.connect(":memory:")) as connection:
        sound.backup(connection)
        yield connection


def _waiting_list(session: Session, told: list[dict[str, Any]]) -> None:
    """Anna takes what was offered to her; Bert was offered something, and has not answered."""
    later = NOW + timedelta(minutes=20)
    early = [make(session, "08:40", phone=None) for _ in range(2)]
    for phone in (ANNA, BERT):
        offer = place("09:00", day=MONDAY + timedelta(days=1))
        held = booking.hold(session, offer, now=NOW, holder=phone[-3:])
        made = booking.confirm(session, held.id, phone=phone, language="de", by="caller", now=NOW)
        booking.wait_for_earlier(session, made.id, by="caller", now=NOW)
        told.append({"what": "waits", "id": made.id})
    for one in early:
        booking.cancel(session, one.id, by="caller", now=NOW)
    assert booking.serve_waiting_list(session, now=later) == 2
    booking.take_offered(session, ANNA, by="caller", now=later)


def _on_monday(session: Session, told: list[dict[str, Any]]) -> None:
    """One is noted as arrived, which is taken back; two draw a number, and one of them is called."""
    booking.arrive(session, FIRST, by="agent:a", now=MORNING)
    booking.undo(session, FIRST, by="agent:a", now=MORNING)
    booking.miss(session, FIRST, by="agent:a", now=at(MONDAY, "08:10"))
    drew = [booking.walk_in(session, "markt", ["pass"], by="agent:a", now=MORNING) for _ in range(2)]
    told += [{"what": "drew", "id": one.id, "number": one.number} for one in drew]
    booking.call_next(session, "markt", by="agent:a", now=MORNING)
    [first, *_] = booking.claim_notices(session, now=NOW)
    booking.notice_sent(session, first.id, carrier_id="SM1", now=NOW)
    hold(session, "11:40", now=at(MONDAY, "08:10"))
    told += [
        {"what": "missed", "id": FIRST},
        {"what": "called", "id": drew[0].id},
        {"what": "sent", "id": first.id},
    ]


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
EVERYBODY_IS_ONE = "UPDATE appointments SET phone = '+4915100000000'"
STATES = "UPDATE {} SET state = '{}' WHERE state = '{}'"

WAITS_OFTEN = """
    INSERT INTO waiting_list (service_key, wish, phone, language, since, state)
    SELECT service_key, '{}', '1', 'de', since, 'waiting' FROM waiting_list, claims LIMIT 6
"""


def details(what: str, name: str, value: str) -> str:
    """Writes another value into the details of all events of a kind."""
    changed = f"json_set(details, '$.{name}', '{value}')"
    return f"UPDATE appointment_events SET details = {changed} WHERE what = '{what}'"


def clock(what: str, at: str) -> str:
    return f"UPDATE appointment_events SET at = '{at}' WHERE what = '{what}'"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (MOVED_BY_HAND, "desk 1 has 1 and 2 at once"),
        ("DELETE FROM claims WHERE appointment_id = 1", "should be by 1"),
        ("UPDATE claims SET held_until = NULL WHERE held_until IS NOT NULL", "should be by None"),
        ("UPDATE claims SET held_until = '2026-12-24' WHERE held_until IS NOT NULL", "comes back too late"),
        ("DELETE FROM claims WHERE held_until IS NOT NULL", "not claimed by the live hold"),
        ("UPDATE claims SET held_until = '2026-11-27' WHERE held_until IS NOT NULL", "unlike its row"),
        ("UPDATE appointments SET state = 'released' WHERE state = 'held'", "is kept for"),
        ("UPDATE occupancy SET w1 = 0", "shown wrongly"),
        ("UPDATE appointments SET state = 'confirmed' WHERE id = 3", "the history tells"),
        ("UPDATE appointments SET sequence = 7 WHERE id = 2", "the history tells"),
        ("DELETE FROM appointment_events WHERE appointment_id = 1 AND what = 'held'", "confirmed after None"),
        ("UPDATE appointment_events SET what = 'done' WHERE what = 'cancelled'", "the history tells"),
        (details("arrived", "was", "missed"), "was confirmed"),
        (clock("arrived", "2026-11-29 08:00:00"), "arrived at"),
        (clock("missed", "2026-11-30 06:59:59"), "missed at"),
        (clock("undone", "2026-12-01 06:00:00"), "noted at"),
        (clock("cancelled", "2026-12-01 06:00:00"), "after it began"),
        (details("undone", "back", "missed"), "undone to missed"),
        ("UPDATE appointment_events SET what = 'undone' WHERE what = 'waits'", "undone"),
        (details("spent", "appointment", "99"), "did not hold for it"),
        (TOLD_WRONGLY, "was at"),
        (details("held", "until", "2026-12-24T12:00:00+00:00"), "was at"),
        ("UPDATE offices SET return_after_min = 30, return_after_max = 30 WHERE key = 'markt'", "too soon"),
        (EVERYBODY_IS_ONE, "one too many"),
        ("UPDATE waiting_list SET state = 'waiting', appointment_id = 1", "1 waits 2 times"),
        (STATES.format("waiting_offers", "taken", "open"), "its hold held"),
        (STATES.format("waiting_offers", "lapsed", "taken"), "its hold spent"),
        (STATES.format("waiting_list", "served", "waiting"), "served and took 0"),
        (
            STATES.format("waiting_offers", "open", "taken") + "; UPDATE waiting_list SET phone = '1'",
            "has 2 open offers",
        ),
        ("DELETE FROM waiting_events WHERE what = 'entered'", "begins with"),
        ("DELETE FROM waiting_events WHERE what = 'taken'", "its entry tells ['offered']"),
        ("UPDATE waiting_events SET what = 'left' WHERE what = 'offered'", "is waiting after"),
        (WAITS_OFTEN, "a number waits 6 times"),
        ("UPDATE walk_ins SET number = number + 1 WHERE number = 2", "drew [1, 3]"),
        (STATES.format("walk_ins", "served", "waiting"), "with the marks"),
        (STATES.format("walk_ins", "waiting", "called"), "still waits"),
        ("DELETE FROM notices WHERE kind = 'confirmed'", "no word"),
        ("DELETE FROM notices WHERE kind = 'earlier'", "was told 0 times"),
        ("UPDATE notices SET due_at = created_at", "is sent, and due"),
        ("UPDATE notices SET kind = 'reminder', due_at = created_at", "to be reminded"),
        ("UPDATE notices SET sent_at = NULL", "was sent, and is not"),
    ],
)
def test_damage_is_found(
    tables: sqlite3.Connection, told: list[dict[str, Any]], damage: str, words: str
) -> None:
    """Two at once, claims without owners, unexplained states, a wrong calendar, limits that were passed."""
    tables.execute("PRAGMA foreign_keys = OFF")
    for statement in damage.split(";"):
        assert tables.execute(statement).rowcount > 0
    assert any(words in fault for fault in check(tables, told)), check(tables, told)


def test_lost_appointments_are_found(tables: sqlite3.Connection, told: list[dict[str, Any]]) -> None:
    """Who was told of an appointment that is not there, has another code, or was cancelled by nobody."""
    [first, _, third] = [line for line in told if line["what"] == "confirmed"]
    assert any("is not there" in one for one in check(tables, [{**first, "id": 99}]))
    assert any("another code" in one for one in check(tables, [{**first, "code": "0000000"}]))
    assert any("nobody's wish" in one for one in check(tables, [third]))
    assert any("knows nothing" in one for one in check(tables, [{**first, "desk": 3}]))
    assert any("was cancelled" in one for one in check(tables, [{"what": "cancelled", "id": FIRST}]))
    assert any("knows nothing" in one for one in check(tables, [{"what": "done", "id": FIRST}]))


def test_what_staff_noted_or_called_twice(tables: sqlite3.Connection, told: list[dict[str, Any]]) -> None:
    """Two desks that called the same number; a number that nobody knows of."""
    called = next(line for line in told if line["what"] == "called")
    assert any("called 2 times" in one for one in check(tables, [*told, called]))
    assert any("drew 7" in one for one in check(tables, [{"what": "drew", "id": 1, "number": 7}]))


def test_a_hold_that_was_kept_is_nobody_elses(tables: sqlite3.Connection, told: list[dict[str, Any]]) -> None:
    """By the history it ended when it was to; but its holder was told that it is kept for longer."""
    kept = {"what": "kept", "id": OVERTAKEN, "until": (NOW + timedelta(minutes=20)).isoformat()}
    assert any("at once" in one for one in check(tables, [*told, kept]))
