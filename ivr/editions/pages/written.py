"""How these pages write moments and faults, in the language of who reads."""

import re
from datetime import datetime

from babel import Locale
from babel.dates import format_datetime

from ivr.editions.edition import EditionFault
from ivr.lines import BERLIN
from ivr.web.words import language, t, texts

_WITHIN = re.compile(r"(\S+) (?:of|in) (\S+)")


def moment(at: datetime) -> str:
    """Date and time in Berlin."""
    return format_datetime(at, "short", tzinfo=BERLIN, locale="de" if language() == "de" else "en_GB")


def sentence_of(fault: EditionFault) -> str:
    """The fault in a sentence; a name within another, as "name of greeting", is written name (greeting)."""
    return t(f"fault.{fault.code}", detail=_WITHIN.sub(r"\1 (\2)", fault.detail))


def language_name(code: str) -> str:
    """Deutsch, Englisch; a variety of ours, as "de_leicht", has a name of its own."""
    if texts().has(f"editions.language_{code}", language()):
        return t(f"editions.language_{code}")
    return str(Locale(language()).languages.get(code, code))
