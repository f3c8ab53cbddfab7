"""The options of a question: added, removed, put in order, changed."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import tomlkit
from tomlkit.items import Table

from booking.editing.names import key_of
from ivr.editing.blocks import change_table, order_tables, remove_table
from ivr.editing.refused import EditRefused
from ivr.editing.steps import NAME_AT_MOST, kind_of, steps_of

FREE_KEYS = "123456789"


def options_of(step: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a step's options, in their order."""
    options = step.get("options")
    listed = options.items() if isinstance(options, Mapping) else ()
    return {name: option for name, option in listed if isinstance(option, Mapping)}


def add_option(
    menu: str, step: str, title: str, *, key: str = "", to: str = "", sets: Mapping[str, Any] | None = None
) -> tuple[str, str]:
    """The menu with one more option at the end of this question's, and the option's name. Raises EditRefused.

    Without `key` it can only be said; `sets` are values of the call that it changes.
    """
    known = options_of(_question(menu, step))
    if not title.strip():
        raise EditRefused("name_missing")
    name = key_of(title, {*known}, NAME_AT_MOST)
    option = tomlkit.table()
    if key:
        option["key"] = key
    if sets:
        inline = tomlkit.inline_table()
        inline.update(dict(sets))
        option["set"] = inline
    if to:
        option["to"] = to

    def change(table: Table) -> None:
        if "options" not in table:
            table["options"] = tomlkit.table(is_super_table=True)
        cast("Table", table["options"])[name] = option

    return change_table(menu, step, change), name


def remove_option(menu: str, step: str, option: str) -> str:
    """The menu without this option. Raises EditRefused."""
    _option(menu, step, option)
    return remove_table(menu, (step, "options", option))


def order_options(menu: str, step: str, names: Sequence[str]) -> str:
    """The menu in which the options come in this order. Raises EditRefused where it is not each once."""
    if sorted(names) != sorted(options_of(_question(menu, step))):
        raise EditRefused("not_each_once", ", ".join(names))
    return order_tables(menu, [(step, "options", name) for name in names]) if names else menu


def move_option(menu: str, step: str, option: str, by: int) -> str:
    """The menu in which this option comes `by` places later; at either end it stays. Raises EditRefused."""
    _option(menu, step, option)
    names = [*options_of(steps_of(menu)[step])]
    at = names.index(option)
    names.insert(min(max(at + by, 0), len(names) - 1), names.pop(at))
    return order_options(menu, step, names)


def set_option(menu: str, step: str, option: str, field: str, value: object) -> str:
    """The menu in which one field of the option has this value; None or nothing leaves it out.

    Raises EditRefused.
    """
    _option(menu, step, option)

    def change(table: Table) -> None:
        chosen = cast("Table", cast("Table", table["options"])[option])
        if value in (None, "", [], {}):
            chosen.pop(field, None)
        else:
            chosen[field] = _written(value)

    return change_table(menu, step, change)


def _written(value: object) -> Any:
    if not isinstance(value, Mapping):
        return value
    table = tomlkit.inline_table()
    table.update(dict(value))
    return table


def free_key(step: Mapping[str, Any]) -> str:
    """The first key from 1 on that no option has; empty where all are taken."""
    taken = {str(option.get("key", "")) for option in options_of(step).values()}
    return next((key for key in FREE_KEYS if key not in taken), "")


def _question(menu: str, step: str) -> Mapping[str, Any]:
    table = steps_of(menu).get(step)
    if table is None:
        raise EditRefused("gone", step)
    if kind_of(table) not in {"menu", "ask"}:
        raise EditRefused("no_question", step)
    return table


def _option(menu: str, step: str, option: str) -> Mapping[str, Any]:
    try:
        return options_of(_question(menu, step))[option]
    except KeyError:
        raise EditRefused("gone", f"{step}.{option}") from None
