"""How these pages write moments and faults, in the language of who reads."""

import re
from datetime import datetime

from babel.dates import format_datetime

from ivr.editions.edition import EditionFault
from ivr.lines import BERLIN
from ivr.web.words import language, t

_WITHIN = re.compile(r"(\S+) (?:of|in) (\S+)")


def moment(at: datetime) -> str:
    """Date and time in Berlin."""
    return format_datetime(at, "short", tzinfo=BERLIN, locale="de" if language() == "de" else "en_GB")


def sentence_of(fault: EditionFault) -> str:
    """The fault in a sentence; a name within another, as "name of greeting", is written name (greeting)."""
    return t(f"fault.{fault.code}", detail=_WITHIN.sub(r"\1 (\2)", fault.detail))
