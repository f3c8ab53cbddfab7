"""The history of rules, and what keeps two editors from writing over each other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy.orm import Session

from booking.editing.errors import ChangedMeanwhile
from booking.errors import UnknownOffice, UnknownService
from booking.kept import changing
from booking.sql import one_at_a_time, run
from booking.tables import OfficeRow, OfficeServiceRow, RuleChangeRow, ServiceRow

AT_MOST = 200  # changes in one answer


class Changed(StrEnum):
    CLOSURE_ADDED = "closure_added"
    CLOSURE_REMOVED = "closure_removed"
    OPENING_ADDED = "opening_added"
    OPENING_CHANGED = "opening_changed"
    OPENING_REMOVED = "opening_removed"
    SERVICES_SET = "services_set"
    DESK_ADDED = "desk_added"
    DESK_RETIRED = "desk_retired"
    DESK_SERVICES = "desk_services"
    SETTINGS_CHANGED = "settings_changed"
    OFFICE_ADDED = "office_added"
    SERVICE_ADDED = "service_added"
    SERVICE_CHANGED = "service_changed"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """`details` hold what it was and what it is now, as far as there is either.

    `service` is the one that was changed wherever it is had; None for a change of an office.
    """

    id: int
    at: datetime
    by: str
    what: Changed
    details: dict[str, Any]
    service: str | None = None


def version(session: Session, office: str) -> int:
    """The number of the office's last change; 0 where nothing was changed yet."""
    return _newest(session, RuleChangeRow.office_key == office)


def version_of_service(session: Session, service: str) -> int:
    """The same of a service: of what it is called, not of where it is had."""
    return _newest(session, RuleChangeRow.service_key == service)


def changes(session: Session, office: str, *, after: int = 0) -> list[RuleChange]:
    """The office's changes that came after change number `after`, newest first, at most 200."""
    return _changes(session, RuleChangeRow.office_key == office, after)


def changes_of_service(session: Session, service: str, *, after: int = 0) -> list[RuleChange]:
    """The same of a service."""
    return _changes(session, RuleChangeRow.service_key == service, after)


def history(session: Session, office: str) -> list[RuleChange]:
    """The newest changes of the office, and of the services that it has."""
    had = select(OfficeServiceRow.service_key).where(OfficeServiceRow.office_key == office)
    return _changes(
        session, or_(RuleChangeRow.office_key == office, RuleChangeRow.service_key.in_(had)), after=0
    )


def begin(session: Session, office: str, seen: int | None) -> None:
    """From now until the transaction's end nobody else changes this office.

    From its first change on an office is its own: its example data are not loaded over it any more. `seen`
    None: what is done writes over nobody's work. Raises UnknownOffice, ChangedMeanwhile.
    """
    one_at_a_time(session, f"rules of {office}")
    changing(session)
    own = update(OfficeRow).values(example=False).where(OfficeRow.key == office)
    if not run(session, own).rowcount:
        raise UnknownOffice(office)
    if seen is not None and version(session, office) != seen:
        raise ChangedMeanwhile


def begin_service(session: Session, service: str, seen: int) -> None:
    """The same for a service: for all of them, as no two may go by the same name.

    Raises UnknownService, ChangedMeanwhile.
    """
    begin_names(session)
    own = update(ServiceRow).values(example=False).where(ServiceRow.key == service)
    if not run(session, own).rowcount:
        raise UnknownService(service)
    if version_of_service(session, service) != seen:
        raise ChangedMeanwhile


def begin_names(session: Session) -> None:
    """From now until the transaction's end nobody else adds or renames a service or an office."""
    one_at_a_time(session, "names of rules")
    changing(session)


def note(
    session: Session,
    office: str | None,
    what: Changed,
    *,
    service: str | None = None,
    by: str,
    now: datetime,
    was: Any = None,
    is_now: Any = None,
) -> None:
    """Write down what was done to an office, or to a service."""
    told = {"was": was, "now": is_now}
    details = {name: value for name, value in told.items() if value is not None}
    row = {"office_key": office, "service_key": service, "at": now, "by": by, "what": what}
    run(session, insert(RuleChangeRow), {**row, "details": details})


def _newest(session: Session, which: ColumnElement[bool]) -> int:
    return run(session, select(func.max(RuleChangeRow.id)).where(which)).scalar() or 0


def _changes(session: Session, which: ColumnElement[bool], after: int) -> list[RuleChange]:
    chosen = select(*RuleChangeRow.__table__.columns).where(which, RuleChangeRow.id > after)
    rows = run(session, chosen.order_by(RuleChangeRow.id.desc()).limit(AT_MOST))
    return [
        RuleChange(row.id, row.at, row.by, Changed(row.what), row.details, row.service_key) for row in rows
    ]
