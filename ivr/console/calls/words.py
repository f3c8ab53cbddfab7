"""The call log's words: outcomes, what was heard, what was made of it, times and languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_time

from booking import BERLIN
from ivr.console.calls.conversation import Station
from ivr.console.naming import Names, own_name
from ivr.dialog.steps import Ask, End, HandOver, Menu
from ivr.web.words import texts
from routing import Happening
from routing.passed_on import PassedOn

# A badge's colour in KERN for what is good, what wants a look, and what is wrong.
BADGES = {
    "booked": "success",
    "moved": "success",
    "cancelled": "success",
    "answered": "success",
    "informed": "success",
    "call_back": "info",
    "abandoned": "warning",
    "hung_up": "warning",
    "fault": "danger",
}
SLOW_MS = 1000.0  # an answer that a caller notices


@dataclass(frozen=True, slots=True)
class Words:
    """`t` of the pages, and the reader's language."""

    t: Callable[..., str]
    language: str

    def outcome(self, code: str | None, *, running: bool = False) -> str:
        """What came of a call; one that goes on may have an outcome already (a booking, then more)."""
        if code is None and running:
            return self.t("calls.running")
        return self._known("calls.outcome", code or "none")

    def badge(self, code: str | None) -> str:
        return BADGES.get(code or "", "info")

    def happening(self, event: str) -> str:
        return self._known("calls.happening", event)

    def state(self, state: str) -> str:
        return self._known("calls.state", state)

    def moment(self, at: datetime) -> str:
        """Date and time in Berlin."""
        local = at.astimezone(BERLIN)
        return f"{format_date(local, 'medium', locale=self.language)}, {self.clock(at)}"

    def short_moment(self, at: datetime) -> str:
        local = at.astimezone(BERLIN)
        return f"{format_date(local, 'medium', locale=self.language)}, {local:%H:%M}"

    def clock(self, at: datetime) -> str:
        return str(format_time(at.astimezone(BERLIN), "HH:mm:ss", locale=self.language))

    def duration(self, seconds: float | None) -> str:
        """As 1:05 min; a call without an end is still going on."""
        if seconds is None:
            return self.t("calls.lasts")
        return f"{round(seconds) // 60}:{round(seconds) % 60:02d} min"

    def between(self, begin: datetime, end: datetime | None) -> str:
        """How long it took; what has no end yet is still open."""
        return self.t("calls.open") if end is None else self.duration((end - begin).total_seconds())

    def reason(self, code: str) -> str:
        """Why a call left the menu."""
        return self._known("calls.reason_of", code)

    def passed(self, passed: PassedOn) -> str:
        """To whom a caller was handed over, and what became of it."""
        became = self.t(f"calls.became.{passed.became}")
        told = f"{passed.to}: {became}"
        return f"{told} ({self.t('calls.instead', who=passed.instead)})" if passed.instead else told

    def detail(self, of: Happening, results: Mapping[str, str]) -> str:
        """What was noted beside an event, codes in words; `results`: those of the line."""
        if of.event == "enqueue":
            return self.reason(of.detail)
        if of.event == "finish":
            return results.get(of.detail, of.detail)
        name, _, code = of.detail.rpartition(": ")
        key = f"calls.detail.{code.replace(' ', '_').replace('-', '_')}"
        if not texts().has(key, self.language):
            return of.detail
        return f"{name}: {self.t(key)}" if name else self.t(key)

    def milliseconds(self, took: float) -> str:
        return f"{took:.0f} ms" if took >= 10 else f"{took:.1f} ms"

    def slow(self, took: float | None) -> bool:
        return took is not None and took >= SLOW_MS

    def station(self, station: Station, names: Names) -> str:
        """A step, and how it ended: "Freie Termine suchen: Termine gefunden"."""
        name = names.step(station.step)
        return f"{name}: {names.outcome(station.outcome, station.action)}" if station.outcome else name

    def way(self, steps: Sequence[str], names: Names) -> list[str]:
        """Of the steps of a call those where the caller was asked, and where it ended."""
        known = names.script.steps if names.script is not None else {}
        told = [step for step in steps if isinstance(known.get(step), Menu | Ask | HandOver | End)]
        return [names.step(step) for step in (told if known else steps)]

    def _known(self, table: str, code: str) -> str:
        key = f"{table}.{code}"
        return self.t(key) if texts().has(key, self.language) else own_name(code)
