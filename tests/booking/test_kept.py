"""Rules are kept for a moment; a transaction that changes them sees its own, and keeps nothing for others."""

# ruff: noqa: N803 - the fixture is named as what it makes

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

import booking
from booking import editing
from tests.booking.town import MONDAY, NOW, free_starts, load_town

Sessions = sessionmaker[DatabaseSession]


@pytest.fixture
def Kept(engine: Engine) -> Sessions:  # noqa: N802 - it makes sessions, as the class does
    """Makes sessions of a process that keeps rules for longer than any test takes."""
    sessions = sessionmaker(engine.execution_options(rules_kept_s=600.0))
    with sessions.begin() as session:
        load_town(session)
    return sessions


def shut(session: DatabaseSession, day: date = MONDAY) -> None:
    editing.add_closure(session, "markt", day, day, "Umbau", seen=0, by="office:jule", now=NOW)


def test_what_is_changed_is_seen_at_once_by_who_changes_it(Kept: Sessions) -> None:
    """Though the process has kept the rules of before; and an office that comes to be is there."""
    with Kept.begin() as session:
        made = booking.confirm(
            session,
            booking.hold(session, booking.offer(session, "ausweis", now=NOW)[0], now=NOW, holder="CA1").id,
            phone=None,
            language="de",
            by="caller",
            now=NOW,
        )
    with Kept.begin() as session:
        shut(session)
        assert free_starts(session, MONDAY) == []
        assert [each.appointment.id for each in booking.conflicts(session, made.office, now=NOW)] == [made.id]


def test_what_is_taken_back_was_never_kept(Kept: Sessions) -> None:
    """Rules that were read before a rollback are nobody's rules; others go on with those that count."""
    with Kept() as session:
        shut(session)
        assert free_starts(session, MONDAY) == []
        session.rollback()
        assert free_starts(session, MONDAY)
    with Kept.begin() as session:
        assert free_starts(session, MONDAY)


def test_others_meet_a_change_after_its_commit(Kept: Sessions) -> None:
    """While it is not committed, and until the process reads anew, they have the rules of before."""
    with Kept.begin() as session:
        assert free_starts(session, MONDAY)
    with Kept.begin() as session:
        shut(session)
        booking.offer(session, "ausweis", now=NOW)
    with Kept.begin() as session:
        assert free_starts(session, MONDAY) == []
