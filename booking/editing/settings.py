"""The rules that an office sets for all its services: where it is, how far ahead, how late."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.editing.changes import Changed, begin, note
from booking.editing.errors import BadNumber
from booking.errors import UnknownOffice
from booking.sql import run
from booking.tables import OfficeRow

# The least and the most of each, in the field's own unit. Two years: as far as the calendar of closures goes.
BOUNDS = {
    "lead_days": (0, 60),
    "horizon_days": (1, 730),
    "staff_horizon_days": (1, 730),
    "cut_off_minutes": (0, 24 * 60),
    "return_after_min": (0, 24 * 60),
    "return_after_max": (0, 24 * 60),
    "extra_percent": (0, 100),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """As the columns of `offices` are described."""

    address: str
    lead_days: int
    horizon_days: int
    staff_horizon_days: int
    cut_off_minutes: int
    return_after_min: int
    return_after_max: int
    extra_percent: int


def settings_of(session: Session, office: str) -> Settings:
    """Raises UnknownOffice."""
    columns = [getattr(OfficeRow, name) for name in Settings.__dataclass_fields__]
    row = run(session, select(*columns).where(OfficeRow.key == office)).first()
    if row is None:
        raise UnknownOffice(office)
    return Settings(*row)


def change_settings(
    session: Session, office: str, wanted: Settings, *, seen: int, by: str, now: datetime
) -> None:
    """Raises what `editing` says; BadNumber naming the field that is out of its bounds."""
    _require_sound(wanted)
    begin(session, office, seen)
    had, new = asdict(settings_of(session, office)), asdict(wanted)
    run(session, update(OfficeRow).values(**new).where(OfficeRow.key == office))
    touched = [name for name in new if had[name] != new[name]]
    note(
        session,
        office,
        Changed.SETTINGS_CHANGED,
        by=by,
        now=now,
        was={name: had[name] for name in touched},
        is_now={name: new[name] for name in touched},
    )


def _require_sound(wanted: Settings) -> None:
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(wanted, name) <= most:
            raise BadNumber(name)
    if wanted.lead_days >= wanted.horizon_days:
        raise BadNumber("horizon_days")
    if wanted.return_after_max < wanted.return_after_min:
        raise BadNumber("return_after_max")
    if len(wanted.address) > 200:
        raise BadNumber("address")
