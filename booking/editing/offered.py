"""Which services an office has, and how many places each takes there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from booking.cells import CELL_MINUTES
from booking.editing.changes import Changed, begin, note
from booking.editing.errors import BadNumber
from booking.errors import UnknownService
from booking.sql import insert_into, run
from booking.tables import DeskRow, DeskServiceRow, OfficeServiceRow, ServiceRow

PLACES_AT_MOST = 25
BUFFER_AT_MOST = 120  # minutes


@dataclass(frozen=True, slots=True)
class Offered:
    """`places` in a row at one desk; it stays blocked for `buffer_minutes` afterwards."""

    places: int
    buffer_minutes: int = 0


def offered(session: Session, office: str) -> dict[str, Offered]:
    """By service."""
    columns = select(OfficeServiceRow.service_key, OfficeServiceRow.places, OfficeServiceRow.buffer_minutes)
    rows = run(session, columns.where(OfficeServiceRow.office_key == office))
    return {service: Offered(places, buffer) for service, places, buffer in rows}


def set_offered(
    session: Session, office: str, wanted: Mapping[str, Offered], *, seen: int, by: str, now: datetime
) -> None:
    """Let the office have these services and no other. Appointments that exist stay as they are.

    Raises what `editing` says, BadNumber, UnknownService.
    """
    for service, one in wanted.items():
        _require_sound(service, one)
    begin(session, office, seen)
    known = set(run(session, select(ServiceRow.key)).scalars())
    if strange := set(wanted) - known:
        raise UnknownService(", ".join(sorted(strange)))
    had = offered(session, office)
    touched = {key for key in had.keys() | wanted.keys() if had.get(key) != wanted.get(key)}
    _drop(session, office, touched - wanted.keys())
    for key in sorted(touched & wanted.keys()):
        _put(session, office, key, wanted[key])
    if touched:
        # Example data would be loaded over the places again as long as the service is marked as such.
        run(session, update(ServiceRow).values(example=False).where(ServiceRow.key.in_(touched)))
    note(
        session,
        office,
        Changed.SERVICES_SET,
        by=by,
        now=now,
        was=_as_json(had, touched),
        is_now=_as_json(wanted, touched),
    )


def give(session: Session, office: str, service: str, one: Offered, *, by: str, now: datetime) -> None:
    """Let the office have one more service, which is new. Raises UnknownOffice, BadNumber."""
    _require_sound(service, one)
    begin(session, office, seen=None)
    _put(session, office, service, one)
    told = _as_json({service: one}, {service})
    note(session, office, Changed.SERVICES_SET, by=by, now=now, is_now=told)


def _require_sound(service: str, one: Offered) -> None:
    if not 1 <= one.places <= PLACES_AT_MOST:
        raise BadNumber(f"places of {service}")
    if not 0 <= one.buffer_minutes <= BUFFER_AT_MOST or one.buffer_minutes % CELL_MINUTES:
        raise BadNumber(f"buffer of {service}")


def _drop(session: Session, office: str, services: set[str]) -> None:
    own = delete(OfficeServiceRow).where(OfficeServiceRow.office_key == office)
    run(session, own.where(OfficeServiceRow.service_key.in_(services)))
    here = select(DeskRow.id).where(DeskRow.office_key == office)
    able = delete(DeskServiceRow).where(DeskServiceRow.desk_id.in_(here))
    run(session, able.where(DeskServiceRow.service_key.in_(services)))


def _put(session: Session, office: str, service: str, one: Offered) -> None:
    values = {"places": one.places, "buffer_minutes": one.buffer_minutes}
    new = insert_into(session, OfficeServiceRow).values(
        service_key=service, office_key=office, missed_percent=0, **values
    )
    run(session, new.on_conflict_do_update(index_elements=["service_key", "office_key"], set_=values))


def _as_json(services: Mapping[str, Offered], touched: set[str]) -> dict[str, list[int]]:
    return {key: [one.places, one.buffer_minutes] for key, one in sorted(services.items()) if key in touched}
