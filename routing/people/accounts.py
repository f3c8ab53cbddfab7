"""Accounts as an administrator sees and changes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import booking
from routing.guards import Role
from routing.moves import changed
from routing.people.provider import Person
from routing.people_tables import CodeSecretRow, PasskeyRow, SignInRow
from routing.staff import NO_PASSWORD, Staff, is_known, to_staff
from routing.tables import AgentRow, StaffRow
from routing.tickets import Wants

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")
CONTACT = re.compile(r"client:[A-Za-z0-9_]{1,120}|sip:[^\s@]+@[^\s@]+|\+[1-9]\d{6,14}")


class AccountFault(Exception):
    """Why an account is not made or changed: a code, for which the pages have words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Account:
    """`contact` is how an agent's phone is reached, `seen_at` when the person last did something here."""

    staff: Staff
    contact: str | None
    blocked: bool
    has_password: bool
    of_the_house: bool
    second_factor: bool
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wished:
    """What an account is to be. `offices`: those that the role office is limited to; none: all."""

    name: str
    roles: frozenset[Role]
    offices: frozenset[str]
    contact: str


def accounts(session: Session) -> list[Account]:
    """All of them, by name."""
    return _read(session)


def account(session: Session, staff_id: int) -> Account | None:
    return next(iter(_read(session, staff_id)), None)


def invite(session: Session, login: str, wished: Wished, *, now: datetime) -> Staff:
    """A new account, which nobody can use until its link has set a password. Raises `AccountFault`."""
    login = login.strip().casefold()
    if not LOGIN.fullmatch(login):
        raise AccountFault("login_is_none")
    _check(session, wished)
    row = StaffRow(login=login, name="", password_hash=NO_PASSWORD, roles=[])
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as taken:
        raise AccountFault("login_taken") from taken
    _write(session, row, wished, now)
    return to_staff(row)


def change(session: Session, staff_id: int, wished: Wished, *, now: datetime) -> Staff:
    """Change name, roles, offices and phone; from their next click on. Raises `AccountFault`."""
    _check(session, wished)
    row = session.get_one(StaffRow, staff_id, populate_existing=True)
    if Role.ADMIN not in wished.roles:
        _require_another_admin(session, row)
    _write(session, row, wished, now)
    return to_staff(row)


def of_the_house(session: Session, person: Person, *, now: datetime) -> tuple[Staff, Staff | None]:
    """The account of whom the provider of the house has vouched for; what it was before, if anything.

    Found by the subject; else by the login, if that account belongs to nobody there yet; else made, where the
    provider says with which roles. Raises `AccountFault`: "unknown", "no_roles" or "blocked".
    """
    if person.roles is not None and not person.roles:
        raise AccountFault("no_roles")
    row = session.scalar(select(StaffRow).where(StaffRow.subject == person.subject))
    if row is None:
        unlinked = select(StaffRow).where(StaffRow.login == person.login, StaffRow.subject.is_(None))
        row = session.scalar(unlinked)
    if row is not None and row.blocked_at is not None:
        raise AccountFault("blocked")
    before = None if row is None else to_staff(row)
    if row is None:
        if person.roles is None or not LOGIN.fullmatch(person.login) or is_known(session, person.login):
            raise AccountFault("unknown")
        row = StaffRow(login=person.login, name="", password_hash=NO_PASSWORD, roles=[])
        session.add(row)
    row.subject = person.subject
    if person.roles is not None:
        _write(session, row, Wished(person.name, person.roles, frozenset(row.offices or ()), ""), now)
    session.flush()
    return to_staff(row), before


def block(session: Session, staff_id: int, *, now: datetime) -> None:
    """Signed out everywhere, and not let in again. Raises `AccountFault` for the last administrator."""
    _require_another_admin(session, session.get_one(StaffRow, staff_id, populate_existing=True))
    blocked = update(StaffRow).where(StaffRow.id == staff_id)
    changed(session, blocked.values(blocked_at=now, epoch=StaffRow.epoch + 1))


def unblock(session: Session, staff_id: int) -> None:
    changed(session, update(StaffRow).where(StaffRow.id == staff_id).values(blocked_at=None))


def _read(session: Session, staff_id: int | None = None) -> list[Account]:
    seen = (
        select(SignInRow.staff_id, func.max(SignInRow.seen_at).label("at"))
        .group_by(SignInRow.staff_id)
        .subquery()
    )
    query = (
        select(StaffRow, AgentRow.contact, seen.c.at)
        .outerjoin(AgentRow, AgentRow.staff_id == StaffRow.id)
        .outerjoin(seen, seen.c.staff_id == StaffRow.id)
        .order_by(func.lower(StaffRow.name), StaffRow.id)
    )
    if staff_id is not None:
        query = query.where(StaffRow.id == staff_id)
    confirmed = select(CodeSecretRow.staff_id).where(CodeSecretRow.confirmed_at.is_not(None))
    secured = {*session.scalars(confirmed), *session.scalars(select(PasskeyRow.staff_id))}
    return [
        Account(
            staff=to_staff(row),
            contact=contact,
            blocked=row.blocked_at is not None,
            has_password=row.password_hash != NO_PASSWORD,
            of_the_house=row.subject is not None,
            second_factor=row.id in secured,
            seen_at=seen_at,
        )
        for row, contact, seen_at in session.execute(query)
    ]


def _check(session: Session, wished: Wished) -> None:
    if not wished.name.strip():
        raise AccountFault("no_name")
    if not wished.roles:
        raise AccountFault("no_roles")
    if wished.offices - {office.key for office in booking.offices(session)}:
        raise AccountFault("unknown_office")
    if wished.contact and not CONTACT.fullmatch(wished.contact):
        raise AccountFault("contact_is_none")


def _write(session: Session, row: StaffRow, wished: Wished, now: datetime) -> None:
    row.name = wished.name.strip()[:120]
    row.roles = _in_order(wished.roles)
    row.offices = sorted(wished.offices) or None
    session.flush()
    agent = session.get(AgentRow, row.id, populate_existing=True)
    contact = wished.contact or (agent.contact if agent else f"client:agent_{_word(row.login)}")
    if agent is not None:
        agent.contact = contact
    elif Role.AGENT in wished.roles:
        session.add(
            AgentRow(staff_id=row.id, contact=contact, wants=Wants.OFF, wants_since=now, state_since=now)
        )
    session.flush()


def _in_order(roles: Iterable[Role]) -> list[str]:
    return [str(role) for role in Role if role in set(roles)]


def _word(login: str) -> str:
    return re.sub(r"\W", "_", login, flags=re.ASCII)


def _require_another_admin(session: Session, row: StaffRow) -> None:
    """Somebody has to be able to let people in again."""
    if Role.ADMIN not in row.roles:
        return
    others = session.execute(
        select(StaffRow.roles).where(StaffRow.id != row.id, StaffRow.blocked_at.is_(None))
    )
    if not any(Role.ADMIN in roles for (roles,) in others):
        raise AccountFault("last_admin")
