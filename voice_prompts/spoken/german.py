"""German, and German in plain words: there the same, but said more slowly."""

from datetime import time

from voice_prompts.spoken.rules import Rules, in_digits


def _clock(value: time) -> str:
    return f"{value.hour} Uhr {value.minute}" if value.minute else f"{value.hour} Uhr"


GERMAN = Rules(
    locale="de",
    day="{weekday}, den {day}. {month}",
    moment="{day}, um {clock}",
    written="{weekday}, {day}.{number}., {clock}",
    clock=_clock,
    at=_clock,
    written_clock=lambda value: f"{in_digits(value)} Uhr",
    minutes={"other": "{count} Minuten"},
    one_minute="eine Minute",
    over_an_hour="mehr als eine Stunde",
)
