"""English."""

from datetime import time

from voice_prompts.spoken.rules import Rules

NOON = time(12, 0)


def _clock(value: time) -> str:
    """The forenoon goes without "am", as offices are not open at night; twelve is neither am nor pm."""
    if value == NOON:
        return "12 noon"
    hour = value.hour if value.hour <= 12 else value.hour - 12
    return f"{hour}:{value.minute:02}" + (" pm" if value.hour >= 12 else "")


ENGLISH = Rules(
    locale="en",
    day="{weekday}, {day} {month}",
    moment="{day}, at {clock}",
    written="{weekday} {day} {month}, {clock}",
    clock=_clock,
    at=_clock,
    written_clock=_clock,
    minutes={"other": "{count} minutes"},
    one_minute="one minute",
    over_an_hour="more than an hour",
    decimal_sign=".",
)
