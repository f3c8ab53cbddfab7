"""Digits as they are spoken: "eins zwo drei", "123 45 67", "doppel vier"."""

import phonenumbers

from ivr.understanding.languages import language
from ivr.understanding.wording import without, words

REGION = "DE"


def digits(text: str, code: str) -> str | None:
    """The digits of `text` in order; None where anything else was said among them."""
    known = language(code)
    read, twice = "", False
    for word in without(words(text), known.fillers - known.digits.keys()):
        if word in known.doubled:
            twice = True
            continue
        found = word if word.isdecimal() and word.isascii() else known.digits.get(word)
        if found is None:
            return None
        read += found * 2 if twice else found
        twice = False
    return read or None


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
