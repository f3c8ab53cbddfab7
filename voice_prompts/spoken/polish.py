"""Polish: "we wtorek, pierwszego grudnia, o ósmej trzydzieści". "O", "od" and "do" take the same form."""

from datetime import time

from num2words import num2words

from voice_prompts.spoken.rules import Rules, in_digits

_ONES = (*("pierwsz", "drugi", "trzeci", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt"),)
_TEENS = (
    *("jedenast", "dwunast", "trzynast", "czternast", "piętnast", "szesnast", "siedemnast", "osiemnast"),
    "dziewiętnast",
)
_HOURS = ("zerow", *_ONES, "dziesiąt", *_TEENS, "dwudziest", *(f"dwudziestej {one}" for one in _ONES[:3]))
_DAYS = (
    *_ONES,
    "dziesiąt",
    *_TEENS,
    "dwudziest",
    *(f"dwudziestego {one}" for one in _ONES),
    "trzydziest",
    "trzydziestego pierwsz",
)


def _clock(value: time) -> str:
    hour = f"{_HOURS[value.hour]}ej"
    if not value.minute:
        return hour
    said = str(num2words(value.minute, lang="pl"))
    if value.minute % 10 == 2 and value.minute != 12:
        said = said.removesuffix("dwa") + "dwie"
    return f"{hour} zero {said}" if value.minute < 10 else f"{hour} {said}"


POLISH = Rules(
    locale="pl",
    day="{weekday}, {ordinal} {month}",
    moment="{day}, o {clock}",
    written="{weekday}, {day} {month}, godz. {clock}",
    clock=_clock,
    at=_clock,
    written_clock=in_digits,
    minutes={"few": "{count} minuty", "other": "{count} minut"},
    one_minute="jedna minuta",
    over_an_hour="ponad godzinę",
    ordinals=tuple(f"{stem}ego" for stem in _DAYS),
    weekday_on=(
        *("w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę"),
    ),
)
