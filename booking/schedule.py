"""Reads an office's rules out of the database into the values that `opening` and `availability` work on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from booking.errors import UnknownOffice, UnknownService
from booking.opening import Series, Timetable
from booking.sql import run
from booking.tables import (
    ClosureRow,
    DeskRow,
    OfficeRow,
    OfficeServiceRow,
    OpeningSeriesRow,
    SeriesDeskRow,
    ServiceRow,
)
from booking.values import Closure, OfficeKind


def timetables(
    session: Session, service: str, *, office: str | None = None, kind: OfficeKind | None = None, since: date
) -> list[Timetable]:
    """One for each office that has `service`; closures that ended before `since` are left out.

    Raises UnknownService and UnknownOffice; an office that exists but has not the service gives none.
    """
    rows = _offices_with(session, service, office, kind)
    if not rows:
        require_known(session, service=service, office=office)
    keys = [row.key for row in rows]
    series, shut = series_of(session, keys), closures_of(session, keys, since)
    return [
        Timetable(
            office=row.key,
            rank=row.rank,
            subdivision=row.subdivision,
            lead_days=row.lead_days,
            horizon_days=row.horizon_days,
            cut_off_minutes=row.cut_off_minutes,
            places=row.places,
            series=tuple(series[row.key]),
            closures=tuple(shut[row.key]),
        )
        for row in rows
    ]


def require_known(session: Session, *, service: str | None = None, office: str | None = None) -> None:
    """Raises UnknownService or UnknownOffice where a key that was given is not in the book."""
    if service is not None and not run(session, select(ServiceRow.key).filter_by(key=service)).first():
        raise UnknownService(service)
    if office is not None and not run(session, select(OfficeRow.key).filter_by(key=office)).first():
        raise UnknownOffice(office)


def series_of(session: Session, offices: Iterable[str]) -> dict[str, list[Series]]:
    """The opening series of `offices` with their desks, in the order of weekday and time."""
    keys = list(offices)
    desks = _desks_by_series(session, keys)
    found: dict[str, list[Series]] = defaultdict(list)
    chosen = select(*OpeningSeriesRow.__table__.columns).where(OpeningSeriesRow.office_key.in_(keys))
    for row in run(session, chosen.order_by(OpeningSeriesRow.weekday, OpeningSeriesRow.opens)):
        found[row.office_key].append(
            Series(
                weekday=row.weekday,
                opens=row.opens,
                closes=row.closes,
                place_minutes=row.place_minutes,
                desks=tuple(desks[row.id]),
                valid_from=row.valid_from,
                valid_until=row.valid_until,
            )
        )
    return found


def closures_of(session: Session, offices: Iterable[str], since: date) -> dict[str, list[Closure]]:
    """The closures of `offices` that have not ended before `since`, in order of time."""
    found: dict[str, list[Closure]] = defaultdict(list)
    columns = select(ClosureRow.office_key, ClosureRow.day_from, ClosureRow.day_to, ClosureRow.reason)
    chosen = columns.where(ClosureRow.office_key.in_(list(offices)), ClosureRow.day_to >= since)
    for office, day_from, day_to, reason in run(session, chosen.order_by(ClosureRow.day_from)):
        found[office].append(Closure(day_from, day_to, reason))
    return found


def _offices_with(
    session: Session, service: str, office: str | None, kind: OfficeKind | None
) -> Sequence[Row[*tuple[Any, ...]]]:
    chosen = (
        select(
            OfficeRow.key,
            OfficeRow.rank,
            OfficeRow.subdivision,
            OfficeRow.lead_days,
            OfficeRow.horizon_days,
            OfficeRow.cut_off_minutes,
            OfficeServiceRow.places,
        )
        .join(OfficeServiceRow, OfficeServiceRow.office_key == OfficeRow.key)
        .where(OfficeServiceRow.service_key == service)
        .order_by(OfficeRow.rank, OfficeRow.key)
    )
    if office is not None:
        chosen = chosen.where(OfficeRow.key == office)
    if kind is not None:
        chosen = chosen.where(OfficeRow.kind == kind)
    return run(session, chosen).all()


def _desks_by_series(session: Session, offices: list[str]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    chosen = (
        select(SeriesDeskRow.series_id, SeriesDeskRow.desk_id)
        .join(DeskRow, DeskRow.id == SeriesDeskRow.desk_id)
        .where(DeskRow.office_key.in_(offices))
        .order_by(DeskRow.number)
    )
    for series, desk in run(session, chosen):
        found[series].append(desk)
    return found
