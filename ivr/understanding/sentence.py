"""Everything in one breath: what, for what, where, when and for how many, from one sentence.

    understand("nächste Woche Dienstag nachmittags ein Personalausweis in St. Lorenz", Context(…))

Every slot has its own sureness; what was not said is empty. Nothing here decides what to do with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ivr.understanding.what.intents import WISH, Intent, intent, is_elsewhere
from ivr.understanding.what.persons import persons, without_persons
from ivr.understanding.what.ranking import Ranked, choices, rank
from ivr.understanding.what.stems import spoken_words
from ivr.understanding.when import When, when
from ivr.understanding.when.german_numbers import CARDINALS
from ivr.understanding.when.scan import fold

_SANKT = re.compile(r"(?:St\.?|Sankt) (\w+)")
_AUTHORITY = re.compile(r"(?:Straßen|Kfz-)?(\w{5,}?s?)(?:stelle|behörde|amt)")
_OFFICE_ENOUGH = 0.8  # a place is named, not described
_MIDDLE = re.compile(r"\b(mitte|anfang|ende) (?:des |der |nachste[rn]? )?\w+")
# "So schnell wie möglich" wants no express passport, and "Zulassungsstelle" is where it is done.
_SOON = re.compile(
    r"\b(?:so |moglichst |am )(?:ganz )?(?:schnell\w*|bald|eilig|fruh\w*)"
    r"(?: (?:wie|als) (?:moglich|es geht)| es geht| geht)?"
    r"|\b(?:as (?:soon|quickly|early|fast) as possible)"
    r"|\b(?:schnell\w*|dringend|eilig|fix|flott|kurzfristig)(?= (?:(?:ein|nen|den|ne)\w* )?(?:\w+ )?termin)"
)
# "Um zehn Uhr dreißig" is about no car of thirty years.
_CLOCK = re.compile(rf"\b\w+ (?:uhr|o'?clock)\b(?: (?:und )?(?:\d+|{'|'.join(map(fold, CARDINALS))})\b)?")
_AND = re.compile(r"\b(?:und|sowie|plus|and)\b")
_ONE_MORE = re.compile(r"(?<!so )\b(?:eine[nm]?|ein|nen|an?)\b")
_PARTS, _BETTER = 3, 0.02  # a phrase may hold an "und": "Ausweis und Pass abholen"
_HOUSE = re.compile(r"\b\w{5,}(?:stelle|behorde|amt|buro)\b")

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
    meant = _meant(_about(text, context), context)
    phrases = dict(context.services)
    named = [phrase for each in meant for phrase in phrases[each.meant]]
    about = intent(text, code, named)
    services = () if is_elsewhere(text, code, named) else tuple(meant)
    office, many = _office(text, context), persons(text)
    said = when(text, code, context.today)
    if about and about[1] <= WISH and not (services or office or many or said):
        about = None  # "ich möchte mal hören": a wish for nobody knows what
    sure = about[1] if about and not services else 1.0
    confidence = min(sure, *(each.score for each in services[:1]), context.heard or 1.0)
    return Understood(about[0] if about else None, services, office, many, said, confidence)


def _meant(about: str, context: Context) -> list[Ranked[str]]:
    """The services that may be meant: two where two were named, "einen Perso und einen Reisepass"."""
    places, code = _places(context), context.language
    whole = choices(rank(about, context.services, code, places))
    parts = [part for part in _AND.split(about) if part.strip()]
    if not whole or not 1 < len(parts) <= _PARTS:
        return whole
    each = [choices(rank(part, context.services, code, places)) for part in parts]
    named = {found[0].meant: found[0] for found in each if len(found) == 1}
    clear = len(named) == len(parts) and min(one.score for one in named.values()) > whole[0].score + _BETTER
    of_one = whole[0].meant in named and not all(
        map(_ONE_MORE.search, parts)
    )  # "verkauft und will es abmelden"
    return list(named.values()) if clear and not of_one else whole


def _about(text: str, context: Context) -> str:
    """What may name a service: without who it is for, how soon, and the office that does it."""
    houses = _houses(_office_names(context))
    said = _CLOCK.sub(" ", _SOON.sub(" ", fold(without_persons(text))))
    return " ".join(word for word in said.split() if word not in houses)


def _places(context: Context) -> frozenset[str]:
    return _words_of(_office_names(context))


def _office_names(context: Context) -> tuple[str, ...]:
    return tuple(name for _, names in context.offices for name in names)


@lru_cache(maxsize=64)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in spoken_words(name))


@lru_cache(maxsize=64)
def _houses(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in _HOUSE.findall(fold(name)))


def _office(text: str, context: Context) -> Ranked[str] | None:
    """The office that was named; none where two may be. "Mitte Dezember" is no part of the town."""
    named = [(key, [*names, *_spoken_of(names)]) for key, names in context.offices]
    ranked = choices(rank(_MIDDLE.sub(" ", fold(text[:300])), named, context.language))
    clear = len(ranked) == 1 and ranked[0].score >= _OFFICE_ENOUGH
    return ranked[0] if clear else None


def _spoken_of(names: Sequence[str]) -> list[str]:
    """Whoever says "Lorenz" means St. Lorenz; and a "…stelle" is a "…behörde" or "…amt" to many."""
    saints = [found[1] for name in names if (found := _SANKT.fullmatch(name))]
    houses = [found for name in names if (found := _AUTHORITY.fullmatch(name))]
    return [*saints, *(f"{found[1]}{kind}" for found in houses for kind in ("stelle", "behörde", "amt"))]
