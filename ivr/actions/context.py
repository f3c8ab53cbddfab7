"""What an action knows of the call that it works for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

import booking
from ivr.dialog import JSON
from ivr.kept_languages import NOTHING_KEPT, LanguageMemory
from ivr.lines import Line
from voice_prompts.catalog import Catalog

Values = Mapping[str, JSON]


@dataclass(slots=True)
class CallContext:
    """One call in one turn. `caller` is E.164 or None, `outcome` what the call log is to say of it.

    `memory` is what may be kept for the number beyond the call; usually nothing.
    """

    session: Session
    line: Line
    sid: str
    caller: str | None
    language: str
    prompts: Catalog
    now: datetime
    outcome: str | None = None
    memory: LanguageMemory = NOTHING_KEPT

    @property
    def today(self) -> date:
        return self.now.astimezone(booking.BERLIN).date()

    def text(self, key: str, **values: JSON) -> str:
        return self.prompts.text(key, self.language, values)


def text_of(values: Values, name: str) -> str | None:
    """The value `name`, where it is a text that says something."""
    value = values.get(name)
    return value if isinstance(value, str) and value else None


def needed_text(values: Values, name: str) -> str:
    value = text_of(values, name)
    if value is None:
        raise ValueError(f"the value {name!r} is missing")
    return value


def needed_number(values: Values, name: str) -> int:
    value = values.get(name)
    if not isinstance(value, int):
        raise ValueError(f"the value {name!r} is missing")
    return value
