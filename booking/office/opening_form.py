"""The form of one opening: what it shows, and reading what was typed into it."""

from collections.abc import Sequence
from dataclasses import replace

from flask import request

from booking import editing
from booking.editing import Opening
from booking.office import days_typed, forms
from booking.office.days_typed import Days
from booking.recurrence import ONE_DAY
from booking.values import Use


def typed_openings(special: bool) -> Sequence[Opening]:
    """One opening, or with a break two of them. Raises what `forms` raises."""
    whole = typed_opening(special=special)
    if not forms.text("break_from") and not forms.text("break_until"):
        return [whole]
    morning = replace(whole, closes=forms.clock("break_from"))
    afternoon = replace(whole, opens=forms.clock("break_until"))
    return [morning, afternoon]


def typed_opening(*, special: bool, own_rule: str = "") -> Opening:
    opens, closes = forms.clock("opens"), forms.clock("closes")
    minutes = forms.figure("place_minutes")
    uses = {
        int(name.removeprefix("desk-")): Use(value)
        for name, value in request.form.items()
        if name.startswith("desk-") and name[5:].isdecimal() and value in set(Use)
    }
    if special:
        return editing.special_opening(forms.day("valid_from"), opens, closes, minutes, uses)
    weekdays = tuple(day for day in range(7) if str(day) in request.form.getlist("weekday"))
    rhythm = forms.text("rhythm")
    rule = own_rule if rhythm == days_typed.OWN else days_typed.rule_of(Days(weekdays, rhythm))
    first, last = forms.maybe_day("valid_from"), forms.maybe_day("valid_until")
    return Opening(rule, opens, closes, minutes, uses, first, last)


def shown(opening: Opening) -> dict[str, object]:
    """What the form holds: what was typed, after a refusal; else what is kept."""
    if request.method == "POST" and "opens" in request.form:
        return {
            **{name: request.form.get(name, "") for name in ("opens", "closes", "place_minutes", "rhythm")},
            **{name: request.form.get(name, "") for name in ("valid_from", "valid_until")},
            **{name: request.form.get(name, "") for name in ("break_from", "break_until")},
            "weekdays": [int(day) for day in request.form.getlist("weekday") if day.isdecimal()],
            "uses": {
                int(name[5:]): value
                for name, value in request.form.items()
                if name.startswith("desk-") and name[5:].isdecimal()
            },
            "rule": opening.rule,
        }
    days = days_typed.days_of(opening.rule) if opening.rule not in ("", ONE_DAY) else Days((), "1")
    return {
        "opens": f"{opening.opens:%H:%M}",
        "closes": f"{opening.closes:%H:%M}",
        "place_minutes": opening.place_minutes,
        "rhythm": days.rhythm,
        "weekdays": days.weekdays,
        "valid_from": opening.valid_from or "",
        "valid_until": opening.valid_until or "",
        "break_from": "",
        "break_until": "",
        "uses": opening.desks,
        "rule": opening.rule,
    }
