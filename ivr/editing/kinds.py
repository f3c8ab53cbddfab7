"""What is particular to some kinds of step: how an answer is read, what is done, who is asked for."""

from collections.abc import Mapping
from typing import Any, cast

import tomlkit
from tomlkit.items import Table

from ivr.dialog import ACTIONS
from ivr.dialog.read_answers import READERS
from ivr.dialog.vocabulary import NOTHING
from ivr.editing.blocks import change_table
from ivr.editing.refused import EditRefused
from ivr.editing.steps import inline, steps_of

SENTENCES = tuple(name for name, spec in ACTIONS.items() if "said" in spec.needs)
"""The actions that make sense of a whole sentence."""

ANSWERS = tuple(sorted({name for spec in ACTIONS.values() for name in (*spec.needs, *spec.may_use)}))
"""The values that an answer can become: what some action asks for."""


def lists_made(menu: str) -> list[str]:
    """The lists that questions of this menu choose from, and those that its actions could make."""
    asked = [
        step["reader"].get("one_of")
        for step in steps_of(menu).values()
        if isinstance(step.get("reader"), dict)
    ]
    return sorted({name for name in asked if isinstance(name, str)})


def set_reader(menu: str, step: str, reader: Mapping[str, Any], into: str) -> str:
    """The menu in which the answer is understood so, and becomes the value `into`. Raises EditRefused."""
    kinds = [kind for kind in READERS if kind in reader]
    if len(kinds) != 1 or not all(reader.values()):
        raise EditRefused("no_such_reader", ", ".join(map(str, reader)))
    if into not in ANSWERS:
        raise EditRefused("no_such_value", into)
    before = _step(menu, step, "ask").get("reader")
    kept = dict(before) if isinstance(before, dict) and kinds[0] in before else {}
    wanted = {name: value for name, value in kept.items() if name == "keys"} | dict(reader)

    def change(table: Table) -> None:
        if table.get("reader") != wanted:
            table["reader"] = inline(wanted)
        table["into"] = into
        if kinds[0] != "one_of":
            table.pop("label_into", None)

    return change_table(menu, step, change)


def set_action(menu: str, step: str, action: str, to: str) -> str:
    """The menu in which this is done; outcomes that are new lead to `to`. Raises EditRefused."""
    if action not in ACTIONS:
        raise EditRefused("no_such_action", action)
    _step(menu, step, "do")

    def change(table: Table) -> None:
        table["do"] = action
        _fit_outcomes(table, list(ACTIONS[action].outcomes), to)

    return change_table(menu, step, change)


def set_own_words(menu: str, step: str, action: str, to: str) -> str:
    """The menu in which a whole sentence is understood at this question by `action`; empty: by none.

    It leads on as it does where it is understood already in this menu, and to `to` for the rest.
    """
    _step(menu, step, "menu", "ask")
    if action and action not in SENTENCES:
        raise EditRefused("no_such_action", action)
    model = _own_words_like(menu, action)

    def change(table: Table) -> None:
        before = table.get("own_words")
        if isinstance(before, dict) and before.get("do") == action:
            return
        table.pop("own_words", None)
        if action:
            own_words = tomlkit.table()
            own_words["do"] = action
            if "hints" in model:
                own_words["hints"] = list(model["hints"])
            on = {name: to for name in ACTIONS[action].outcomes if name != NOTHING}
            own_words["on"] = inline({**on, **dict(model.get("on", {}))})
            table["own_words"] = own_words

    return change_table(menu, step, change)


def set_skill(menu: str, step: str, skill: str) -> str:
    """The menu in which agents with this skill are asked for. Raises EditRefused."""
    if not skill:
        raise EditRefused("no_such_skill", skill)
    _step(menu, step, "handoff")

    def change(table: Table) -> None:
        table["handoff"] = skill

    return change_table(menu, step, change)


def _own_words_like(menu: str, action: str) -> Mapping[str, Any]:
    found = (step.get("own_words") for step in steps_of(menu).values())
    return next((each for each in found if isinstance(each, dict) and each.get("do") == action), {})


def _fit_outcomes(table: Table, outcomes: list[str], to: str) -> None:
    on = table.get("on")
    before: dict[str, Any] = cast("Table", on).unwrap() if isinstance(on, dict) else {}
    if before.keys() == set(outcomes):
        return
    # Written anew: one after the other, outcomes that stand apart in the table cannot be taken out.
    table.pop("on", None)
    kept = {name: way for name, way in before.items() if name in outcomes}
    table["on"] = inline(kept | {name: to for name in outcomes if name not in kept})


def _step(menu: str, step: str, *kinds: str) -> Mapping[str, Any]:
    table = steps_of(menu).get(step)
    if table is None:
        raise EditRefused("gone", step)
    if not any(kind in table for kind in kinds):
        raise EditRefused("wrong_kind", step)
    return table
