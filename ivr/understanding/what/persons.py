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
    "beiden": 2,
    "zwo": 2,
    "ten": 10,
}
_GROUPS = {"zweit": 2, "dritt": 3, "viert": 4, "funft": 5, "sechst": 6, "siebt": 7, "acht": 8}
_PEOPLE = (
    r"(?:person(?:en|s)?|leuten?|menschen|people|erwachsenen?|adults?|mitarbeiter[n]?|kollegen|angehorigen?"
    r"|employees|mann|mannern|stuck)"
)
_RELATIVES = (
    r"(?:(?:enkel|klein|schul|paten|stief)?kind(?:er|ern)?|sohn|sohne[n]?|tochter|tochtern|baby|babys|zwillingen?"
    r"|enkel[n]?|enkelin(?:nen)?|jungs?|madchen|madels?|kleine[nr]?|child|children|kids?|sons?|daughters?|twins|bab(?:y|ies))"
)
_PARTNER = (
    r"(?:frau|mann|partner(?:in)?|(?:ehe)?(?:gatte|gattin)|ehemann|ehefrau|verlobte[nr]?|lebensgefahrt(?:e|in|en)"
    r"|freund(?:in)?|mutter|vater|mama|papa|mutti|vati|oma|opa|grossmutter|grossvater|schwiegermutter"
    r"|schwiegervater"
    r"|eltern|grosseltern|schwiegereltern|ehepaar|paar|schwester[n]?|bruder[n]?|tante|onkel|cousine?|nachbar(?:in)?"
    r"|geschwister[n]?|wife|husband|mother|father|parents|sister|brother|grandma|grandpa|couple)"
)
_PAIRS = ("eltern", "grosseltern", "schwiegereltern", "ehepaar", "zwilling", "parents", "couple", "twins")
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
_NUMBER = f"(?:{'|'.join(sorted((each for each in _NUMBERS if ' ' not in each), key=len, reverse=True))})"
_A = r"(\d{1,2}|[a-z]+)"
_OWN = r"(?:meine?[nmr]?|unsere?[nmr]?|sein(?:e[nmr]?)?|ihre[nmr]?|my|our|die|den|der|das|dem|the|deren)"
_OTHER = r"(?:weitere[nr]?|andere[nr]?|kleine[nr]?|grosse[nr]?|other|small)"
_SOMEBODY = re.compile(
    rf"(?:\b(?P<count>\d{{1,2}}|{_NUMBER}) (?:{_OTHER} )?)?\b(?P<noun>{_PEOPLE}|{_RELATIVES}|{_PARTNER})\b"
    r"(?! (?:ist|hat|sind|haben|is|has) (?!beide|auch|alle))"
)
_WORDS = re.compile(r"\w+")
_JOINING = frozenset(
    [
        "und",
        "and",
        "mit",
        "sowie",
        "plus",
        "auch",
        "noch",
        "dazu",
        "mich",
        "mir",
        "ich",
        "me",
        "i",
        "fur",
        "for",
        "meine",
        "meinen",
        "meiner",
        "meinem",
        "mein",
        "unsere",
        "unseren",
        "unser",
        "unserem",
        "die",
        "den",
        "der",
        "das",
        "the",
        "my",
        "our",
        "with",
    ]
)
# A verb of one person: "mein Sohn ist 16 und ich brauche …" are two sentences.
_I_DO = r"(?:\w{3,}e|brauch|will|muss|kann|hab|bin|soll|darf|mocht|wurd|komm|wollt|have|must)"
# Whoever calls beside others.
_WITH_ME = re.compile(
    r"\b(?:mich|mir|ich|me|myself)(?: selbst| selber)?,? (?:(?:und|and|mit|sowie|plus|dazu) )?"
    rf"(?:{_OWN}|{_NUMBER}|\d) .{{0,40}}"
    r"|\b(?:und|and|plus|sowie) (?:mich|me)\b(?! (?:an|ab|um)\b)"
    rf"|\b(?:und|and) (?:ich|i)\b(?! {_I_DO}\b)"
    r"|\b(?:frau|mann|kinder|wife|husband),? ich\b"
    r"|\b(?:mich|me) (?:und|and) (?:einmal|auch|once) (?:fur|for)\b"
)
_MORE = re.compile(
    r"\b(?:mich|me) (?:und|and|plus) (?:noch )?(?:eine|one|einen|jemand\w*|someone|another)"
    r"(?: (?:weitere[nr]?|andere[nr]?|more|other))?(?: (?:person|anderen))?\b"
)
_NO_PEOPLE = r"(?! (?:uhr|tage|wochen|jahre|monate|mal|\w+ alt)\b)"
_OF_US = re.compile(
    rf"\b(?:wir|uns|us|we)(?: alle| all)? ({_NUMBER})\b{_NO_PEOPLE}"
    rf"|\bwir (?:sind|kommen|waren)(?: (?:insgesamt|dann|ja|eine|zusammen|alle))* ({_NUMBER})$"
    rf"|\bwir sind ({_NUMBER})\b{_NO_PEOPLE}|\b({_NUMBER}) of us\b|\bfamily of ({_NUMBER})\b"
    rf"|\balle ({_NUMBER})\b{_NO_PEOPLE}|\bwe are ({_NUMBER})\b|\bgruppe von ({_NUMBER})\b"
)
_ALONE = re.compile(
    r"\b(?:nur (?:fur mich|ich)|(?:mich|ich)(?: \w+)? (?:allein[e]?|selbst|selber)|just me|only me|myself)\b"
    r"|^alleine?$"
)
_FOR_SO_MANY = re.compile(
    rf"\b(?:fur|for) ({_NUMBER})(?= (?:am|um|bitte|in|please|on|at|gleichzeitig|zusammen)\b|$)"
)


def persons(text: str) -> int | None:
    """How many persons, 1 to 99; None where it was not said."""
    said = fold(text[:300]).strip(" .,!?")
    if (listed := _listed(said)) is not None:
        return listed
    papers = re.search(rf"\b{_A} (?:neue[nr]? |new |vorlaufige[n]? )?{_PAPERS}\b", said)
    if papers and (count := _count(papers[1])) and count > 1:
        return count
    if (elsewhere := _in_further_languages(said)) is not None:
        return elsewhere
    if (headed := re.search(rf"\b({_NUMBER})kopfige", said)) and (count := _count(headed[1])):
        return count
    if (found := re.search(r"\bzu (\w+t)\b", said)) and found[1] in _GROUPS:
        return _GROUPS[found[1]]
    return _of_us(said) or _counted(said)


def _of_us(said: str) -> int | None:
    """ "Wir beide", "uns alle vier", "wir sind fünf", "there are four of us"."""
    if re.search(r"\b(wir|uns|us|we) (beide|beiden|both)\b|\bboth of us\b", said):
        return 2
    found = _OF_US.search(said)
    return _count(next(filter(None, found.groups()))) if found else None


def _listed(said: str) -> int | None:
    """ "Zwei Erwachsene und ein Kind", "meine Frau, ich und unsere drei Kinder", "für meine Eltern".

    Of one person nothing was said, unless it was counted: "für eine Person".
    """
    named = [found for found in _SOMEBODY.finditer(said) if not found["count"] or _count(found["count"])]
    people = _beside_each_other(said, [found for found in named if _is_for(said, found)])
    if any(found["noun"] == "stuck" for found in people):
        people = [found for found in people if found["count"]]  # "für die Kinder, drei Stück"
    others = sum(_people(found) for found in people)
    if others and _WITH_ME.search(said):
        return min(1 + others, MOST)
    if _MORE.search(said):
        return min(1 + max(1, others), MOST)
    counted = any(found["count"] and re.fullmatch(_PEOPLE, found["noun"]) for found in people)
    return min(others, MOST) if others > 1 or (others and counted) else None


def _beside_each_other(said: str, people: list[re.Match[str]]) -> list[re.Match[str]]:
    """The first of them and who is named with them; "die Tochter von der Frau nebenan" is one."""
    kept = people[:1]
    for found in people[1:]:
        between = _WORDS.findall(said[kept[-1].end() : found.start()])
        if not _JOINING.issuperset(between):
            break
        kept.append(found)
    return kept


def _people(found: re.Match[str]) -> int:
    count = _count(found["count"] or "") or 1
    return count * next((2 for word in _PAIRS if found["noun"].startswith(word)), 1)


def _is_for(said: str, found: re.Match[str]) -> bool:
    """Whether it is for these people; "Kinder" without a number may be any, "ein Mensch" is asked for."""
    noun, count = found["noun"], _count(found["count"] or "")
    if noun in {"mann", "mannern"} and not (count and count > 1):
        return noun == "mann"  # a husband; "vier Mann" are four
    if re.fullmatch(_PEOPLE, noun):
        return bool(count) and not re.match(r" (?:sprechen|reden|verbinden)", said[found.end() :])
    return True


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
    return re.sub(rf"\b(?:{_A} )?({_RELATIVES}|{_PARTNER})\b", " ", said) if _WITH_ME.search(said) else text


def _count(word: str) -> int | None:
    if word.isdecimal():
        return int(word) or None
    return _NUMBERS.get(word) or None
