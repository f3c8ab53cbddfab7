"""Where a step leads, and what it does to the values of the call."""

from collections.abc import Mapping

from ivr.dialog.steps import Changes, Copied, Goto
from ivr.dialog.tables import Table
from ivr.dialog.values import JSON


def read_goto(table: Table, field: str) -> Goto:
    """`next = "step"`, or by a value: `next = { by = "errand", move = "…", else = "…" }`."""
    if not isinstance(table.content.get(field), dict):
        return Goto(table.text(field))
    cases = table.table(field)
    by, otherwise = cases.text("by"), cases.text("else")
    named = {case: cases.text(case) for case in cases.content if case not in {"by", "else"}}
    return Goto(otherwise, by, named)


def read_gotos(table: Table, field: str) -> Mapping[str, Goto]:
    """`on = { outcome = "step", … }`."""
    outcomes = table.table(field)
    return {outcome: read_goto(outcomes, outcome) for outcome in outcomes.content}


def read_changes(table: Table) -> Changes:
    """`set = { errand = "book", page = { from = "next_page" } }` and `forget = ["day"]`."""
    sets = table.table("set")
    return Changes({name: _value(sets, name) for name in sets.content}, table.texts("forget"))


def _value(sets: Table, name: str) -> JSON | Copied:
    value: JSON = sets.content[name]
    if not isinstance(value, dict):
        if not isinstance(value, str | int | float | list):
            sets.fault("wrong_type", name, f"{name} must be a text, a number, true, false or a list")
        return value
    copied = sets.table(name)
    source = Copied(copied.text("from"))
    copied.done()
    return source
