"""Deeds about what a call remembers: what a step or an option sets and forgets, and what depends on it."""

from collections.abc import Iterator, Mapping

from ivr.dialog import JSON
from ivr.editing.deeds.done import Deed, Done, Form, text
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.editing.values import CASE_AT_MOST, NUMBERS, ROWS_AT_MOST, add_case, remove_case, set_values

HOW = ("text", "yes", "no", "from")


def change_values(draft: Opened, step: str, form: Form) -> Done:
    """Fields `option` (empty: the step itself), rows from 0 on and `forget`.

    A row: `name-0`, what becomes of it (`how-0`, one of HOW), `to-0` a text, `from-0` another value.
    """
    sets = dict(_rows(form))
    return Done(
        draft.with_menu(set_values(draft.menu, step, text(form, "option"), sets, form.getlist("forget"))),
        step,
    )


def depend_on_value(draft: Opened, step: str, form: Form) -> Done:
    """Fields `at` (a place, its parts with dots between), `by`, `case`, `to`."""
    at = tuple(text(form, "at").split("."))
    by, case, to = (text(form, field) for field in ("by", "case", "to"))
    return Done(draft.with_menu(add_case(draft.menu, step, at, by, case, to)), step)


def no_more_depend(draft: Opened, step: str, form: Form) -> Done:
    """Field `at`: the place of the case."""
    return Done(draft.with_menu(remove_case(draft.menu, step, tuple(text(form, "at").split(".")))), step)


def _rows(form: Form) -> Iterator[tuple[str, JSON]]:
    for row in range(ROWS_AT_MOST):
        if name := text(form, f"name-{row}"):
            yield name, _value(form, name, row)


def _value(form: Form, name: str, row: int) -> JSON:
    how, typed, source = (text(form, f"{field}-{row}") for field in ("how", "to", "from"))
    if how in ("yes", "no"):
        return how == "yes"
    if how == "from" and source:
        return {"from": source}
    if how != "text" or not typed or len(typed) > CASE_AT_MOST:
        raise EditRefused("value_missing", name)
    return int(typed) if name in NUMBERS and typed.isascii() and typed.isdecimal() else typed


VALUE_DEEDS: Mapping[str, Deed] = {
    "values": change_values,
    "case-add": depend_on_value,
    "case-remove": no_more_depend,
}
