"""Everything in one breath: what, for what, where, when and for how many, from one sentence.

    understand("nächste Woche Dienstag nachmittags ein Personalausweis in St. Lorenz", Context(…))

Every slot has its own sureness; what was not said is empty. Nothing here decides what to do with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ivr.understanding.what.intents import Intent, intent, is_elsewhere
from ivr.understanding.what.persons import persons, without_persons
from ivr.understanding.what.ranking import Ranked, choices, rank
from ivr.understanding.when import When, when
from ivr.understanding.when.scan import fold

_OFFICE_ENOUGH = 0.8  # a place is named, not described
_MIDDLE = re.compile(r"\b(mitte|anfang|ende) (?:des |der |nachste[rn]? )?\w+")

Named = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence is understood in. `services` and `offices` are keys, each with the words for it.

    `heard` is the recogniser's own sureness, 0 to 1, where it tells one.
    """

    language: str
    today: date
    services: Named = ()
    offices: Named = ()
    heard: float | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """The slots of a sentence. `services`: one where it is clear, up to three where it is not."""

    intent: Intent | None
    services: tuple[Ranked[str], ...]
    office: Ranked[str] | None
    persons: int | None
    when: When
    confidence: float

    @property
    def service(self) -> str | None:
        """The service, where there is only one that may be meant."""
        return self.services[0].meant if len(self.services) == 1 else None

    def __bool__(self) -> bool:
        """Whether anything was understood."""
        return bool(self.intent or self.services or self.office or self.persons or self.when)


def understand(text: str, context: Context) -> Understood:
    """What a sentence says. Any text has an answer, if only an empty one."""
    code = context.language
    meant = choices(rank(without_persons(text), context.services, code))
    phrases = dict(context.services)
    named = [phrase for each in meant for phrase in phrases[each.meant]]
    about = intent(text, code, named)
    services = () if is_elsewhere(text, code, named) else tuple(meant)
    office = _office(text, context)
    said = when(text, code, context.today)
    sure = about[1] if about and not services else 1.0
    confidence = min(sure, *(each.score for each in services[:1]), context.heard or 1.0)
    return Understood(about[0] if about else None, services, office, persons(text), said, confidence)


def _office(text: str, context: Context) -> Ranked[str] | None:
    """The office that was named; none where two may be. "Mitte Dezember" is no part of the town."""
    ranked = choices(rank(_MIDDLE.sub(" ", fold(text[:300])), context.offices, context.language))
    clear = len(ranked) == 1 and ranked[0].score >= _OFFICE_ENOUGH
    return ranked[0] if clear else None
