"""How these pages write moments and faults, in the language of who reads."""

from datetime import datetime

from babel.dates import format_datetime

from ivr.editions.edition import EditionFault
from ivr.lines import BERLIN
from ivr.web.words import language, t


def moment(at: datetime) -> str:
    """Date and time in Berlin."""
    return format_datetime(at, "short", tzinfo=BERLIN, locale="de" if language() == "de" else "en_GB")


def sentence_of(fault: EditionFault) -> str:
    return t(f"fault.{fault.code}", detail=fault.detail)
