"""How long it takes to listen to what is said: an estimate in seconds, from the text alone.

A voice at its usual speed says about 155 English or 130 German words a minute; how many letters that are
depends on the language's words, and on what its script leaves out. Numbers are longer to say than to
write, and what is spelled digit by digit is said slowly. Good to about a tenth, which is enough to
compare texts and to hold limits.
"""

import re
from collections.abc import Iterable, Mapping

from voice_prompts.spelled import parts

# Letters and spaces a second between two pauses.
LETTERS_A_SECOND: Mapping[str, float] = {
    "de": 15.5,
    "de_leicht": 15.5,  # spoken slower: that is in the voice's rate
    "en": 15.5,
    "tr": 14.5,
    "ar": 10.5,  # short vowels are said, and not written
    "ru": 14.0,
    "uk": 14.0,
    "pl": 15.0,
}
USUAL = 14.0  # of a language that is not known
AFTER_A_SENTENCE_S, AFTER_A_COMMA_S = 0.4, 0.2
A_SPELLED_DIGIT_S = 0.45
NUMBER_LETTERS = (4, 10, 16, 22)  # in words, of a number of one, two, three, four digits; of more: as spelled

_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?؟…](?=\s|$)")
_COMMA = re.compile(r"[,;:،](?=\s|$)")


def seconds(text: str, language: str, rate: int = 100) -> float:
    """How long a voice takes to say `text`; `rate` is its speed in percent of the usual one."""
    told = list(parts(text))
    digits = sum(len("".join(part.groups)) for part in told)
    plain = "".join(part.text for part in told if not part.groups)
    letters = len(_NUMBER.sub("", plain)) + sum(map(_letters_of_number, _NUMBER.findall(plain)))
    pauses = AFTER_A_SENTENCE_S * len(_SENTENCE_END.findall(text)) + AFTER_A_COMMA_S * len(
        _COMMA.findall(text)
    )
    said = letters / LETTERS_A_SECOND.get(language, USUAL) + digits * A_SPELLED_DIGIT_S
    return (said + pauses) * 100 / rate


def seconds_of_all(said: Iterable[str], language: str, rate: int = 100) -> float:
    """How long one listens to several texts, said one after the other."""
    return sum(seconds(text, language, rate) for text in said)


def _letters_of_number(digits: str) -> int:
    if len(digits) <= len(NUMBER_LETTERS):
        return NUMBER_LETTERS[len(digits) - 1]
    return round(len(digits) * A_SPELLED_DIGIT_S * USUAL)
