"""Where a step leads: the places in its table that name another step, and changing one of them.

A place is the way to it below the step: ("next",), ("on", "offered"), ("options", "new", "to"); where a value
decides, one deeper: ("next", "hours") or ("next", "else").
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

import tomlkit
from tomlkit.items import Table

from ivr.editing.blocks import change_table
from ivr.editing.refused import EditRefused

Place = tuple[str, ...]

LEADING = ("start", "agent", "give_up", "fault")  # what the defaults of a menu lead to


class Lead(NamedTuple):
    """One place that names a step. `by` is the value that decides about it, where one does."""

    at: Place
    target: str
    by: str | None = None


def leads_of(step: Mapping[str, Any]) -> Iterator[Lead]:
    """The places of a step's table that name a step, in the order of the page."""
    for field in ("next", "silence"):
        yield from _at(step.get(field), (field,))
    yield from _each(step.get("on"), ("on",))
    own_words = step.get("own_words")
    if isinstance(own_words, Mapping):
        yield from _each(own_words.get("on"), ("own_words", "on"))
    options = step.get("options")
    for name, option in options.items() if isinstance(options, Mapping) else ():
        if isinstance(option, Mapping):
            yield from _at(option.get("to"), ("options", name, "to"))


def who_leads_to(menu: str, target: str) -> list[str]:
    """The steps that name this one, "defaults" among them, in the order of the file."""
    content = tomllib.loads(menu)
    return [
        name
        for name, step in content.items()
        if isinstance(step, dict) and name != target
        if any(lead.target == target for lead in leads_of(step))
        or (name == "defaults" and target in {step.get(field) for field in LEADING})
    ]


def lead(menu: str, step: str, at: Place, to: str) -> str:
    """The menu in which the place `at` of the step leads to `to`. Raises EditRefused.

    That there is such a step, the check sees: a draft may name one that is yet to be added.
    """
    if not to:
        raise EditRefused("target_missing", ".".join(at))

    def change(table: Table) -> None:
        _put(table, at, to)

    return change_table(menu, step, change)


def put(menu: str, step: str, at: Place, content: str | Mapping[str, str]) -> str:
    """The menu in which the place holds a target, or one for each case of a value. Raises EditRefused."""

    def change(table: Table) -> None:
        written = content
        if isinstance(content, Mapping):
            written = tomlkit.inline_table()
            written.update(dict(content))
        _table_around(table, at)[at[-1]] = written

    return change_table(menu, step, change)


def lead_nowhere(menu: str, step: str, at: Place) -> str:
    """The menu in which this place is left out: what then holds is what the engine does by itself."""

    def change(table: Table) -> None:
        node = _table_around(table, at)
        node.pop(at[-1], None)

    return change_table(menu, step, change)


def lead_from_anywhere(menu: str, field: str, to: str) -> str:
    """The menu whose `start`, `agent`, `give_up` or `fault` is the step `to`. Raises EditRefused."""
    if field not in LEADING:
        raise EditRefused("no_such_place", field)

    def change(table: Table) -> None:
        table[field] = to

    return change_table(menu, "defaults", change)


def rename_target(menu: str, old: str, new: str) -> str:
    """The menu in which everything that leads to `old` leads to `new`."""
    for name, step in tomllib.loads(menu).items():
        if not isinstance(step, dict):
            continue
        if name == "defaults":
            for field in (field for field in LEADING if step.get(field) == old):
                menu = lead_from_anywhere(menu, field, new)
        for each in [each for each in leads_of(step) if each.target == old]:
            menu = lead(menu, name, each.at, new)
    return menu


def _at(value: object, at: Place) -> Iterator[Lead]:
    if isinstance(value, str):
        yield Lead(at, value)
    elif isinstance(value, Mapping):
        by = str(value.get("by", ""))
        yield from (
            Lead((*at, case), target, by)
            for case, target in value.items()
            if case != "by" and isinstance(target, str)
        )


def _each(outcomes: object, at: Place) -> Iterator[Lead]:
    for outcome, value in outcomes.items() if isinstance(outcomes, Mapping) else ():
        yield from _at(value, (*at, outcome))


def _put(table: Table, at: Place, to: str) -> None:
    if at[-1] == "by":  # a value's name, and no step
        raise EditRefused("no_such_place", ".".join(at))
    _table_around(table, at)[at[-1]] = to


def _table_around(table: Table, at: Place) -> Table:
    """The table that holds the last part of a place. Raises EditRefused for what is no place."""
    if not at or at[0] not in {"next", "silence", "on", "own_words", "options"}:
        raise EditRefused("no_such_place", ".".join(at))
    node = table
    for part in at[:-1]:
        if part == "on" and part not in node:
            node["on"] = tomlkit.inline_table()
        below = node.get(part)
        if not isinstance(below, dict):
            raise EditRefused("gone", ".".join(at))
        node = cast("Table", below)
    return node
