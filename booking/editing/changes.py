"""The history of an office's rules, and what keeps two editors from writing over each other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from booking.editing.errors import ChangedMeanwhile
from booking.errors import UnknownOffice
from booking.kept import changing
from booking.sql import one_at_a_time, run
from booking.tables import OfficeRow, RuleChangeRow


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


@dataclass(frozen=True, slots=True)
class RuleChange:
    """`details` hold what it was and what it is now, as far as there is either."""

    id: int
    at: datetime
    by: str
    what: Changed
    details: dict[str, Any]


def version(session: Session, office: str) -> int:
    """The number of the last change; 0 where nothing was changed yet."""
    newest = select(func.max(RuleChangeRow.id)).where(RuleChangeRow.office_key == office)
    return run(session, newest).scalar() or 0


def changes(session: Session, office: str, *, after: int = 0, limit: int = 200) -> list[RuleChange]:
    """The newest changes that came after change number `after`, newest first."""
    chosen = (
        select(
            RuleChangeRow.id, RuleChangeRow.at, RuleChangeRow.by, RuleChangeRow.what, RuleChangeRow.details
        )
        .where(RuleChangeRow.office_key == office, RuleChangeRow.id > after)
        .order_by(RuleChangeRow.id.desc())
        .limit(limit)
    )
    return [
        RuleChange(row.id, row.at, row.by, Changed(row.what), row.details) for row in run(session, chosen)
    ]


def begin(session: Session, office: str, seen: int) -> None:
    """From now until the transaction's end nobody else changes this office.

    From its first change on an office is its own: its example data are not loaded over it any more. Raises
    UnknownOffice, ChangedMeanwhile.
    """
    one_at_a_time(session, f"rules of {office}")
    changing(session)
    own = update(OfficeRow).values(example=False).where(OfficeRow.key == office)
    if not run(session, own).rowcount:
        raise UnknownOffice(office)
    if version(session, office) != seen:
        raise ChangedMeanwhile


def note(
    session: Session,
    office: str,
    what: Changed,
    *,
    by: str,
    now: datetime,
    was: Any = None,
    is_now: Any = None,
) -> None:
    """Write down what was done."""
    told = {"was": was, "now": is_now}
    details = {name: value for name, value in told.items() if value is not None}
    row = {"office_key": office, "at": now, "by": by, "what": what, "details": details}
    run(session, insert(RuleChangeRow), row)
