"""Reads one table of a data file, field by field; every fault is named with the table that it stands in."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from booking.example.faults import DataFault
from booking.example.lines import Path, line_of


class Table:
    """`where` names the table in faults, and `path` is where it stands in the `lines` of the file.

    `done()` refuses keys that nobody asked for: typing errors.
    """

    def __init__(self, file: str, where: str, data: Any, lines: Mapping[Path, int], path: Path = ()) -> None:
        self.file, self.where, self.path = file, where, path
        self._lines = lines
        if not isinstance(data, dict):
            raise self.fault("a table was expected here")
        self._data: dict[str, Any] = data
        self._read: set[str] = set()

    def fault(self, sentence: str, key: str | None = None) -> DataFault:
        """With the line of `key`, or of the table where the key is not there."""
        path = self.path if key is None else (*self.path, key)
        return DataFault(self.file, self.where, sentence, line_of(self._lines, path))

    def get(self, key: str, kind: type, described: str, default: Any = None) -> Any:
        """The value of `key`, which must be a `kind`; a default that is not None makes the key optional."""
        self._read.add(key)
        value = self._data.get(key, default)
        if value is None:
            raise self.fault(f"`{key}` is missing", key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fault(f"`{key}` must be {described}, not {value!r}", key)
        return value

    def text(self, key: str) -> str:
        value: str = self.get(key, str, "a text")
        if not value.strip():
            raise self.fault(f"`{key}` is empty", key)
        return value

    def flag(self, key: str, default: bool) -> bool:
        value: bool = self.get(key, bool, "true or false", default)
        return value

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value: int = self.get(key, int, "a whole number", default)
        if not low <= value <= high:
            raise self.fault(f"`{key}` must be from {low} to {high}, not {value}", key)
        return value

    def clock(self, key: str) -> time:
        value: time = self.get(key, time, "a time such as 08:00:00")
        if value.minute % 5 or value.second or value.microsecond:
            raise self.fault(f"`{key}` must be a whole five minutes, not {value}", key)
        return value

    def day(self, key: str) -> date:
        value: date = self.get(key, date, "a day such as 2026-12-05")
        if isinstance(value, datetime):
            raise self.fault(f"`{key}` must be a day such as 2026-12-05, without a time", key)
        return value

    def one_of(self, key: str, choices: Iterable[str]) -> str:
        value, allowed = self.text(key), list(choices)
        if value not in allowed:
            raise self.fault(f"`{key}` must be one of {', '.join(allowed)}, not {value!r}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        return _texts(self, key, self.get(key, list, "a list of texts", []))

    def whole_numbers(self, key: str, default: list[int]) -> tuple[int, ...]:
        values = self.get(key, list, "a list of whole numbers", default)
        if not all(isinstance(value, int) for value in values):
            raise self.fault(f"`{key}` must be a list of whole numbers", key)
        return tuple(values)

    def tables(self, key: str, *, required: bool = True) -> list["Table"]:
        values = self.get(key, list, "a list of tables", None if required else [])
        return [
            Table(self.file, f"{self.where}, {key} {n + 1}", one, self._lines, (*self.path, key, n))
            for n, one in enumerate(values)
        ]

    def table(self, key: str, *, required: bool = True) -> "Table":
        value = self.get(key, dict, "a table", None if required else {})
        return Table(self.file, f"{self.where}, {key}", value, self._lines, (*self.path, key))

    def keys(self) -> list[str]:
        return list(self._data)

    def done(self) -> None:
        unknown = sorted(set(self._data) - self._read)
        if unknown:
            raise self.fault(f"nothing is known about `{unknown[0]}`: a typing error?", unknown[0])


def _texts(table: Table, key: str, values: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise table.fault(f"`{key}` must be a list of texts, none of them empty", key)
    return tuple(values)
