"""Who calls: a number, or the carrier's many ways of saying that it was withheld."""

import re

import phonenumbers

# As words, or as the digits that spell them on a keypad. phonenumbers takes some of these for real numbers,
# so they are looked at first. https://www.twilio.com/docs/voice/twiml#request-parameters
WITHHELD_WORDS = frozenset(
    {"anonymous", "restricted", "unavailable", "unknown", "blocked", "private", "withheld"}
)
WITHHELD_DIGITS = frozenset({"266696687", "7378742833", "2562533", "8656696", "86282452253"})
FORGED = frozenset({"110", "112", "+49110", "+49112"})


def number_of(caller: str | None) -> str | None:
    """The caller's number in E.164; None where it is withheld, forged (police do not call), or no number."""
    text = (caller or "").strip()
    if text.lower() in WITHHELD_WORDS or re.sub(r"\D", "", text) in WITHHELD_DIGITS or text in FORGED:
        return None
    return e164(text)


def e164(text: str) -> str | None:
    """`text` as somebody in Lübeck would dial it, in E.164; None where that is no possible number."""
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
