"""Reading what agents type: telephone numbers and days as they are written in Germany."""

from collections.abc import Container
from datetime import date, datetime

import phonenumbers
from flask import request

from booking import BERLIN, Offer
from routing.wrapping_up import WrapUp


class BadInput(Exception):
    """What was typed cannot be read; `code` names it for the table of wording."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def phone(text: str) -> str | None:
    """A number in E.164; None for an empty field. Without a country it is a German one. Raises `BadInput`."""
    if not text.strip():
        return None
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        raise BadInput("bad_phone") from None
    if not phonenumbers.is_valid_number(number):
        raise BadInput("bad_phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def day(text: str) -> date | None:
    """A day from a date field (ISO) or as written (1.12.2026); None for an empty field. Raises `BadInput`."""
    text = text.strip()
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=BERLIN).date()
        except ValueError:
            continue
    raise BadInput("bad_day")


def moment(text: str) -> datetime | None:
    """An aware time out of a hidden field; None when it is missing or was tampered with."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo is not None else None


def wrap_up(reasons: Container[str]) -> WrapUp:
    """What the wrap-up's form says; `reasons` are the line's codes. Raises `BadInput`."""
    form = request.form
    if form.get("settled_as") not in reasons:
        raise BadInput("no_reason")
    return WrapUp(
        reason=form["settled_as"],
        settled=form.get("settled") == "yes",
        follow_up=form.get("follow_up", "").strip(),
        due=day(form.get("due", "")),
    )


def offer() -> Offer:
    """The offer that was chosen, out of the hidden fields. Raises `BadInput` when one is missing."""
    start, end = moment(request.form.get("start", "")), moment(request.form.get("end", ""))
    desk = request.form.get("desk", type=int)
    if start is None or end is None or desk is None:
        raise BadInput("outside_hours")
    return Offer(request.form.get("office", ""), request.form.get("service", ""), desk, start, end)
