"""Reads the offices' rules out of the database into the values that `opening` and `availability` work on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import TooManyPlaces, UnknownOffice, UnknownService
from booking.kept import kept
from booking.opening import Calendar, OpenDesk, Series, Timetable
from booking.sql import run
from booking.tables import (
    ClosureRow,
    DeskRow,
    DeskServiceRow,
    OfficeRow,
    OfficeServiceRow,
    OpeningSeriesRow,
    SeriesDeskRow,
    ServiceRow,
)
from booking.values import Channel, Closure, OfficeKind, Use

MOST_PLACES = 25  # of all services and persons of one appointment together


class OfficeRules(NamedTuple):
    """What an office sets for all its services; `rank` is its place in the order of offices."""

    key: str
    kind: str
    rank: int
    subdivision: str
    lead_days: int
    horizon_days: int
    cut_off_minutes: int
    staff_horizon_days: int
    return_after_min: int
    return_after_max: int
    extra_percent: int
    near: tuple[str, ...]


class Needs(NamedTuple):
    """What a service needs at one office."""

    places: int
    buffer_minutes: int
    missed_percent: int


def timetables(
    session: Session,
    services: Sequence[str],
    *,
    office: str | None = None,
    kind: OfficeKind | None = None,
    near: bool = False,
    channel: Channel = Channel.PHONE,
) -> list[Timetable]:
    """One for each office that has all `services` (one named twice counts twice: two persons).

    With `near`, also for the offices near `office`. Raises UnknownService, UnknownOffice, TooManyPlaces; an
    office that exists but has not the services gives none.
    """
    needs, rules = [needs_of(session, service) for service in services], rules_of(session)
    if not needs:
        raise UnknownService
    if office is not None and office not in rules:
        raise UnknownOffice(office)
    among = None if office is None else (office, *rules[office].near) if near else (office,)
    having = [
        rule
        for rule in rules.values()
        if all(rule.key in one for one in needs)
        and (among is None or rule.key in among)
        and kind in (None, rule.kind)
    ]
    fitting = [rule for rule in having if sum(one[rule.key].places for one in needs) <= MOST_PLACES]
    if having and not fitting:
        raise TooManyPlaces
    calendars, unable = kept(session, _calendars), unable_desks(session, services)
    extra = kept(session, _extra_desks)
    return [
        _timetable(rule, [one[rule.key] for one in needs], calendars[rule.key], unable, extra, channel)
        for rule in fitting
    ]


def _timetable(
    rule: OfficeRules,
    needs: list[Needs],
    calendar: Calendar,
    unable: frozenset[int],
    extra: Mapping[str, tuple[int, ...]],
    channel: Channel,
) -> Timetable:
    """Staff are bound by no lead time and no cut-off, and see further; what they overbook they name."""
    staff = channel == Channel.STAFF
    missed = min(one.missed_percent for one in needs)
    return Timetable(
        office=rule.key,
        rank=rule.rank,
        lead_days=0 if staff else rule.lead_days,
        horizon_days=max(rule.staff_horizon_days, rule.horizon_days) if staff else rule.horizon_days,
        cut_off_minutes=0 if staff else rule.cut_off_minutes,
        places=sum(one.places for one in needs),
        calendar=calendar,
        buffer_minutes=max(one.buffer_minutes for one in needs),
        channel=channel,
        unable=unable,
        extra_desks=extra.get(rule.key, ()),
        extra_share=missed * rule.extra_percent / 10_000,
    )


def rules_of(session: Session) -> Mapping[str, OfficeRules]:
    """The rules of every office, in the order in which offices are named."""
    return kept(session, _rules)


def needs_of(session: Session, service: str) -> Mapping[str, Needs]:
    """What `service` needs, by office. Raises UnknownService."""
    needs = kept(session, _needs)
    if service not in needs:
        raise UnknownService(service)
    return needs[service]


def places_of(session: Session, service: str) -> Mapping[str, int]:
    """The places that `service` takes, by office. Raises UnknownService."""
    return {office: needs.places for office, needs in needs_of(session, service).items()}


def calendar_of(session: Session, office: str) -> Calendar:
    """The series, closures and holidays of `office`, which is one of `rules_of`."""
    return kept(session, _calendars)[office]


def unable_desks(session: Session, services: Iterable[str]) -> frozenset[int]:
    """The desks that cannot do every one of `services`."""
    wanted = set(services)
    return frozenset(desk for desk, able in kept(session, _desk_services).items() if not wanted <= able)


def _rules(session: Session) -> dict[str, OfficeRules]:
    chosen = select(
        OfficeRow.key,
        OfficeRow.kind,
        OfficeRow.rank,
        OfficeRow.subdivision,
        OfficeRow.lead_days,
        OfficeRow.horizon_days,
        OfficeRow.cut_off_minutes,
        OfficeRow.staff_horizon_days,
        OfficeRow.return_after_min,
        OfficeRow.return_after_max,
        OfficeRow.extra_percent,
        OfficeRow.near,
    )
    rows = run(session, chosen.order_by(OfficeRow.rank, OfficeRow.key))
    return {row.key: OfficeRules._make((*row[:-1], tuple(row.near))) for row in rows}


def _needs(session: Session) -> dict[str, dict[str, Needs]]:
    """Of every service, also of those that no office has."""
    found: dict[str, dict[str, Needs]] = {}
    needs = (OfficeServiceRow.places, OfficeServiceRow.buffer_minutes, OfficeServiceRow.missed_percent)
    links = select(ServiceRow.key, OfficeServiceRow.office_key, *needs).outerjoin(
        OfficeServiceRow, OfficeServiceRow.service_key == ServiceRow.key
    )
    for service, office, *of_office in run(session, links):
        by_office = found.setdefault(service, {})
        if office is not None:
            by_office[office] = Needs(*of_office)
    return found


def _calendars(session: Session) -> dict[str, Calendar]:
    series, closures = _series(session), _closures(session)
    return {
        key: Calendar(rule.subdivision, tuple(series.get(key, ())), tuple(closures.get(key, ())))
        for key, rule in rules_of(session).items()
    }


def _series(session: Session) -> dict[str, list[Series]]:
    desks = _desks_by_series(session)
    found: dict[str, list[Series]] = defaultdict(list)
    chosen = select(*OpeningSeriesRow.__table__.columns)
    for row in run(session, chosen.order_by(OpeningSeriesRow.opens, OpeningSeriesRow.id)):
        found[row.office_key].append(
            Series(
                rule=row.rule,
                opens=row.opens,
                closes=row.closes,
                place_minutes=row.place_minutes,
                desks=tuple(desks[row.id]),
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                special=row.special,
            )
        )
    return found


def _closures(session: Session) -> dict[str, list[Closure]]:
    found: dict[str, list[Closure]] = defaultdict(list)
    columns = select(ClosureRow.office_key, ClosureRow.day_from, ClosureRow.day_to, ClosureRow.reason)
    for office, day_from, day_to, reason in run(session, columns.order_by(ClosureRow.day_from)):
        found[office].append(Closure(day_from, day_to, reason))
    return found


def _desks_by_series(session: Session) -> dict[int, list[OpenDesk]]:
    found: dict[int, list[OpenDesk]] = defaultdict(list)
    chosen = (
        select(SeriesDeskRow.series_id, SeriesDeskRow.desk_id, SeriesDeskRow.use)
        .join(DeskRow, DeskRow.id == SeriesDeskRow.desk_id)
        .order_by(DeskRow.number)
    )
    for series, desk, use in run(session, chosen):
        found[series].append(OpenDesk(desk, Use(use)))
    return found


def _desk_services(session: Session) -> dict[int, set[str]]:
    """The services of each desk that does not do all of its office."""
    found: dict[int, set[str]] = defaultdict(set)
    for desk, service in run(session, select(DeskServiceRow.desk_id, DeskServiceRow.service_key)):
        found[desk].add(service)
    return dict(found)


def _extra_desks(session: Session) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    chosen = select(DeskRow.office_key, DeskRow.id).where(DeskRow.extra).order_by(DeskRow.number)
    for office, desk in run(session, chosen):
        found[office] = (*found.get(office, ()), desk)
    return found
