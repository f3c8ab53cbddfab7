"""What an office says of itself, and the rules that it sets for all its services: how far ahead, how late."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.editing.changes import Changed, begin, begin_names, note
from booking.editing.errors import BadNear, BadNumber, TextTooLong
from booking.editing.names import require_text, require_unlike
from booking.errors import UnknownOffice
from booking.opening import SUBDIVISIONS
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
LENGTHS = {"name": 80, "short": 40, "address": 200}
"""The longest of each text, in characters."""
FORMER_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """As the columns of `offices` are described."""

    name: str
    short: str
    former_names: tuple[str, ...]
    address: str
    subdivision: str
    near: tuple[str, ...]
    lead_days: int
    horizon_days: int
    staff_horizon_days: int
    cut_off_minutes: int
    return_after_min: int
    return_after_max: int
    extra_percent: int

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "former_names": list(self.former_names), "near": list(self.near)}


def settings_of(session: Session, office: str) -> Settings:
    """Raises UnknownOffice."""
    columns = [getattr(OfficeRow, name) for name in Settings.__dataclass_fields__]
    row = run(session, select(*columns).where(OfficeRow.key == office)).first()
    if row is None:
        raise UnknownOffice(office)
    values = dict(zip(Settings.__dataclass_fields__, row, strict=True))
    return Settings(**{**values, "former_names": tuple(row.former_names), "near": tuple(row.near)})


def change_settings(
    session: Session, office: str, wanted: Settings, *, seen: int, by: str, now: datetime
) -> None:
    """Raises what `editing` says and what `require_sound` raises."""
    begin_names(session)
    begin(session, office, seen)
    require_sound(session, wanted, besides=office)
    had, new = settings_of(session, office).as_json(), wanted.as_json()
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


def require_sound(session: Session, wanted: Settings, *, besides: str | None = None) -> None:
    """Raises BadNumber, TextMissing, TextTooLong, naming the field that will not do; NameKnown, BadNear."""
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(wanted, name) <= most:
            raise BadNumber(name)
    if wanted.lead_days >= wanted.horizon_days:
        raise BadNumber("horizon_days")
    if wanted.return_after_max < wanted.return_after_min:
        raise BadNumber("return_after_max")
    require_text("name", wanted.name, LENGTHS["name"])
    require_text("short", wanted.short, LENGTHS["short"])
    if len(wanted.address) > LENGTHS["address"]:
        raise TextTooLong("address")
    former_too_long = any(len(name) > LENGTHS["name"] for name in wanted.former_names)
    if former_too_long or len(wanted.former_names) > FORMER_AT_MOST:
        raise TextTooLong("former_names")
    if wanted.subdivision not in SUBDIVISIONS:
        raise BadNumber("subdivision")
    require_unlike((wanted.name, wanted.short, *wanted.former_names), _others(session, besides))
    known = set(run(session, select(OfficeRow.key)).scalars()) - {besides}
    if not set(wanted.near) <= known or len(set(wanted.near)) != len(wanted.near):
        raise BadNear


def _others(session: Session, besides: str | None) -> Iterator[str]:
    """What the other offices go by, or went by."""
    chosen = select(OfficeRow.key, OfficeRow.name, OfficeRow.short, OfficeRow.former_names)
    for key, name, short, former in run(session, chosen):
        if key != besides:
            yield from (name, short, *former)
