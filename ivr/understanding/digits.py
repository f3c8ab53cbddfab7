"""Digits as they are spoken: "eins zwo drei", "123 45 67", "doppel vier", "zwölf vierunddreißig"."""

import phonenumbers

from ivr.understanding.languages import Language, language
from ivr.understanding.wording import without, words

REGION = "DE"
ENOUGH = 6  # digits, beside which other words do no harm, if they are fewer


def digits(text: str, code: str) -> str | None:
    """The digits of `text` in order; None where anything else was said among a few of them.

    What is corrected takes the place of the digit before it: "drei, nein, vier".
    """
    known = language(code)
    fillers = (known.fillers | known.number_fillers) - known.digits.keys()
    read: list[str] = []
    times, corrects, others = 1, False, 0
    for word in _in_groups(without(_repeats(words(text), known), fillers), known):
        found = _number(word, known)
        if word in known.repeated:
            times = known.repeated[word]
        elif word in known.no or word in known.corrections:
            corrects = True
        elif found is None:
            others += 1
            corrects = False
        else:
            if corrects and read:
                read.pop()
            read.append(found * times)
            times, corrects = 1, False
    said = "".join(read)
    return said if said and (not others or len(said) >= ENOUGH > others) else None


def _number(word: str, known: Language) -> str | None:
    if word.isdecimal() and word.isascii():
        return word
    return known.digits.get(word, known.groups.get(word))


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
        elif joined and _adds(joined[-1], word, known):
            joined[-1] = str(int(known.groups[joined[-1]]) + int(known.groups[word]))
        else:
            joined.append(word)
    return joined


def _adds(hundreds: str, word: str, known: Language) -> bool:
    """ "Zweihundert vierunddreißig" is one number, as one word or as two."""
    whole = known.groups.get(hundreds, "")
    return len(whole) > 2 and whole.endswith("00") and len(known.groups.get(word, "")) == 2


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
