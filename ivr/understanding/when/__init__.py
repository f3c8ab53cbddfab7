"""When a caller wants to come: a sentence in, days and times out. See `When`.

    when("nächste Woche Dienstag nachmittags", "de", today)

A tokenizer turns words and digits into tokens, a small grammar finds pieces (a date, a weekday, a time, a
part of the day), and these are put together: narrowed by each other, joined, ruled out, corrected.
"""

from datetime import date

from ivr.understanding.when.compose import compose
from ivr.understanding.when.english import english
from ivr.understanding.when.german import german
from ivr.understanding.when.meaning import Part, When
from ivr.understanding.when.reading import ENGLISH_RULES, GERMAN_RULES, pieces

_YEARS = range(1900, 3000)  # outside of these a calendar has no meaning on the telephone


def when(text: str, code: str, today: date) -> When:
    """What `text` in the language `code` says about time, said on `today`; empty where it says nothing."""
    if today.year not in _YEARS:
        return When()
    known, rules = (english(), ENGLISH_RULES) if code == "en" else (german(), GERMAN_RULES)
    return compose(list(pieces(text, today, known, rules)), today)


__all__ = ["Part", "When", "when"]
