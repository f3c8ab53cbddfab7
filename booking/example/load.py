"""Puts a data file into the book. Offices and services that somebody made their own are left alone."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from booking.db import Base
from booking.example.city import OfficeData, ServiceData, YearlyClosure
from booking.example.read import read
from booking.kept import changing
from booking.opening import Series, local_day
from booking.sql import insert_into, run
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

LUEBECK = Path(__file__).with_name("luebeck.toml")
YEARS_OF_CLOSURES = 2  # this year's and the next: further than anybody can book


def load_example(session: Session, path: Path | None = None, *, now: datetime) -> None:
    """Load the file (without a path: Lübeck), whether or not it was loaded before. Raises DataFault.

    Rows are marked as example data. A row whose mark was taken away belongs to its office and stays as it is.
    """
    city = read(path or LUEBECK)
    changing(session)
    ranked = enumerate(city.offices, 1)
    offices = [(rank, one) for rank, one in ranked if not _is_own(session, OfficeRow, one.office.key)]
    for rank, office in offices:
        _load_office(session, office, rank, local_day(now).year)
    for service in city.services:
        if not _is_own(session, ServiceRow, service.service.key):
            _load_service(session, service)
    for _, office in offices:
        _load_desk_services(session, office)


def _is_own(session: Session, table: type[OfficeRow] | type[ServiceRow], key: str) -> bool:
    mark = run(session, select(table.example).where(table.key == key)).scalar()
    return mark is False


def _load_office(session: Session, data: OfficeData, rank: int, year: int) -> None:
    office, rules = data.office, data.rules
    values = {
        "kind": office.kind,
        "name": office.name,
        "short": office.short,
        "former_names": list(office.former_names),
        "address": office.address,
        "rank": rank,
        "subdivision": rules.subdivision,
        "lead_days": rules.lead_days,
        "horizon_days": rules.horizon_days,
        "cut_off_minutes": rules.cut_off_minutes,
        "return_after_min": rules.return_after_min,
        "return_after_max": rules.return_after_max,
        "extra_percent": rules.extra_percent,
        "near": list(data.near),
        "example": True,
    }
    _put(session, OfficeRow, office.key, values)
    desks = _desks(session, office.key, data.desks)
    run(session, delete(OpeningSeriesRow).where(OpeningSeriesRow.office_key == office.key))
    for series in data.series:
        _load_series(session, office.key, series, desks)
    run(session, delete(ClosureRow).where(ClosureRow.office_key == office.key))
    closures = list(_closures(office.key, data.closures, year))
    if closures:
        run(session, insert(ClosureRow), closures)


def _load_series(session: Session, office: str, series: Series, desks: dict[int, int]) -> None:
    row = {
        "office_key": office,
        "rule": series.rule,
        "opens": series.opens,
        "closes": series.closes,
        "place_minutes": series.place_minutes,
        "valid_from": series.valid_from,
        "valid_until": series.valid_until,
        "special": series.special,
    }
    series_id = run(session, insert(OpeningSeriesRow).returning(OpeningSeriesRow.id), row).scalar_one()
    open_desks = [
        {"series_id": series_id, "desk_id": desks[number], "use": use} for number, use in series.desks
    ]
    run(session, insert(SeriesDeskRow), open_desks)


def _load_service(session: Session, data: ServiceData) -> None:
    service = data.service
    values = {
        "kind": service.kind,
        "names": dict(service.names),
        "synonyms": list(service.synonyms),
        "documents": {language: list(items) for language, items in service.documents.items()},
        "fee": dict(service.fee),
        "rank": service.rank,
        "bookable": service.bookable,
        "words": {language: list(words) for language, words in service.words.items()},
        "example": True,
    }
    _put(session, ServiceRow, service.key, values)
    run(session, delete(OfficeServiceRow).where(OfficeServiceRow.service_key == service.key))
    places = [
        {
            "service_key": service.key,
            "office_key": office,
            "places": count,
            "buffer_minutes": data.buffer_minutes,
        }
        for office, count in data.places.items()
    ]
    run(session, insert(OfficeServiceRow), places)


def _load_desk_services(session: Session, data: OfficeData) -> None:
    """Once the services are there."""
    desks = _desks(session, data.office.key, data.desks)
    run(session, delete(DeskServiceRow).where(DeskServiceRow.desk_id.in_(desks.values())))
    rows = [
        {"desk_id": desks[number], "service_key": service}
        for limited in data.desk_services
        for number in limited.desks
        for service in limited.services
    ]
    if rows:
        run(session, insert(DeskServiceRow), rows)


def _put(session: Session, table: type[Base], key: str, values: dict[str, Any]) -> None:
    new = insert_into(session, table).values(key=key, **values)
    run(session, new.on_conflict_do_update(index_elements=["key"], set_=values))


def _desks(session: Session, office: str, count: int) -> dict[int, int]:
    """The ids of the office's desks by number. None is ever deleted: appointments stand on them."""
    for number in range(1, count + 1):
        new = insert_into(session, DeskRow).values(office_key=office, number=number)
        run(session, new.on_conflict_do_nothing())
    rows = run(session, select(DeskRow.number, DeskRow.id).where(DeskRow.office_key == office))
    return {row.number: row.id for row in rows}


def _closures(office: str, yearly: tuple[YearlyClosure, ...], first: int) -> Iterator[dict[str, Any]]:
    for closure in yearly:
        for year in range(first, first + YEARS_OF_CLOSURES):
            days = {"day_from": date(year, *closure.first), "day_to": date(year, *closure.last)}
            yield {"office_key": office, "reason": closure.reason, **days}
