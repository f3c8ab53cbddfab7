"""How these pages write moments and faults, in the language of who reads."""

import re
from collections.abc import Mapping
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


def sentence_of(fault: EditionFault) -> str:
    """The fault in a sentence; a name within another, as "start of greeting", is written start (greeting).

    Values, outcomes and languages are called as the reader calls them.
    """
    return t(f"fault.{fault.code}", detail=_detail(fault))


def _detail(fault: EditionFault) -> str:
    within = _WITHIN.fullmatch(fault.detail)
    first, last = within.groups() if within else (fault.detail, "")
    if fault.code in _LANGUAGES:
        first, last = (first, language_name(last)) if last else (language_name(first), "")
    elif part := _FIRST.get(fault.code):
        key = f"editing.{part}.{first}"
        first = t(key) if texts().has(key, language()) else first
    return f"{first} ({last})" if last else first
