"""What an office offers and when it is open: the answers to "where can I ..., and when?"."""

from collections import defaultdict
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking import schedule
from booking.errors import UnknownOffice, UnknownService
from booking.kept import kept
from booking.opening import public_holidays
from booking.recurrence import every_week
from booking.sql import run
from booking.tables import OfficeRow, ServiceRow
from booking.values import LANGUAGE, Closure, DayHours, Office, OfficeKind, Service, Use


def offices(session: Session, kind: OfficeKind | None = None) -> list[Office]:
    """All offices, or those of one kind, in the order in which they are named."""
    return [one for one in kept(session, _offices).values() if kind is None or one.kind == kind]


def office(session: Session, key: str) -> Office:
    """Raises UnknownOffice."""
    try:
        return kept(session, _offices)[key]
    except KeyError:
        raise UnknownOffice(key) from None


def services(session: Session, kind: OfficeKind | None = None) -> list[Service]:
    """All services, or those of one kind of office; what is asked for most comes first."""
    return [one for one in kept(session, _services).values() if kind is None or one.kind == kind]


def service(session: Session, key: str) -> Service:
    """Raises UnknownService."""
    try:
        return kept(session, _services)[key]
    except KeyError:
        raise UnknownService(key) from None


def offices_for(session: Session, service: str) -> list[Office]:
    """Where this service can be had. Raises UnknownService."""
    needs = schedule.needs_of(session, service)
    return [one for one in offices(session) if one.key in needs]


def weekly_hours(session: Session, office: str, *, on: date | None = None) -> tuple[DayHours, ...]:
    """The local hours of each weekday on which citizens can come every week; `on` a day: as valid then.

    Series of every second week or once a month are not among them. Raises UnknownOffice.
    """
    _require_office(session, office)
    spans: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for series in schedule.calendar_of(session, office).series:
        if (on is None or series.is_valid(on)) and any(use != Use.STAFF for _, use in series.desks):
            for weekday in every_week(series.rule):
                spans[weekday].append((series.opens, series.closes))
    return tuple(DayHours(weekday, _merged(spans[weekday])) for weekday in sorted(spans))


def closures(
    session: Session, office: str, start: date, days: int, *, language: str = LANGUAGE
) -> list[Closure]:
    """Closures and public holidays that touch the `days` from `start` on, in order of time.

    The reason of a closure is as the office wrote it; holidays are named in `language`. Raises UnknownOffice.
    """
    _require_office(session, office)
    subdivision = schedule.rules_of(session)[office].subdivision
    end = start + timedelta(days=days)
    closed = schedule.calendar_of(session, office).closures
    shut = [one for one in closed if one.day_from < end and one.day_to >= start]
    free = [
        Closure(day, day, name, holiday=True)
        for year in range(start.year, end.year + 1)
        for day, name in public_holidays(subdivision, year, language).items()
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


def _require_office(session: Session, key: str) -> None:
    office(session, key)


_ALL_OFFICES = select(
    OfficeRow.key,
    OfficeRow.kind,
    OfficeRow.name,
    OfficeRow.former_names,
    OfficeRow.address,
    OfficeRow.short,
).order_by(OfficeRow.rank, OfficeRow.key)
_ALL_SERVICES = select(
    ServiceRow.key,
    ServiceRow.kind,
    ServiceRow.names,
    ServiceRow.synonyms,
    ServiceRow.documents,
    ServiceRow.fee,
    ServiceRow.rank,
    ServiceRow.bookable,
    ServiceRow.words,
).order_by(ServiceRow.rank, ServiceRow.key)


def _offices(session: Session) -> dict[str, Office]:
    rows = run(session, _ALL_OFFICES)
    return {
        key: Office(key, OfficeKind(kind), name, tuple(former_names), address, short)
        for key, kind, name, former_names, address, short in rows
    }


def _services(session: Session) -> dict[str, Service]:
    rows = run(session, _ALL_SERVICES)
    return {
        row.key: Service(
            row.key,
            OfficeKind(row.kind),
            row.names,
            tuple(row.synonyms),
            {language: tuple(items) for language, items in row.documents.items()},
            row.fee,
            row.rank,
            row.bookable,
            {language: tuple(words) for language, words in row.words.items()},
        )
        for row in rows
    }
