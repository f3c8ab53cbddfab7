"""Reads a city's data file into checked values. A fault is a DataFault; nothing half right is loaded."""

import tomllib
from pathlib import Path

from booking.example.city import CityData, OfficeData, ServiceData
from booking.example.faults import DataFault
from booking.example.lines import locate
from booking.example.read_languages import in_language
from booking.example.read_offices import read_office, read_rules
from booking.example.read_services import read_service
from booking.example.table import Table


def read(path: Path) -> CityData:
    """The whole file, checked, with its services in further languages. Raises DataFault.

    What a service is called in Turkish stands beside `luebeck.toml` in `luebeck.tr.toml`, and so on.
    """
    top = _parsed(path)
    rules = read_rules(top)
    tables = _named(top, "office")
    offices = tuple(read_office(table, rules) for table in tables)
    kinds = {one.office.key: one.office.kind for one in offices}
    services = tuple(read_service(table, kinds, rank) for rank, table in enumerate(_named(top, "service"), 1))
    top.done()
    for table, one in zip(tables, offices, strict=True):
        _require_known(table, one, offices, services)
    for file in sorted(path.parent.glob(f"{path.stem}.*{path.suffix}")):
        services = in_language(_parsed(file), file.stem.removeprefix(f"{path.stem}."), services)
    return CityData(offices, services)


def _require_known(
    table: Table, one: OfficeData, offices: tuple[OfficeData, ...], services: tuple[ServiceData, ...]
) -> None:
    """What the office says of other offices, and of services."""
    for key in one.near:
        if key not in {other.office.key for other in offices}:
            raise table.fault(f"near it is no office {key!r}", "near")
    had = {each.service.key for each in services if one.office.key in each.places}
    for number, line in enumerate(one.desk_services):
        for service in line.services:
            if service not in had:
                limited = table.tables("desk_services")[number]
                raise limited.fault(f"the office has no service {service!r}", "services")


def _parsed(path: Path) -> Table:
    try:
        text = path.read_text(encoding="utf-8")
        return Table(path.name, "the file", tomllib.loads(text), locate(text))
    except tomllib.TOMLDecodeError as fault:
        raise DataFault(path.name, "the file", f"is no TOML: {fault}") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise DataFault(path.name, "the file", f"cannot be read: {fault}") from fault


def _named(top: Table, key: str) -> list[Table]:
    """The tables [[key]], each named by its own key, which must be there once only."""
    tables = top.tables(key)
    known: set[str] = set()
    for table in tables:
        table.where = f"[[{key}]] {table.text('key')}"
        if table.where in known:
            raise table.fault("is there more than once", "key")
        known.add(table.where)
    return tables
