"""For how many persons: "für mich und meine zwei Kinder", "zu dritt", "vier Personen", "zwei Ausweise"."""

import re
from collections.abc import Mapping
from functools import cache

from ivr.understanding.languages.numbers import cardinals
from ivr.understanding.when.german_numbers import CARDINALS
from ivr.understanding.when.scan import fold

MOST = 99
_NUMBERS: Mapping[str, int] = {
    **{fold(word): value for word, value in CARDINALS.items() if value <= MOST},
    **{
        word: at
        for at, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)
    },
    "both": 2,
    "beide": 2,
}
_GROUPS = {"zweit": 2, "dritt": 3, "viert": 4, "funft": 5, "sechst": 6}
_PEOPLE = r"(?:person(?:en|s)?|leuten?|menschen|people|erwachsenen?|adults)"
_RELATIVES = (
    r"(?:kind(?:er|ern)?|sohn|sohne|tochter|tochtern|baby|babys|child|children|kids|son|sons|daughters?)"
)
_PARTNER = (
    r"(?:frau|mann|partner(?:in)?|freund(?:in)?|mutter|vater|schwester|bruder|wife|husband|mother|father)"
)
# What each person needs one of; of other things (hours, weeks, cars) two are not for two persons.
_PAPERS = (
    r"(?:(?:personal|kinder|familien)?ausweise[n]?|persos|(?:kinder)?(?:reise)?passe[n]?|fuhrungszeugnisse[n]?"
    r"|fuhrerscheine[n]?|identity cards|id cards|ids|passports|driving licences)"
)
# In further languages a number before a word for people, or a form that says it alone.
_OTHERS = re.compile(
    r"\b(\w+) (?:kisi\w*|человек\w*|люде\w*|чоловік\w*|осіб|особи|особам|osob\w*|اشخاص|شخص\w*)(?!\w)"
)
_COLLECTIVE: Mapping[str, int] = {
    "двоих": 2,
    "троих": 3,
    "четверых": 4,
    "dwojga": 2,
    "trojga": 3,
    "شخصين": 2,
    "لشخصين": 2,
}
_A = r"(\d{1,2}|[a-z]+)"
_WITH_ME = re.compile(
    r"\b(mich|mir|ich|me|myself)\b.{0,12}\b(und|and)\b|\b(und|and) (ich|mich|me)\b"
    r"|\b(mich|ich) mit meine[nmr]?\b"
)
_ALONE = re.compile(r"\b(?:nur (?:fur mich|ich)|(?:mich|ich) allein[e]?|just me|only me)\b")
_FOR_SO_MANY = re.compile(
    r"\b(?:fur|for) (zwei|drei|vier|funf|sechs|two|three|four|five)(?= (?:am|um|bitte|in|please)\b|$)"
)


def persons(text: str) -> int | None:
    """How many persons, 1 to 99; None where it was not said."""
    said = fold(text[:300]).strip(" .,!?")
    if (found := re.search(rf"\b{_A} (?:weitere |andere )?{_PEOPLE}\b", said)) and (
        count := _count(found[1])
    ):
        return count
    papers = re.search(rf"\b{_A} (?:neue[nr]? |new |vorlaufige[n]? )?{_PAPERS}\b", said)
    if papers and (count := _count(papers[1])) and count > 1:
        return count
    if (elsewhere := _in_further_languages(said)) is not None:
        return elsewhere
    if (found := re.search(r"\bzu (\w+t)\b", said)) and found[1] in _GROUPS:
        return _GROUPS[found[1]]
    if re.search(r"\b(wir|uns|us|we) (beide|beiden|zwei|both|two)\b|\bboth of us\b", said):
        return 2
    return _family(said) or _for_others(said) or _counted(said)


def _for_others(said: str) -> int | None:
    """ "Für meine zwei Kinder", "für meine Tochter und meinen Sohn": without whoever calls."""
    counted = re.search(rf"\b{_A} {_RELATIVES}\b", said)
    if counted and (count := _count(counted[1])) and count > 1:
        return count
    both = re.search(rf"\b{_RELATIVES} und (?:meine[nmr]? |unsere[nmr]? )?{_RELATIVES}\b", said)
    return 2 if both else None


def _counted(said: str) -> int | None:
    """ "Für zwei", "nur für mich"."""
    if _ALONE.search(said):
        return 1
    found = _FOR_SO_MANY.search(said)
    return _count(found[1]) if found else None


def _in_further_languages(said: str) -> int | None:
    if (found := _OTHERS.search(said)) and (count := _further_count(found[1])):
        return count
    return next((_COLLECTIVE[word] for word in said.split() if word in _COLLECTIVE), None)


def _further_count(word: str) -> int | None:
    """With the Arabic "for" cut off, which is written together with the number."""
    known = _further_numbers()
    return _count(word) or known.get(word) or known.get(word.removeprefix("ل"))


@cache
def _further_numbers() -> Mapping[str, int]:
    return {
        fold(said): value
        for code in ("tr", "ar", "ru", "uk", "pl")
        for said, value in cardinals(code).items()
        if 0 < value <= MOST and " " not in said
    }


def without_persons(text: str) -> str:
    """The sentence without who it is for: "für mich und mein Kind" is about no child's passport."""
    said = fold(text[:300]).strip(" .,!?")
    return re.sub(rf"\b(?:{_A} )?({_RELATIVES}|{_PARTNER})\b", " ", said) if _family(said) else text


def _family(said: str) -> int | None:
    """ "Für mich und meine zwei Kinder", "meine Frau und ich"."""
    with_me = _WITH_ME.search(said)
    if not with_me:
        return None
    others = 0
    for found in re.finditer(rf"(?:\b{_A} )?\b({_RELATIVES}|{_PARTNER})\b", said):
        others += _count(found[1] or "") or 1
    return min(1 + others, MOST) if others else None


def _count(word: str) -> int | None:
    if word.isdecimal():
        return int(word) or None
    return _NUMBERS.get(word) or None
