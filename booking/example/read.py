"""Reads a city's data file into checked values. A fault is a DataFault; nothing half right is loaded."""

import tomllib
from collections import Counter
from pathlib import Path

from booking.example.city import CityData
from booking.example.faults import DataFault
from booking.example.read_offices import read_office, read_rules
from booking.example.read_services import read_service
from booking.example.table import Table


def read(path: Path) -> CityData:
    """The whole file, checked. Raises DataFault."""
    top = Table(path.name, "the file", _parsed(path))
    rules = read_rules(top)
    offices = tuple(read_office(table, rules) for table in _named(top, "office"))
    for one in offices:
        for key in one.near:
            if key not in {other.office.key for other in offices}:
                raise DataFault(path.name, f"[[office]] {one.office.key}", f"near it is no office {key!r}")
    kinds = {one.office.key: one.office.kind for one in offices}
    services = tuple(read_service(table, kinds, rank) for rank, table in enumerate(_named(top, "service"), 1))
    top.done()
    return CityData(offices, services)


def _parsed(path: Path) -> object:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise DataFault(path.name, "the file", f"is no TOML: {fault}") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise DataFault(path.name, "the file", f"cannot be read: {fault}") from fault


def _named(top: Table, key: str) -> list[Table]:
    """The tables [[key]], each named by its own key, which must be there once only."""
    tables = top.tables(key)
    for table in tables:
        table.where = f"[[{key}]] {table.text('key')}"
    for name, count in Counter(table.where for table in tables).items():
        if count > 1:
            raise DataFault(top.file, name, "is there more than once")
    return tables
