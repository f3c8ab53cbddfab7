"""Digits as they are spoken: "eins zwo drei", "123 45 67", "doppel vier", "zwölf vierunddreißig"."""

import phonenumbers

from ivr.understanding.languages import Language, language
from ivr.understanding.wording import without, words

REGION = "DE"


def digits(text: str, code: str) -> str | None:
    """The digits of `text` in order; None where anything else was said among them."""
    known = language(code)
    fillers = (known.fillers | known.number_fillers) - known.digits.keys()
    read, times = "", 1
    spoken = _in_groups(without(_repeats(words(text), known), fillers), known)
    for word in spoken:
        if word in known.repeated:
            times = known.repeated[word]
            continue
        found = (
            word if word.isdecimal() and word.isascii() else known.digits.get(word, known.groups.get(word))
        )
        if found is None:
            return None
        read += found * times
        times = 1
    return read or None


def _repeats(spoken: list[str], known: Language) -> list[str]:
    """ "Zwei mal die drei" is "zweimal"."""
    joined: list[str] = []
    for word in spoken:
        if joined and joined[-1] + word in known.repeated:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _in_groups(spoken: list[str], known: Language) -> list[str]:
    """ "Twenty three" is one number, and two words."""
    joined: list[str] = []
    for word in spoken:
        if joined and f"{joined[-1]} {word}" in known.groups:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def phone_number(text: str, code: str) -> str | None:
    """A telephone number that can exist, as E.164; one without a country is German."""
    plus = text.strip().startswith(("+", "plus"))
    read = digits(text.strip().removeprefix("plus"), code)
    if read is None or len(read) > 20:
        return None
    try:
        number = phonenumbers.parse(f"+{read}" if plus else read, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
