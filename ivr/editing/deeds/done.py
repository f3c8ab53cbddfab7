"""What a deed gets and what it gives."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import NamedTuple, TypeAlias

from werkzeug.datastructures import MultiDict

from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused

Form: TypeAlias = MultiDict[str, str]
"""The fields of a form, as it was sent."""


class Done(NamedTuple):
    """The draft after a deed, and the step whose page is to be shown next; empty: the list of steps."""

    draft: Opened
    step: str = ""


Deed: TypeAlias = Callable[[Opened, str, Form], Done]


def text(form: Form, name: str) -> str:
    return form.get(name, "").strip()


def lines(form: Form, name: str) -> list[str]:
    """Each line that is not empty."""
    return [" ".join(line.split()) for line in form.get(name, "").splitlines() if line.strip()]


def number(form: Form, name: str, least: int, most: int) -> int:
    """A whole number. Raises EditRefused, also where it is out of its bounds."""
    typed = text(form, name)
    if not typed.isascii() or not typed.isdecimal() or not least <= int(typed[:9]) <= most:
        raise EditRefused("bad_number", f"{typed} ({least} – {most})")
    return int(typed)


def clock(form: Form, name: str) -> time | None:
    """A local time of day, 08:30; None where nothing was typed. Raises EditRefused."""
    typed = text(form, name)
    try:
        return time.fromisoformat(typed).replace(tzinfo=None) if typed else None
    except ValueError:
        raise EditRefused("bad_time", typed) from None


def day(form: Form, name: str) -> date | None:
    """A day, 2026-12-24; None where nothing was typed. Raises EditRefused."""
    return read_day(typed) if (typed := text(form, name)) else None


def read_day(typed: str) -> date:
    """From a date field (ISO), or as written: 24.12.2026. Raises EditRefused."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(typed, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise EditRefused("bad_day", typed)


def weekdays(form: Form, name: str) -> list[int]:
    """Those that are ticked, 1 for Monday. Raises EditRefused."""
    ticked = form.getlist(name)
    if not set(ticked) <= set("1234567"):
        raise EditRefused("bad_day", ", ".join(ticked))
    return sorted({int(each) for each in ticked})
