"""How these pages write moments and faults, in the language of who reads."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from babel.dates import format_datetime

from ivr.editions.edition import EditionFault
from ivr.lines import BERLIN
from ivr.web.words import language, language_name, t, texts

_WITHIN = re.compile(r"(\S+) (?:of|in|at) (\S+)")
# What the detail of a fault is, where it has a word of its own: its first part, and what that is within.
_FIRST: Mapping[str, str] = {
    "menu.need_unknown": "values",
    "menu.never_known": "values",
    "menu.value_unknown": "values",
    "menu.choices_not_made": "values",
    "menu.outcome_not_handled": "outcomes",
    "menu.unknown_outcome": "outcomes",
    "menu.unknown_action": "actions",
}
_LANGUAGES = {
    *("menu.prompt_missing", "menu.words_missing", "menu.unknown_language"),
    *("prompts.missing", "prompts.other_placeholders", "line.no_voice"),
}


def moment(at: datetime) -> str:
    """Date and time in Berlin."""
    return format_datetime(at, "short", tzinfo=BERLIN, locale="de" if language() == "de" else "en_GB")


def told(
    faults: Iterable[EditionFault], prompt: Callable[[str], str] = str
) -> list[tuple[EditionFault, str]]:
    """Each fault with its sentence; those that differ in a language alone are one, which names them all.

    Values, outcomes and languages are called as the reader calls them, texts by `prompt`. A name within
    another, as "start of greeting", is written start (greeting).
    """
    gathered: dict[tuple[str, str, str], tuple[EditionFault, set[str]]] = {}
    for fault in faults:
        about, spoken = _about(fault)
        _, known = gathered.setdefault((fault.code, fault.where, about), (fault, set()))
        known |= {language_name(spoken)} if spoken else set()
    return [
        (fault, _sentence(fault.code, about, ", ".join(sorted(spoken)), prompt))
        for (_, _, about), (fault, spoken) in gathered.items()
    ]


def _sentence(code: str, about: str, spoken: str, prompt: Callable[[str], str]) -> str:
    if code == "menu.unknown_target" and not about:
        return t("fault.menu.no_target")
    within = _WITHIN.fullmatch(about)
    first, last = within.groups() if within else (about, "")
    if code == "menu.prompt_missing":
        first = prompt(first)
    elif part := _FIRST.get(code):
        key = f"editing.{part}.{first}"
        first, last = t(key) if texts().has(key, language()) else first, prompt(last)
    names = [each for each in (first, last or spoken) if each]
    return t(f"fault.{code}", detail=f"{names[0]} ({names[1]})" if len(names) > 1 else "".join(names))


def _about(fault: EditionFault) -> tuple[str, str]:
    """What a fault is about, and the language, where it is about one."""
    if fault.code not in _LANGUAGES:
        return fault.detail, ""
    within = _WITHIN.fullmatch(fault.detail)
    return (within[1], within[2]) if within else ("", fault.detail)
