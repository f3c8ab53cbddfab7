"""Reading the tables of a menu file field by field: the right type, nothing missing, nothing left over."""

from collections.abc import Mapping
from typing import Any

from ivr.dialog.faults import Fault
from voice_prompts.toml_lines import Path, line_of


class Table:
    """One table of a file. Faults are collected in `faults`; a faulty field reads as empty."""

    def __init__(
        self, content: Mapping[str, Any], path: Path, lines: Mapping[Path, int], faults: list[Fault]
    ) -> None:
        self.content, self.path, self.lines, self.faults = content, path, lines, faults
        self.read: set[str] = set()

    @property
    def name(self) -> str:
        """The last part of the table's name."""
        return self.path[-1]

    def has(self, field: str) -> bool:
        """Whether the field is there."""
        return field in self.content

    def text(self, field: str) -> str:
        """A text that must be there."""
        return str(self._get(field, str, "a text", needed=True) or "")

    def optional_text(self, field: str) -> str | None:
        """A text that may be there."""
        found = self._get(field, str, "a text")
        return None if found is None else str(found)

    def integer(self, field: str, default: int) -> int:
        """A whole number from 1."""
        found = self._get(field, int, "a whole number")
        if found is not None and (found is True or found < 1):
            self.fault("wrong_type", field, f"{field} must be a whole number from 1")
            return default
        return default if found is None else int(found)

    def integers(self, field: str) -> tuple[int, ...]:
        """A list of whole numbers; empty where there is none."""
        found = self._get(field, list, "a list of whole numbers") or []
        if not all(isinstance(one, int) and not isinstance(one, bool) for one in found):
            self.fault("wrong_type", field, f"{field} must be a list of whole numbers")
            return ()
        return tuple(found)

    def flag(self, field: str, default: bool) -> bool:
        """True or false."""
        found = self._get(field, bool, "true or false")
        return default if found is None else bool(found)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, or one text alone; empty where there is none."""
        found = self._get(field, (str, list), "a text or a list of texts")
        listed = [found] if isinstance(found, str) else found or []
        if not all(isinstance(one, str) for one in listed):
            self.fault("wrong_type", field, f"{field} must be a list of texts")
            return ()
        return tuple(listed)

    def table(self, field: str) -> "Table":
        """A table within; empty where there is none."""
        found = self._get(field, dict, "a table") or {}
        return Table(found, (*self.path, field), self.lines, self.faults)

    def tables(self) -> list["Table"]:
        """Every field of this table as a table of its own."""
        return [self.table(field) for field in self.content]

    def fault(self, code: str, field: str = "", detail: str = "") -> None:
        """Note a fault at this field of the table."""
        at = (*self.path, field) if field else self.path
        self.faults.append(Fault(line_of(self.lines, at), self.path[0], code, detail))

    def done(self) -> None:
        """Everything that was not read means nothing: a fault each."""
        for field in self.content.keys() - self.read:
            self.fault("unknown_field", field, field)

    def _get(self, field: str, types: Any, expected: str, needed: bool = False) -> Any:
        self.read.add(field)
        found = self.content.get(field)
        if found is None:
            if needed:
                self.fault("missing_field", detail=field)
        elif not isinstance(found, types):
            self.fault("wrong_type", field, f"{field} must be {expected}")
            return None
        return found
