"""Steps of a menu: added, removed, renamed. Whether the menu then is sound, the check says."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, cast

import tomlkit
from tomlkit.items import Table

from booking.editing.names import key_of
from ivr.dialog import ACTIONS, HANDOFF_OUTCOMES
from ivr.dialog.read_steps import Kind
from ivr.editing.blocks import add_table, change_table, remove_table, rename_table
from ivr.editing.refused import EditRefused
from ivr.editing.ways import rename_target, who_leads_to

KINDS: tuple[Kind, ...] = ("say", "menu", "ask", "do", "handoff", "end")
NAME_AT_MOST = 40  # letters of a step's name, as of an option's
NOT_A_STEP = "defaults"


def steps_of(menu: str) -> Mapping[str, Mapping[str, Any]]:
    """The tables of the steps, as they are written, in the order of the file."""
    content = tomllib.loads(menu)
    return {name: step for name, step in content.items() if name != NOT_A_STEP and isinstance(step, dict)}


def kind_of(step: Mapping[str, Any]) -> Kind | None:
    """The kind of a step's table; None where it is of none."""
    return next((kind for kind in KINDS if kind in step), None)


def add_step(
    menu: str, title: str, kind: str, *, prefix: str, to: str = "", what: str = ""
) -> tuple[str, str]:
    """The menu with one more step, and the step's name, made from `title`. Raises EditRefused.

    What it says has a text of its own, `<prefix>.<name>`. `to` is where it leads at first, whatever happens;
    `what` the action that a `do` has done, or the skill that a `handoff` asks for. A question begins with no
    option, an `ask` by asking for a day: both are chosen on its page.
    """
    if kind not in KINDS:
        raise EditRefused("no_such_kind", kind)
    if not title.strip():
        raise EditRefused("name_missing")
    name = key_of(title, {*tomllib.loads(menu)}, NAME_AT_MOST)
    body = tomlkit.document()
    body[name] = table = tomlkit.table()
    for field, value in _fields(menu, kind, f"{prefix}.{name}", to, what).items():
        table[field] = value
    return add_table(menu, name, tomlkit.dumps(body)), name


def remove_step(menu: str, name: str, *, instead: str = "") -> str:
    """The menu without this step; what led to it leads to `instead`. Raises EditRefused.

    Where nothing is to take its place it is removed all the same, and the check names what leads nowhere.
    """
    if name not in steps_of(menu):
        raise EditRefused("gone", name)
    if instead and (instead == name or instead not in steps_of(menu)):
        raise EditRefused("no_such_step", instead)
    if instead and who_leads_to(menu, name):
        menu = rename_target(menu, name, instead)
    return remove_table(menu, (name,))


def rename_step(menu: str, old: str, title: str) -> tuple[str, str]:
    """The menu in which the step, and all that leads to it, has the name made from `title`; that name."""
    if old not in steps_of(menu):
        raise EditRefused("gone", old)
    if not title.strip():
        raise EditRefused("name_missing")
    new = key_of(title, {*tomllib.loads(menu)} - {old}, NAME_AT_MOST)
    return (menu, old) if new == old else (rename_table(rename_target(menu, old, new), old, new), new)


def say_prompts(menu: str, name: str, prompts: Sequence[str]) -> str:
    """The menu in which this step says these texts. A question and an end say one. Raises EditRefused."""
    kind = kind_of(steps_of(menu).get(name, {}))
    if kind not in {"say", "menu", "ask", "end"} or not prompts or (len(prompts) > 1 and kind != "say"):
        raise EditRefused("wrong_prompts", name)

    def change(table: Table) -> None:
        table[kind] = prompts[0] if len(prompts) == 1 else list(prompts)

    return change_table(menu, name, change)


def _fields(menu: str, kind: str, prompt: str, to: str, what: str) -> dict[str, Any]:
    match kind:
        case "say":
            return {"say": prompt, "next": to}
        case "menu" | "end":
            return {kind: prompt}
        case "ask":
            return {"ask": prompt, "reader": inline({"date": True}), "into": "day", "next": to}
        case "do":
            if what not in ACTIONS:
                raise EditRefused("no_such_action", what)
            return {"do": what, "on": inline(dict.fromkeys(ACTIONS[what].outcomes, to))}
        case _:
            return _like_other_handoffs(menu, what, to)


def _like_other_handoffs(menu: str, skill: str, to: str) -> dict[str, Any]:
    """A new hand-over hands on what the others do, and goes on like them."""
    model = next((step for step in steps_of(menu).values() if "handoff" in step), {})
    on = model.get("on")
    ends = cast("dict[str, str]", on) if isinstance(on, dict) else dict.fromkeys(HANDOFF_OUTCOMES, to)
    fields: dict[str, Any] = {"handoff": skill or model.get("handoff", "citizen")}
    if "carry" in model:
        fields["carry"] = list(model["carry"])
    return {**fields, "on": inline(ends)}


def inline(content: Mapping[str, Any]) -> Any:
    """The content as a table on one line."""
    table = tomlkit.inline_table()
    for name, value in content.items():
        table[name] = inline(value) if isinstance(value, dict) else value
    return table
