"""The audit log: who changed what, and who looked at what. Entries are added, never changed.

The database refuses UPDATE and DELETE. Whoever gets around that is found out: each entry is sealed together
with the seal of the one before, by a key that is not in the database. What only the seals cannot show is that
the newest entries are gone; for that, `head` is noted elsewhere and asked for again (`verify(known=...)`).

No entry holds personal data of citizens: deeds name calls and appointments by their ids, which lead to nobody
once those are forgotten. Numbers that look like a telephone's are masked all the same.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.sql import one_at_a_time
from routing.audit_table import AuditRow

PAGE = 50
AT_A_TIME = 1000  # entries that `verify` holds in memory
FAULTS_AT_MOST = 100
_NUMBER = re.compile(r"(?<![\w.])(?:\+\d[\d ()/-]{5,}\d|\d{7,})(?!\w)")


class NoAuditKey(LookupError):
    """The engine was made without `execution_options(audit_key=...)`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: `who` is a login, or what a process calls itself; `what` a code, as "account.blocked"."""

    n: int
    at: datetime
    who: str
    what: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for. `what` may be the beginning of a code: "account". Times: from, before."""

    who: str | None = None
    what: str | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying: how many entries, the last one's seal, and the numbers of those at fault.

    `changed`: their seal does not fit; `missing`: before them others are gone; `lost`: the noted head is not
    there any more.
    """

    entries: int
    head: str
    changed: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    lost: bool = False

    @property
    def sound(self) -> bool:
        return not (self.changed or self.missing or self.lost)


def note(session: Session, *, by: str, what: str, details: Mapping[str, Any], now: datetime) -> None:
    """Add a deed to the log, in the transaction of the deed. `details` are values of JSON.

    Entries are written one after the other: from here to the end of this transaction nobody else adds one. So
    it comes last, after the deed's own statements. Raises `NoAuditKey`.
    """
    key = _key(session)
    one_at_a_time(session, "audit log")
    session.flush()
    last = session.execute(select(AuditRow.n, AuditRow.seal).order_by(AuditRow.n.desc()).limit(1)).first()
    n, before = (last.n + 1, last.seal) if last is not None else (1, "")
    told = json.dumps(_masked(details), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    at = now.astimezone(UTC)
    seal = _seal(key, before, n, at, by[:80], what[:60], told)
    session.add(AuditRow(n=n, at=at, who=by[:80], what=what[:60], details=told, seal=seal))
    session.flush()


def entries(session: Session, wanted: Wanted, *, page: int = 1) -> tuple[list[Entry], bool]:
    """The entries of a page (from 1), newest first, and whether older ones follow."""
    query = _wanted(wanted).order_by(AuditRow.n.desc())
    rows = session.scalars(query.limit(PAGE + 1).offset((page - 1) * PAGE)).all()
    return [_entry(row) for row in rows[:PAGE]], len(rows) > PAGE


def deeds(session: Session) -> Sequence[str]:
    """Every kind of deed that the log holds, by code."""
    return session.scalars(select(AuditRow.what).distinct().order_by(AuditRow.what)).all()


def verify(session: Session, *, known: tuple[int, str] | None = None) -> Verified:
    """Go through the whole log. `known`: number and seal of an entry, as noted elsewhere at some time."""
    key, before, last = _key(session), "", 0
    changed: list[int] = []
    missing: list[int] = []
    lost = known is not None
    rows = session.execute(
        select(AuditRow.n, AuditRow.at, AuditRow.who, AuditRow.what, AuditRow.details, AuditRow.seal)
        .order_by(AuditRow.n)
        .execution_options(yield_per=AT_A_TIME)
    )
    for n, at, who, what, details, seal in rows:
        if n != last + 1:
            missing.append(n)
        elif not hmac.compare_digest(seal, _seal(key, before, n, at, who, what, details)):
            changed.append(n)
        lost = lost and (n, seal) != known
        before, last = seal, n
    return Verified(last, before, tuple(changed[:FAULTS_AT_MOST]), tuple(missing[:FAULTS_AT_MOST]), lost)


def _key(session: Session) -> bytes:
    key = session.get_bind().get_execution_options().get("audit_key")
    if not key:
        raise NoAuditKey
    return hashlib.sha256(b"durchwahl audit log\0" + str(key).encode()).digest()


def _seal(key: bytes, before: str, n: int, at: datetime, who: str, what: str, details: str) -> str:
    signed = json.dumps([before, n, at.isoformat(), who, what, details])
    return hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()


def _masked(value: Any) -> Any:
    match value:
        case str():
            return _NUMBER.sub("***", value)
        case Mapping():
            return {str(name): _masked(each) for name, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_masked(each) for each in (value if isinstance(value, list | tuple) else sorted(value))]
    return value


def _wanted(wanted: Wanted) -> Select[AuditRow]:
    query = select(AuditRow)
    if wanted.who:
        query = query.where(AuditRow.who == wanted.who)
    if wanted.what:
        query = query.where(AuditRow.what.startswith(wanted.what, autoescape=True))
    if wanted.since:
        query = query.where(AuditRow.at >= wanted.since)
    if wanted.before:
        query = query.where(AuditRow.at < wanted.before)
    return query


def _entry(row: AuditRow) -> Entry:
    return Entry(row.n, row.at, row.who, row.what, json.loads(row.details))
