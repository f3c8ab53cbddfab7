"""What routing knows of a telephone line: its name, when it is answered, and the reasons of its wrap-ups.

The lines themselves are files of the outermost layer, which hands them in.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol


class AnsweredLine(Protocol):
    """A line that people answer."""

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def topics(self) -> Mapping[str, str]:
        """What agents are chosen by: codes, and how they read."""

    @property
    def reasons(self) -> Mapping[str, str]:
        """What can come of a call: codes, and how agents read them; in the order of the list."""

    @property
    def wrap_up_s(self) -> int | None:
        """How long an agent may wrap up, in seconds; None: as long as it takes."""

    @property
    def record_days(self) -> int:
        """For how many days talks of whoever agrees are kept as recordings; 0: nothing is recorded."""

    def spans(self, day: date) -> Sequence[tuple[datetime, datetime]]:
        """When it is answered on a day of Berlin: half-open, aware; nothing on closed days and holidays."""


Lines = Mapping[str, AnsweredLine]


def reason_name(lines: Lines, line: str, code: str | None) -> str | None:
    """How agents read a reason; the bare code where its line (or the code) is not there any more."""
    if code is None:
        return None
    known = lines[line].reasons if line in lines else {}
    return known.get(code, code)


def topic_name(lines: Lines, code: str) -> str:
    """How a topic reads, whichever line has it."""
    return next((line.topics[code] for line in lines.values() if code in line.topics), code)


def line_name(lines: Lines, key: str) -> str:
    return lines[key].title if key in lines else key
