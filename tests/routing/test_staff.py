"""Accounts: signing in, being slowed down, roles, and the example staff."""

# ruff: noqa: N803 - the fixture is named as what it makes

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing import presence, set_wants
from routing.candidates import agents_here
from routing.example import DEMO_PASSWORD, DEMO_SIGN_INS, EXAMPLE_STAFF, load_example_staff
from routing.guards import Role
from routing.rules import Level
from routing.staff import add_staff, end_sessions, sign_in, staff_of
from routing.tables import SignInTryRow, StaffRow
from routing.throttle import LONGEST_DELAY, SignInBlocked, delay_after, forget
from routing.tickets import Wants
from tests.routing.conftest import NOW

Database = sessionmaker[DatabaseSession]
SECOND = timedelta(seconds=1)


@pytest.fixture
def ada(Session: Database) -> int:
    agent = ([Role.AGENT], "client:ada", ["kfz"], ["de"])
    with Session.begin() as session:
        return add_staff(session, "Ada", "Ada Petersen", "richtig", *agent, now=NOW).id


def test_sign_in(Session: Database, ada: int) -> None:
    """Login without regard to case or spaces, password exactly; the password itself is not kept."""
    staff = sign_in(Session, " ADA ", "richtig", NOW)
    assert staff is not None
    assert (staff.id, staff.login, staff.roles) == (ada, "ada", frozenset({Role.AGENT}))
    assert sign_in(Session, "ada", "Richtig", NOW) is None
    assert sign_in(Session, "niemand", "richtig", NOW) is None
    with Session.begin() as session:
        assert "richtig" not in session.get_one(StaffRow, ada).password_hash


def test_failures_make_the_next_try_wait_longer(Session: Database, ada: int) -> None:
    """Two are free, then 1 s, 2 s, 4 s; while blocked, even the right password is not looked at."""
    now, waits = NOW, []
    for _ in range(2):
        assert sign_in(Session, "ada", "falsch", now) is None
    for _ in range(3):
        assert sign_in(Session, "ada", "falsch", now) is None
        with pytest.raises(SignInBlocked) as blocked:
            sign_in(Session, "ada", "richtig", now)
        waits.append(blocked.value.wait_s)
        now += timedelta(seconds=blocked.value.wait_s)
    assert waits == [1, 2, 4]
    assert sign_in(Session, "ada", "richtig", now) is not None


def test_success_forgets_failures(Session: Database, ada: int) -> None:
    """Who gets it right after two slips starts anew."""
    for _ in range(3):
        for _ in range(2):
            assert sign_in(Session, "ada", "falsch", NOW) is None
        assert sign_in(Session, "ada", "richtig", NOW) is not None


def test_an_address_is_slowed_down_too(Session: Database, ada: int) -> None:
    """One address that tries many logins is blocked for all of them; other addresses are not."""
    for n in range(20):
        sign_in(Session, f"login{n}", "falsch", NOW, address="192.0.2.1")
    with pytest.raises(SignInBlocked):
        sign_in(Session, "ada", "richtig", NOW, address="192.0.2.1")
    assert sign_in(Session, "ada", "richtig", NOW, address="192.0.2.2") is not None


def test_colleagues_behind_one_address_sign_in_at_the_same_moment(Session: Database, ada: int) -> None:
    """A try that came a moment later and was written a moment earlier holds nobody up."""
    assert sign_in(Session, "ada", "richtig", NOW + SECOND, address="192.0.2.1") is not None
    assert sign_in(Session, "ada", "richtig", NOW, address="192.0.2.1") is not None


def test_counters_are_forgotten(Session: Database) -> None:
    """Logins and addresses do not stay in the database for ever."""
    sign_in(Session, "ada", "falsch", NOW, address="192.0.2.1")
    with Session.begin() as session:
        forget(session, before=NOW)
        assert session.scalar(select(func.count()).select_from(SignInTryRow)) == 2
        forget(session, before=NOW + SECOND)
        assert session.scalar(select(func.count()).select_from(SignInTryRow)) == 0


@pytest.mark.parametrize(
    ("failures", "delay_s"), [(1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (12, 512), (13, 900), (10_000, 900)]
)
def test_the_delay_grows_to_a_quarter_of_an_hour(failures: int, delay_s: int) -> None:
    """Doubled each time, and never longer than a person can wait."""
    assert delay_after(failures, first=3) == timedelta(seconds=delay_s) <= LONGEST_DELAY


@pytest.mark.race
def test_many_guesses_at_once_are_no_more_guesses(Session: Database) -> None:
    """Tries at one login go one after the other: of twelve at once only the free ones are looked at."""
    with Session.begin() as session:
        add_staff(session, "ada", "Ada", "richtig", [Role.AGENT], now=NOW)

    def guess(_: int) -> bool:
        try:
            sign_in(Session, "ada", "falsch", NOW)
        except SignInBlocked:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(guess, range(12))) == 3


def test_ending_sessions(Session: Database, ada: int) -> None:
    """The epoch in every cookie of this person is out of date at once."""
    with Session.begin() as session:
        before = staff_of(session, ada)
        end_sessions(session, ada)
        after = staff_of(session, ada)
        assert staff_of(session, 404) is None
    assert before is not None
    assert after is not None
    assert after.epoch == before.epoch + 1


@pytest.mark.parametrize(
    ("roles", "wanted", "may"),
    [
        ({Role.AGENT}, {Role.AGENT}, True),
        ({Role.AGENT}, {Role.SUPERVISOR, Role.OPERATOR}, False),
        ({Role.OPERATOR}, {Role.SUPERVISOR, Role.OPERATOR}, True),
        ({Role.ADMIN}, {Role.OFFICE}, True),
        ({Role.ADMIN}, {Role.AGENT}, False),
        ({Role.ADMIN, Role.AGENT}, {Role.AGENT}, True),
        (set(), set(Role), False),
    ],
)
def test_roles(session: DatabaseSession, roles: set[Role], wanted: set[Role], may: bool) -> None:
    """Any wanted role is enough; an administrator has all but the agent's."""
    staff = add_staff(session, "x", "X", "p", sorted(roles), now=NOW)
    assert staff.may(wanted) is may


def test_the_example_staff(Session: Database) -> None:
    """Loaded twice they are there once, reached in three ways, and off duty until they sign in."""
    with Session.begin() as session:
        load_example_staff(session, now=NOW)
        load_example_staff(session, now=NOW)
        logins = set(session.scalars(select(StaffRow.login)))
        assert agents_here(session) == []
    assert logins == {each.login for each in EXAMPLE_STAFF} == {login for login, _, _ in DEMO_SIGN_INS}
    ways = {str(each.contact).partition(":")[0][:6] for each in EXAMPLE_STAFF if each.contact}
    assert {"client", "sip"} < ways
    staff = sign_in(Session, "ada", DEMO_PASSWORD, NOW)
    assert staff is not None
    with Session.begin() as session:
        set_wants(session, staff.id, Wants.AVAILABLE, now=NOW)
        here = presence(session, staff.id)
        (ada,) = agents_here(session)
    assert (ada.skills["kfz"], ada.languages["en"]) == (Level.WELL, Level.WELL)
    assert here is not None
    assert here.contact == "client:agent_ada"
