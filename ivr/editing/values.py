"""What a call remembers: values that a step or an option sets or forgets, and ways that depend on one."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, cast

from tomlkit.items import Table

from ivr.dialog import ACTIONS, JSON
from ivr.editing.blocks import change_table
from ivr.editing.options import options_of
from ivr.editing.refused import EditRefused
from ivr.editing.steps import inline, steps_of
from ivr.editing.ways import Place, leads_of, put

BY, ELSE = "by", "else"
CASE_AT_MOST = 40  # letters
ROWS_AT_MOST = 12
_CASE = re.compile(r"[\w -]+")  # no dot: it is a part of a place
NUMBERS = ("page", "next_page", "persons")
"""Values that are counted with; all others that are typed are texts."""


def names_of_values(menu: str) -> list[str]:
    """Every value that a call of this menu may have: what actions take and give, and what its steps set."""
    return sorted({*_of_actions(), *_of_steps(menu)})


def words_of_values(menu: str) -> dict[str, list[str]]:
    """What the values of this menu are set to, or compared with, wherever that is a text."""
    found: dict[str, set[str]] = {}
    for table in _tables(menu):
        for name, value in _table_in(table, "set").items():
            if isinstance(value, str):
                found.setdefault(name, set()).add(value)
    for step in steps_of(menu).values():
        for lead in leads_of(step):
            if lead.by is not None and lead.at[-1] != ELSE:
                found.setdefault(lead.by, set()).add(lead.at[-1])
    return {name: sorted(words) for name, words in found.items()}


def set_values(menu: str, step: str, option: str, sets: Mapping[str, JSON], forgets: Sequence[str]) -> str:
    """The menu in which this step, or its option, changes these values and no others. Raises EditRefused.

    `{"from": name}` copies the value `name`.
    """
    known = names_of_values(menu)
    copied = [str(value["from"]) for value in sets.values() if isinstance(value, dict)]
    for name in (*sets, *forgets, *copied):
        if name not in known:
            raise EditRefused("no_such_value", name)
    if both := sorted(set(sets) & set(forgets)):
        raise EditRefused("set_and_forgotten", both[0])

    def change(table: Table) -> None:
        changed = _option_in(table, step, option) if option else table
        _put(changed, "set", inline(sets) if sets else None, dict(sets))
        _put(changed, "forget", list(forgets) or None, list(forgets))

    return change_table(menu, step, change)


def add_case(menu: str, step: str, at: Place, by: str, case: str, to: str) -> str:
    """The menu in which the way at the place `at` leads to `to` where the value `by` is `case`.

    A way that depended on nothing leads to where it led in all other cases. Raises EditRefused.
    """
    lead = next((each for each in leads_of(_step(menu, step)) if each.at in (at, (*at, ELSE))), None)
    if lead is None:
        raise EditRefused("gone", ".".join(at))
    if lead.by not in (None, by):
        raise EditRefused("depends_on_other", lead.by or "")
    if by not in names_of_values(menu):
        raise EditRefused("no_such_value", by)
    if not _CASE.fullmatch(case) or len(case) > CASE_AT_MOST or case in (BY, ELSE):
        raise EditRefused("no_such_case", case)
    if not to:
        raise EditRefused("target_missing", ".".join(at))
    if lead.by is not None:
        return put(menu, step, (*at, case), to)
    return put(menu, step, at, {BY: by, case: to, ELSE: lead.target})


def remove_case(menu: str, step: str, at: Place) -> str:
    """The menu without this case; a way without any depends on nothing again. Raises EditRefused."""
    leads = {each.at: each for each in leads_of(_step(menu, step))}
    by = leads[at].by if at in leads else None
    if by is None or at[-1] == ELSE:
        raise EditRefused("gone", ".".join(at))
    around = at[:-1]
    left = {each.at[-1]: each.target for each in leads.values() if each.at[:-1] == around and each.at != at}
    if set(left) <= {ELSE}:
        return put(menu, step, around, left.get(ELSE, ""))
    return put(menu, step, around, {BY: by, **left})


def _of_actions() -> Iterator[str]:
    for spec in ACTIONS.values():
        yield from spec.needs
        yield from spec.may_use
        for given in spec.outcomes.values():
            yield from given


def _of_steps(menu: str) -> Iterator[str]:
    yield "reason"
    for table in _tables(menu):
        yield from _table_in(table, "set")
        yield from (str(table[field]) for field in ("into", "label_into", "when") if field in table)
        forgotten = table.get("forget")
        yield from (str(each) for each in forgotten) if isinstance(forgotten, list) else ()


def _tables(menu: str) -> Iterator[Mapping[str, Any]]:
    for step in steps_of(menu).values():
        yield step
        yield from options_of(step).values()


def _table_in(table: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    found = table.get(field)
    return found if isinstance(found, Mapping) else {}


def _step(menu: str, step: str) -> Mapping[str, Any]:
    try:
        return steps_of(menu)[step]
    except KeyError:
        raise EditRefused("gone", step) from None


def _option_in(table: Table, step: str, option: str) -> Table:
    options = table.get("options")
    if not isinstance(options, dict) or option not in options:
        raise EditRefused("gone", f"{step}.{option}")
    return cast("Table", options[option])


def _put(table: Table, field: str, written: Any, plain: Collection[Any]) -> None:
    """What stays as it was keeps its lines and remarks."""
    if not plain:
        table.pop(field, None)
    elif table.get(field) != plain:
        table[field] = written
