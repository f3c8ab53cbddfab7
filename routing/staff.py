"""Accounts of staff: names, passwords, roles, and what an agent can."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session, sessionmaker

from routing import throttle
from routing.abilities import Abilities, read_levels, set_abilities
from routing.guards import Role
from routing.moves import changed
from routing.tables import AgentRow, StaffRow
from routing.tickets import Wants

LEAST_PASSWORD = 12  # characters
LONGEST_PASSWORD = 200
NO_PASSWORD = "-"  # noqa: S105 - a hash that no password has


@dataclass(frozen=True, slots=True)
class Hashed:
    """A password as it is kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff. `epoch` grows when all their sessions are to end.

    `offices` are the keys of those that the role office is limited to; None: all. `language` and `theme` are
    how they have chosen to see the pages; None: they have not.
    """

    id: int
    login: str
    name: str
    roles: frozenset[Role]
    epoch: int
    offices: frozenset[str] | None = None
    language: str | None = None
    theme: str | None = None

    def may(self, wanted: Iterable[Role]) -> bool:
        """Has one of the wanted roles. An administrator has all but the agent's: it takes a telephone."""
        wanted = set(wanted)
        if Role.ADMIN in self.roles and wanted - {Role.AGENT}:
            return True
        return bool(self.roles & wanted)

    @property
    def limited_to(self) -> frozenset[str] | None:
        """The offices that this person may see and change; None: all. A supervisor is not limited."""
        return None if self.may({Role.SUPERVISOR}) else self.offices


def sign_in(
    database: sessionmaker[Session], login: str, password: str, now: datetime, *, address: str | None = None
) -> Staff | None:
    """Who this is; None when login or password is wrong.

    Opens its own short transactions: checking a password is slow on purpose, and must not hold up the
    telephone, which writes to the same database. Raises `throttle.SignInBlocked` after too many failures for
    this login or this address.
    """
    keys = throttle.keys_of(login, address)
    with database.begin() as session:
        throttle.begin_try(session, keys, now=now)
        row = session.scalar(select(StaffRow).where(StaffRow.login == _tidy(login)))
    # An unknown login costs the same time as a known one, so that it cannot be told from a wrong password.
    right = _matches(row.password_hash if row is not None else _nobody(), password)
    if row is None or not right or row.blocked_at is not None:
        return None
    with database.begin() as session:
        throttle.succeeded(session, keys, now=now)
    return to_staff(row)


def is_known(session: Session, login: str) -> bool:
    """Whether somebody has this login."""
    return session.scalar(select(StaffRow.id).where(StaffRow.login == _tidy(login))) is not None


def set_password(session: Session, staff_id: int, password: str) -> None:
    """From now on this is their password, and they are signed out everywhere. See `password_fault`."""
    change = update(StaffRow).where(StaffRow.id == staff_id)
    changed(session, change.values(password_hash=_hasher().hash(password), epoch=StaffRow.epoch + 1))


def is_password(session: Session, staff_id: int, password: str) -> bool:
    """Whether this is their password; one that is not set is never right."""
    row = session.get(StaffRow, staff_id)
    return row is not None and _matches(row.password_hash, password)


def password_fault(password: str, login: str) -> str | None:
    """Why this is no password for `login`: "too_short", "too_long", "like_login"; None: it is one.

    Length is what counts; no kinds of characters are asked for (NIST SP 800-63B, 5.1.1.2; BSI ORP.4).
    """
    if len(password) < LEAST_PASSWORD:
        return "too_short"
    if len(password) > LONGEST_PASSWORD:
        return "too_long"
    return "like_login" if _tidy(login) in password.casefold() else None


def staff_of(session: Session, staff_id: int) -> Staff | None:
    """The member of staff with this id."""
    row = session.get(StaffRow, staff_id, populate_existing=True)
    return to_staff(row) if row is not None else None


def end_sessions(session: Session, staff_id: int) -> None:
    """Every browser that this person is signed in at is signed out."""
    changed(session, update(StaffRow).where(StaffRow.id == staff_id).values(epoch=StaffRow.epoch + 1))


def prefer(session: Session, staff_id: int, **chosen: str) -> None:
    """Keep the `language` or the `theme` that somebody chose for the pages."""
    changed(session, update(StaffRow).where(StaffRow.id == staff_id).values(**chosen))


def add_staff(
    session: Session,
    login: str,
    name: str,
    password: str | Hashed,
    roles: Sequence[str],
    contact: str | None = None,
    skills: Sequence[str] = (),
    languages: Sequence[str] = (),
    *,
    offices: Iterable[str] = (),
    now: datetime,
) -> Staff:
    """Add an account. A `contact` ("client:...", "sip:...", E.164) makes the person an agent, off duty.

    With `offices` the role office is limited to them. `skills` and `languages` may say how well: "kfz:3".
    Raises `UnknownLevel`.
    """
    row = StaffRow(
        login=_tidy(login),
        name=name,
        password_hash=(password if isinstance(password, Hashed) else hashed(password)).text,
        roles=[Role(role) for role in roles],
        offices=sorted(set(offices)) or None,
    )
    session.add(row)
    session.flush()
    if contact is not None:
        session.add(
            AgentRow(staff_id=row.id, contact=contact, wants=Wants.OFF, wants_since=now, state_since=now)
        )
        session.flush()
        set_abilities(session, row.id, Abilities(read_levels(skills), read_levels(languages)))
    return to_staff(row)


def limit_staff(session: Session, login: str, offices: Iterable[str]) -> bool:
    """Limit the role office of an account to these; none: to no fewer than all. False: no such account."""
    change = update(StaffRow).where(StaffRow.login == _tidy(login))
    return changed(session, change.values(offices=sorted(set(offices)) or None)) == 1


STAFF_COLUMNS = ("id", "login", "name", "roles", "epoch", "offices", "language", "theme")


def to_staff(row: StaffRow | Row[*tuple[Any, ...]]) -> Staff:
    """The frozen value of a row, which has the `STAFF_COLUMNS`."""
    offices = None if row.offices is None else frozenset(row.offices)
    roles = frozenset(Role(role) for role in row.roles)
    return Staff(row.id, row.login, row.name, roles, row.epoch or 0, offices, row.language, row.theme)


def _tidy(login: str) -> str:
    return login.strip().casefold()


_costs: Parameters = RFC_9106_LOW_MEMORY


def hash_at(costs: Parameters) -> None:
    """From now on, this process spends so much on each password: tests, which sign in often, spend little."""
    global _costs  # noqa: PLW0603 - one of a process, as its other settings are
    _costs = costs


def _hasher() -> PasswordHasher:
    return PasswordHasher.from_parameters(_costs)


@cache
def _nobody() -> str:
    return _hasher().hash("the password of nobody")


def hashed(password: str) -> Hashed:
    """Takes a tenth of a second or more, on purpose: accounts that share a password need it only once."""
    return Hashed(_hasher().hash(password))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):  # who was only invited has no password yet
        return False
