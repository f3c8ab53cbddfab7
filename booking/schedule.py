"""Reads the offices' rules out of the database into the values that `opening` and `availability` work on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import UnknownOffice, UnknownService
from booking.kept import kept
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


class OfficeRules(NamedTuple):
    """What an office sets for all its services; `rank` is its place in the order of offices."""

    key: str
    kind: str
    rank: int
    subdivision: str
    lead_days: int
    horizon_days: int
    cut_off_minutes: int


def timetables(
    session: Session, service: str, *, office: str | None = None, kind: OfficeKind | None = None, since: date
) -> list[Timetable]:
    """One for each office that has `service`; closures that ended before `since` are left out.

    Raises UnknownService and UnknownOffice; an office that exists but has not the service gives none.
    """
    places, rules = places_of(session, service), rules_of(session)
    if office is not None and office not in rules:
        raise UnknownOffice(office)
    wanted = [
        rule
        for rule in rules.values()
        if rule.key in places and office in (None, rule.key) and kind in (None, rule.kind)
    ]
    series, shut = kept(session, _series), kept(session, _closures)
    return [
        Timetable(
            office=rule.key,
            rank=rule.rank,
            subdivision=rule.subdivision,
            lead_days=rule.lead_days,
            horizon_days=rule.horizon_days,
            cut_off_minutes=rule.cut_off_minutes,
            places=places[rule.key],
            series=tuple(series.get(rule.key, ())),
            closures=tuple(one for one in shut.get(rule.key, ()) if one.day_to >= since),
        )
        for rule in wanted
    ]


def rules_of(session: Session) -> Mapping[str, OfficeRules]:
    """The rules of every office, in the order in which offices are named."""
    return kept(session, _rules)


def places_of(session: Session, service: str) -> Mapping[str, int]:
    """The places that `service` takes, by office. Raises UnknownService."""
    places = kept(session, _places)
    if service not in places:
        raise UnknownService(service)
    return places[service]


def series_of(session: Session, offices: Iterable[str]) -> dict[str, list[Series]]:
    """The opening series of `offices` with their desks, in the order of weekday and time."""
    series = kept(session, _series)
    return {office: list(series.get(office, ())) for office in offices}


def closures_of(session: Session, offices: Iterable[str], since: date) -> dict[str, list[Closure]]:
    """The closures of `offices` that have not ended before `since`, in order of time."""
    shut = kept(session, _closures)
    return {office: [one for one in shut.get(office, ()) if one.day_to >= since] for office in offices}


def _rules(session: Session) -> dict[str, OfficeRules]:
    chosen = select(
        OfficeRow.key,
        OfficeRow.kind,
        OfficeRow.rank,
        OfficeRow.subdivision,
        OfficeRow.lead_days,
        OfficeRow.horizon_days,
        OfficeRow.cut_off_minutes,
    )
    rows = run(session, chosen.order_by(OfficeRow.rank, OfficeRow.key))
    return {row.key: OfficeRules(*row) for row in rows}


def _places(session: Session) -> dict[str, dict[str, int]]:
    """Of every service, also of those that no office has."""
    found: dict[str, dict[str, int]] = {}
    links = select(ServiceRow.key, OfficeServiceRow.office_key, OfficeServiceRow.places).outerjoin(
        OfficeServiceRow, OfficeServiceRow.service_key == ServiceRow.key
    )
    for service, office, places in run(session, links):
        by_office = found.setdefault(service, {})
        if office is not None:
            by_office[office] = places
    return found


def _series(session: Session) -> dict[str, list[Series]]:
    desks = _desks_by_series(session)
    found: dict[str, list[Series]] = defaultdict(list)
    chosen = select(*OpeningSeriesRow.__table__.columns)
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
    return dict(found)


def _closures(session: Session) -> dict[str, list[Closure]]:
    found: dict[str, list[Closure]] = defaultdict(list)
    columns = select(ClosureRow.office_key, ClosureRow.day_from, ClosureRow.day_to, ClosureRow.reason)
    for office, day_from, day_to, reason in run(session, columns.order_by(ClosureRow.day_from)):
        found[office].append(Closure(day_from, day_to, reason))
    return dict(found)


def _desks_by_series(session: Session) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    chosen = (
        select(SeriesDeskRow.series_id, SeriesDeskRow.desk_id)
        .join(DeskRow, DeskRow.id == SeriesDeskRow.desk_id)
        .order_by(DeskRow.number)
    )
    for series, desk in run(session, chosen):
        found[series].append(desk)
    return found
