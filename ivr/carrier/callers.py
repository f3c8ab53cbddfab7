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


# Whom we would ring at the city's cost because somebody typed the number.
NOT_CALLED_BACK = frozenset(
    {
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.PAGER,
        phonenumbers.PhoneNumberType.VOICEMAIL,
    }
)
GERMANY = 49


def number_of(caller: str | None) -> str | None:
    """The caller's number in E.164; None where it is withheld, forged (police do not call), or no number."""
    text = (caller or "").strip()
    if text.lower() in WITHHELD_WORDS or re.sub(r"\D", "", text) in WITHHELD_DIGITS or text in FORGED:
        return None
    number = _parsed(text)
    return _e164(number) if number and phonenumbers.is_possible_number(number) else None


def number_to_call_back(text: str) -> str | None:
    """A number that a caller typed, as dialled in Germany, in E.164; None for one that we do not ring.

    Only German numbers without extra charge: else a withheld caller could have the city ring, again and
    again, a number abroad that earns by it.
    """
    number = _parsed(text)
    if number is None or number.country_code != GERMANY or not phonenumbers.is_valid_number(number):
        return None
    return None if phonenumbers.number_type(number) in NOT_CALLED_BACK else _e164(number)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        return None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
