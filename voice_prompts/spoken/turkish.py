"""Turkish. Times are in words: a voice would read the full stop of "8.30" aloud, or its suffix wrongly."""

from datetime import time

from voice_prompts.spoken.rules import Rules

_ONES = ("sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TENS = ("", "on", "yirmi", "otuz", "kırk", "elli")
# "At", as it is said after the last word of a time: vowels and consonants go with those before them.
_AT = {
    **dict.fromkeys(("sıfır", "altı", "dokuz", "on", "otuz"), "da"),
    **dict.fromkeys(("bir", "iki", "yedi", "sekiz", "yirmi", "elli"), "de"),
    **dict.fromkeys(("üç", "dört", "beş"), "te"),
    "kırk": "ta",
}


def _number(value: int) -> str:
    tens, ones = divmod(value, 10)
    return " ".join(filter(None, (_TENS[tens], _ONES[ones] if ones or not tens else "")))


def _clock(value: time) -> str:
    if not value.minute:
        return _number(value.hour)
    naught = "sıfır " if value.minute < 10 else ""
    return f"{_number(value.hour)} {naught}{_number(value.minute)}"


def _at(value: time) -> str:
    said = _clock(value)
    return said + _AT[said.split()[-1]]


TURKISH = Rules(
    locale="tr",
    day="{day} {month} {weekday} günü",
    moment="{day}, saat {clock}",
    written="{day} {month} {weekday}, saat {clock}",
    clock=_clock,
    at=_at,
    written_clock=lambda value: f"{value.hour}.{value.minute:02}",
    minutes={"other": "{count} dakika"},
    one_minute="bir dakika",
    over_an_hour="bir saatten fazla",
)
