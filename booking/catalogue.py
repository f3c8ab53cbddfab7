"""What an office offers and when it is open: the answers to "where can I ..., and when?"."""

from collections import defaultdict
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking import schedule
from booking.errors import UnknownOffice, UnknownService
from booking.opening import public_holidays
from booking.sql import run
from booking.tables import OfficeRow, OfficeServiceRow, ServiceRow
from booking.values import LANGUAGE, Closure, DayHours, Office, OfficeKind, Service

_OFFICE = select(
    OfficeRow.key,
    OfficeRow.kind,
    OfficeRow.name,
    OfficeRow.former_names,
    OfficeRow.address,
    OfficeRow.short,
)
_SERVICE = select(
    ServiceRow.key,
    ServiceRow.kind,
    ServiceRow.names,
    ServiceRow.synonyms,
    ServiceRow.documents,
    ServiceRow.fee,
    ServiceRow.rank,
    ServiceRow.bookable,
)


def offices(session: Session, kind: OfficeKind | None = None) -> list[Office]:
    """All offices, or those of one kind, in the order in which they are named."""
    chosen = _OFFICE.order_by(OfficeRow.rank, OfficeRow.key)
    if kind is not None:
        chosen = chosen.where(OfficeRow.kind == kind)
    return [_office(*row) for row in run(session, chosen)]


def office(session: Session, key: str) -> Office:
    """Raises UnknownOffice."""
    row = run(session, _OFFICE.where(OfficeRow.key == key)).first()
    if row is None:
        raise UnknownOffice(key)
    return _office(*row)


def services(session: Session, kind: OfficeKind | None = None) -> list[Service]:
    """All services, or those of one kind of office; what is asked for most comes first."""
    chosen = _SERVICE.order_by(ServiceRow.rank, ServiceRow.key)
    if kind is not None:
        chosen = chosen.where(ServiceRow.kind == kind)
    return [_service(*row) for row in run(session, chosen)]


def service(session: Session, key: str) -> Service:
    """Raises UnknownService."""
    row = run(session, _SERVICE.where(ServiceRow.key == key)).first()
    if row is None:
        raise UnknownService(key)
    return _service(*row)


def offices_for(session: Session, service: str) -> list[Office]:
    """Where this service can be had. Raises UnknownService."""
    chosen = _OFFICE.join(OfficeServiceRow, OfficeServiceRow.office_key == OfficeRow.key)
    chosen = chosen.where(OfficeServiceRow.service_key == service)
    found = [_office(*row) for row in run(session, chosen.order_by(OfficeRow.rank, OfficeRow.key))]
    if not found:
        schedule.require_known(session, service=service)
    return found


def weekly_hours(session: Session, office: str, *, on: date | None = None) -> tuple[DayHours, ...]:
    """The local hours of each open weekday, from the opening series; `on` a day: of those valid then.

    Raises UnknownOffice.
    """
    schedule.require_known(session, office=office)
    spans: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for series in schedule.series_of(session, [office])[office]:
        if on is None or series.is_valid(on):
            spans[series.weekday].append((series.opens, series.closes))
    return tuple(DayHours(weekday, _merged(spans[weekday])) for weekday in sorted(spans))


def closures(
    session: Session, office: str, start: date, days: int, *, language: str = LANGUAGE
) -> list[Closure]:
    """Closures and public holidays that touch the `days` from `start` on, in order of time.

    The reason of a closure is as the office wrote it; holidays are named in `language`. Raises UnknownOffice.
    """
    row = run(session, select(OfficeRow.subdivision).where(OfficeRow.key == office)).first()
    if row is None:
        raise UnknownOffice(office)
    end = start + timedelta(days=days)
    shut = [one for one in schedule.closures_of(session, [office], start)[office] if one.day_from < end]
    free = [
        Closure(day, day, name, holiday=True)
        for year in range(start.year, end.year + 1)
        for day, name in public_holidays(row.subdivision, year, language).items()
        if start <= day < end
    ]
    return sorted(shut + free, key=lambda closure: closure.day_from)


def _merged(spans: list[tuple[time, time]]) -> tuple[tuple[time, time], ...]:
    """Spans that touch or overlap, made one."""
    whole: list[tuple[time, time]] = []
    for opens, closes in sorted(spans):
        if whole and opens <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], closes))
        else:
            whole.append((opens, closes))
    return tuple(whole)


def _office(key: str, kind: str, name: str, former_names: list[str], address: str, short: str) -> Office:
    return Office(key, OfficeKind(kind), name, tuple(former_names), address, short)


def _service(
    key: str,
    kind: str,
    names: dict[str, str],
    synonyms: list[str],
    documents: dict[str, list[str]],
    fee: dict[str, str],
    rank: int,
    bookable: bool,
) -> Service:
    bring = {language: tuple(items) for language, items in documents.items()}
    return Service(key, OfficeKind(kind), names, tuple(synonyms), bring, fee, rank, bookable)
