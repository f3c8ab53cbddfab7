"""The desks of an office, and which services each of them can do."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from booking.editing.changes import Changed, begin, note
from booking.editing.errors import BadNumber, DeskKnown, NoDesk
from booking.errors import UnknownService
from booking.sql import run
from booking.tables import DeskRow, DeskServiceRow, OfficeServiceRow, OpeningSeriesRow, SeriesDeskRow

HIGHEST = 99  # higher numbers are lanes for overbooking, see `lanes`


@dataclass(frozen=True, slots=True)
class Desk:
    """`services` it does; empty: all that its office has. `openings`: in how many of them it is open."""

    id: int
    number: int
    services: frozenset[str]
    openings: int


def desks(session: Session, office: str) -> list[Desk]:
    """All desks that are there, by number; lanes for overbooking are none."""
    real = select(DeskRow.id, DeskRow.number).where(DeskRow.office_key == office, DeskRow.extra.is_(False))
    ids = select(DeskRow.id).where(DeskRow.office_key == office)
    able: dict[int, set[str]] = defaultdict(set)
    for desk, service in run(
        session,
        select(DeskServiceRow.desk_id, DeskServiceRow.service_key).where(DeskServiceRow.desk_id.in_(ids)),
    ):
        able[desk].add(service)
    opened: dict[int, int] = defaultdict(int)
    for (desk,) in run(session, select(SeriesDeskRow.desk_id).where(SeriesDeskRow.desk_id.in_(ids))):
        opened[desk] += 1
    rows = run(session, real.order_by(DeskRow.number))
    return [Desk(row.id, row.number, frozenset(able[row.id]), opened[row.id]) for row in rows]


def add_desk(session: Session, office: str, number: int, *, seen: int, by: str, now: datetime) -> None:
    """A new desk; no opening has it yet. Raises what `editing` says, BadNumber, DeskKnown."""
    if not 1 <= number <= HIGHEST:
        raise BadNumber("number")
    begin(session, office, seen)
    known = select(DeskRow.id).where(DeskRow.office_key == office, DeskRow.number == number)
    if run(session, known).first() is not None:
        raise DeskKnown
    run(session, insert(DeskRow), {"office_key": office, "number": number, "extra": False})
    note(session, office, Changed.DESK_ADDED, by=by, now=now, is_now={"desk": number})


def retire_desk(session: Session, office: str, desk_id: int, *, seen: int, by: str, now: datetime) -> None:
    """Take the desk out of all openings; it is kept, for appointments stand on it. An opening that would be
    left without a desk goes. Raises what `editing` says, NoDesk.
    """
    begin(session, office, seen)
    number = _number(session, office, desk_id)
    run(session, delete(SeriesDeskRow).where(SeriesDeskRow.desk_id == desk_id))
    used = select(SeriesDeskRow.series_id)
    empty = delete(OpeningSeriesRow).where(OpeningSeriesRow.office_key == office)
    run(session, empty.where(OpeningSeriesRow.id.not_in(used)))
    note(session, office, Changed.DESK_RETIRED, by=by, now=now, was={"desk": number})


def set_desk_services(
    session: Session,
    office: str,
    desk_id: int,
    services: Collection[str],
    *,
    seen: int,
    by: str,
    now: datetime,
) -> None:
    """Let the desk do these only; none: all. Raises what `editing` says, NoDesk, UnknownService."""
    begin(session, office, seen)
    number = _number(session, office, desk_id)
    had = select(OfficeServiceRow.service_key).where(OfficeServiceRow.office_key == office)
    if strange := set(services) - set(run(session, had).scalars()):
        raise UnknownService(", ".join(sorted(strange)))
    run(session, delete(DeskServiceRow).where(DeskServiceRow.desk_id == desk_id))
    rows = [{"desk_id": desk_id, "service_key": service} for service in sorted(set(services))]
    if rows:
        run(session, insert(DeskServiceRow), rows)
    told = {"desk": number, "services": sorted(set(services))}
    note(session, office, Changed.DESK_SERVICES, by=by, now=now, is_now=told)


def _number(session: Session, office: str, desk_id: int) -> int:
    own = select(DeskRow.number).where(DeskRow.id == desk_id, DeskRow.office_key == office)
    row = run(session, own.where(DeskRow.extra.is_(False))).first()
    if row is None:
        raise NoDesk
    return int(row.number)
