"""Reading what is typed into the pages. What cannot be read is refused with a code, as the book refuses."""

from datetime import date, datetime, time

import phonenumbers
from flask import request

from booking.editing.errors import EditRefused
from booking.values import BERLIN


class BadDay(EditRefused):
    """A day is missing, or is none."""

    code = "bad_day"


class BadTime(EditRefused):
    """A time of day is missing, or is none."""

    code = "bad_time"


class BadFigure(EditRefused):
    """A number is missing, or is none."""

    code = "bad_figure"


class BadPhone(EditRefused):
    """What was typed is no telephone number."""

    code = "bad_phone"


def seen() -> int:
    """The version that the page showed, of rules or appointment; what is no version is never the newest."""
    return request.form.get("seen", default=-1, type=int)


def text(name: str) -> str:
    return request.form.get(name, "").strip()


def lines(name: str) -> tuple[str, ...]:
    """Each line that is not empty."""
    return tuple(" ".join(line.split()) for line in text(name).splitlines() if line.strip())


def day(name: str) -> date:
    """From a date field (ISO) or as written (1.12.2026). Raises BadDay."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text(name), form).replace(tzinfo=BERLIN).date()
        except ValueError:
            continue
    raise BadDay(name)


def maybe_day(name: str) -> date | None:
    """None for an empty field. Raises BadDay."""
    return day(name) if text(name) else None


def clock(name: str) -> time:
    """A local time of day: 08:30, 8.30, 8. Raises BadTime."""
    typed = text(name).replace(".", ":")
    try:
        hours, _, minutes = typed.partition(":")
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise BadTime(name) from None


def figure(name: str) -> int:
    """A whole number. Raises BadFigure."""
    try:
        return int(text(name))
    except ValueError:
        raise BadFigure(name) from None


def phone(name: str) -> str | None:
    """In E.164; None for an empty field. Without a country it is a German one. Raises BadPhone."""
    if not text(name):
        return None
    try:
        number = phonenumbers.parse(text(name), "DE")
    except phonenumbers.NumberParseException:
        raise BadPhone(name) from None
    if not phonenumbers.is_valid_number(number):
        raise BadPhone(name)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
