"""The audit log: only added to, sealed in a chain, one entry after the other."""

# ruff: noqa: N803 - the fixture is named as what it makes

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from booking.db import connect
from ivr.migrate import upgrade
from routing import audit
from tests.routing.conftest import NOW

Database = sessionmaker[DatabaseSession]
UNGUARDED = {
    "sqlite": ["DROP TRIGGER audit_log_no_update", "DROP TRIGGER audit_log_no_delete"],
    "postgresql": ["SET LOCAL session_replication_role = replica"],
}
CHANGES = ["UPDATE audit_log SET who = 'nobody'", "DELETE FROM audit_log"]


def fill(database: Database, entries: int = 3) -> None:
    for n in range(entries):
        with database.begin() as session:
            audit.note(session, by="ines", what="account.blocked", details={"login": f"login{n}"}, now=NOW)


def tamper(database: Database, statement: str) -> audit.Verified:
    """What is found after somebody with all rights in the database got around its guards."""
    with database() as session:
        known = audit.verify(session)
        for each in UNGUARDED[session.get_bind().dialect.name]:
            session.execute(text(each))
        session.execute(text(statement))
        found = audit.verify(session, known=(known.entries, known.head))
        session.rollback()
    return found


def test_what_was_done_is_read_newest_first(Session: Database) -> None:
    """By person, kind and time; a page at a time."""
    fill(Session, audit.PAGE)
    later = NOW + timedelta(hours=1)
    with Session.begin() as session:
        audit.note(session, by="otto", what="edition.published", details={"line": "termine"}, now=later)
        newest, more = audit.entries(session, audit.Wanted())
        assert (newest[0].n, newest[0].who, newest[0].details) == (51, "otto", {"line": "termine"})
        assert (len(newest), more) == (audit.PAGE, True)
        assert [each.n for each in audit.entries(session, audit.Wanted(), page=2)[0]] == [1]
        assert audit.deeds(session) == ["account.blocked", "edition.published"]
        for wanted in (
            audit.Wanted(who="otto"),
            audit.Wanted(what="edition"),
            audit.Wanted(since=later),
            audit.Wanted(since=NOW, before=later + timedelta(seconds=1), what="edition.published"),
        ):
            assert [each.n for each in audit.entries(session, wanted)[0]] == [51]
        assert len(audit.entries(session, audit.Wanted(before=later))[0]) == 50


def test_numbers_are_masked(Session: Database) -> None:
    """Nobody's telephone number stays for ever because a caller of ours was careless; ids and days do."""
    details = {"why": "+49 451 1234567 rang", "call": "CA0123456789", "days": {"2026-12-01"}, "n": 12345678}
    with Session.begin() as session:
        audit.note(session, by="ines", what="call.looked_at", details=details, now=NOW)
        (entry,), _ = audit.entries(session, audit.Wanted())
    assert entry.details == {
        "why": "*** rang",
        "call": "CA0123456789",
        "days": ["2026-12-01"],
        "n": 12345678,
    }


@pytest.mark.parametrize("statement", [*CHANGES, "INSERT OR REPLACE", "TRUNCATE audit_log"])
def test_the_database_refuses_to_change_it(Session: Database, statement: str) -> None:
    """Whoever has only the rights of the application can add, and nothing else."""
    fill(Session)
    with Session() as session:
        sqlite = session.get_bind().dialect.name == "sqlite"
        if statement.startswith("INSERT"):
            if not sqlite:
                return
            statement += " INTO audit_log SELECT n, at, 'nobody', what, details, seal FROM audit_log"
        if statement.startswith("TRUNCATE") and sqlite:
            return
        with pytest.raises(DBAPIError, match="only ever added to"):
            session.execute(text(statement))


def test_a_migrated_database_refuses_it_too(empty_database_url: str) -> None:
    """The migration brings the same guards as the models."""
    upgrade(empty_database_url)
    engine = connect(empty_database_url).execution_options(audit_key="k" * 32)
    database = sessionmaker(engine)
    fill(database)
    for statement in CHANGES:
        with database() as session, pytest.raises(DBAPIError, match="only ever added to"):
            session.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "changed", "missing", "lost"),
    [
        ("UPDATE audit_log SET who = 'otto' WHERE n = 2", (2,), (), False),
        ("UPDATE audit_log SET details = '{}' WHERE n = 3", (3,), (), False),
        ("UPDATE audit_log SET seal = 'x' WHERE n = 1", (1, 2), (), False),
        ("DELETE FROM audit_log WHERE n = 2", (), (3,), False),
        ("DELETE FROM audit_log WHERE n = 1", (), (2,), False),
        ("DELETE FROM audit_log WHERE n = 3", (), (), True),
        ("SELECT 1", (), (), False),
    ],
)
def test_tampering_is_found(
    Session: Database, statement: str, changed: tuple[int, ...], missing: tuple[int, ...], lost: bool
) -> None:
    """Where, and how; a log that only lost its end is unmasked by what was noted elsewhere."""
    fill(Session)
    found = tamper(Session, statement)
    assert (found.changed, found.missing, found.lost) == (changed, missing, lost)
    assert found.sound is (statement == "SELECT 1")


def test_who_has_the_database_alone_cannot_forge(Session: Database, engine: Engine) -> None:
    """A seal takes the key, and that is not in the database."""
    fill(Session)
    forger = sessionmaker(engine.execution_options(audit_key="another key"))
    fill(forger, 1)
    with Session.begin() as session:
        assert audit.verify(session).changed == (4,)
    keyless = sessionmaker(engine.execution_options(audit_key=None))
    with keyless.begin() as session, pytest.raises(audit.NoAuditKey):
        audit.verify(session)


@pytest.mark.race
def test_writers_at_once_make_one_chain(Session: Database) -> None:
    """Each waits for the one before it; nobody's entry is lost and no number is given twice."""

    def write(n: int) -> None:
        with Session.begin() as session:
            audit.note(session, by=f"login{n}", what="account.blocked", details={}, now=NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    with Session.begin() as session:
        found = audit.verify(session)
        writers = {each.who for each in audit.entries(session, audit.Wanted())[0]}
    assert (found.entries, found.sound) == (20, True)
    assert writers == {f"login{n}" for n in range(20)}
