"""Edits of a menu's text: what they change, and that everything else stays as it is."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.editing import kinds, options, steps, ways
from ivr.editing.blocks import change_table
from ivr.editing.refused import EditRefused
from tests.dialog.conftest import MENUS

TERMINE = (MENUS / "termine.toml").read_text(encoding="utf-8")
ZENTRALE = (MENUS / "zentrale.toml").read_text(encoding="utf-8")
MENU = """\
# A small menu.

[defaults]
start = "hello"
agent = "agent"
give_up = "agent"
fault = "agent"

# ------------------------------------------------ the beginning

# Who calls hears this first.
[hello]
say = "hello"   # short
next = { by = "errand", code = "code", else = "main" }

[main]
menu = "main"
forget = [
    "kind",   # of the office
    "service",
]

[main.options.code]
key = "1"
set = { errand = "code" }
to = "code"

# The last one.
[main.options.bye]
key = "2"
to = "bye"

# ------------------------------------------------ what comes then

[code]
ask = "code"
reader = { digits = 7 }
into = "code"
next = "bye"

[agent]
handoff = "citizen"
on.call_back = "bye"
on.closed = "hello"

[bye]
end = "goodbye"
"""


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


EDITS: list[tuple[str, Callable[[str], str], list[str], list[str]]] = [
    # what it is, the edit, the lines that go, the lines that come
    (
        "another target",
        lambda menu: ways.lead(menu, "code", ("next",), "main"),
        ['next = "bye"'],
        ['next = "main"'],
    ),
    (
        "another target where a value decides",
        lambda menu: ways.lead(menu, "hello", ("next", "else"), "code"),
        ['next = { by = "errand", code = "code", else = "main" }'],
        ['next = { by = "errand", code = "code", else = "code" }'],
    ),
    (
        "silence leads on at once",
        lambda menu: ways.lead(menu, "main", ("silence",), "agent"),
        [],
        ['silence = "agent"'],
    ),
    (
        "an outcome in dotted keys",
        lambda menu: ways.lead(menu, "agent", ("on", "failed"), "bye"),
        [],
        ['on.failed = "bye"'],
    ),
    (
        "another key",
        lambda menu: options.set_option(menu, "main", "bye", "key", "3"),
        ['key = "2"'],
        ['key = "3"'],
    ),
    (
        "an option for some hours",
        lambda menu: options.set_option(menu, "main", "bye", "offered", {"from": "08:00", "days": [1]}),
        [],
        ['offered = {from = "08:00", days = [1]}'],
    ),
    (
        "an option is taken out",
        lambda menu: options.remove_option(menu, "main", "code"),
        ["[main.options.code]", 'key = "1"', 'set = { errand = "code" }', 'to = "code"'],
        [],
    ),
    (
        "an option more",
        lambda menu: options.add_option(menu, "main", "Öffnungszeiten", key="3", to="hello")[0],
        [],
        ["[main.options.oeffnungszeiten]", 'key = "3"', 'to = "hello"'],
    ),
    (
        "a question's other text",
        lambda menu: steps.say_prompts(menu, "code", ["other"]),
        ['ask = "code"'],
        ['ask = "other"'],
    ),
    (
        "two texts after each other",
        lambda menu: steps.say_prompts(menu, "hello", ["hello", "news"]),
        ['say = "hello"   # short'],
        ['say = ["hello", "news"]   # short'],
    ),
    (
        "a step is taken out, and its place taken",
        lambda menu: steps.remove_step(menu, "code", instead="main"),
        [
            'next = { by = "errand", code = "code", else = "main" }',
            'to = "code"',
            "[code]",
            'ask = "code"',
            "reader = { digits = 7 }",
            'into = "code"',
            'next = "bye"',
        ],
        ['next = { by = "errand", code = "main", else = "main" }', 'to = "main"'],
    ),
    (
        "a step with its remark is taken out",
        lambda menu: steps.remove_step(menu, "hello"),
        [
            "# Who calls hears this first.",
            "[hello]",
            'say = "hello"   # short',
            'next = { by = "errand", code = "code", else = "main" }',
        ],
        [],
    ),
    (
        "another name",
        lambda menu: steps.rename_step(menu, "main", "Haupt Menü")[0],
        [
            'next = { by = "errand", code = "code", else = "main" }',
            "[main]",
            "[main.options.code]",
            "[main.options.bye]",
        ],
        [
            'next = { by = "errand", code = "code", else = "haupt_menue" }',
            "[haupt_menue]",
            "[haupt_menue.options.code]",
            "[haupt_menue.options.bye]",
        ],
    ),
    (
        "where everything begins",
        lambda menu: ways.lead_from_anywhere(menu, "start", "main"),
        ['start = "hello"'],
        ['start = "main"'],
    ),
]


@pytest.mark.parametrize(("edit", "gone", "came"), [each[1:] for each in EDITS], ids=[e[0] for e in EDITS])
def test_an_edit_changes_its_lines_and_no_other(
    edit: Callable[[str], str], gone: list[str], came: list[str]
) -> None:
    """Remarks, rulers, order and spelling of everything else stay."""
    after = edit(MENU)
    tomllib.loads(after)
    assert changed(MENU, after) == (gone, came)
    assert "\n\n\n" not in after


def test_an_option_comes_earlier_or_later() -> None:
    """With its remark; at either end it stays where it is."""
    earlier = options.move_option(MENU, "main", "bye", -1)
    assert list(options.options_of(steps.steps_of(earlier)["main"])) == ["bye", "code"]
    assert options.move_option(earlier, "main", "bye", -1) == earlier
    back = options.move_option(earlier, "main", "bye", 5)
    assert tomllib.loads(back) == tomllib.loads(MENU)


@pytest.mark.parametrize(
    ("kind", "what", "fields"),
    [
        ("say", "", {"say": "t.news", "next": "bye"}),
        ("menu", "", {"menu": "t.news"}),
        ("ask", "", {"ask": "t.news", "reader": {"date": True}, "into": "day", "next": "bye"}),
        ("do", "hours_of", {"do": "hours_of", "on": {"told": "bye"}}),
        ("handoff", "kfz", {"handoff": "kfz", "on": {"call_back": "bye", "closed": "hello"}}),
        ("end", "", {"end": "t.news"}),
    ],
)
def test_a_step_of_each_kind_is_added(kind: str, what: str, fields: dict[str, Any]) -> None:
    """At the end, with a text of its own, leading to where it is told."""
    after, name = steps.add_step(MENU, "News", kind, prefix="t", to="bye", what=what)
    assert name == "news"
    assert after.startswith(MENU)
    assert tomllib.loads(after)["news"] == fields
    assert steps.kind_of(steps.steps_of(after)["news"]) == kind


REFUSED: list[tuple[Callable[[str], object], str]] = [
    (lambda menu: ways.lead(menu, "nowhere", ("next",), "main"), "gone"),
    (lambda menu: ways.lead(menu, "code", ("next", "else"), "main"), "gone"),
    (lambda menu: ways.lead(menu, "hello", ("next", "by"), "main"), "no_such_place"),
    (lambda menu: ways.lead(menu, "hello", ("say",), "main"), "no_such_place"),
    (lambda menu: ways.lead(menu, "hello", ("next",), ""), "target_missing"),
    (lambda menu: ways.lead_from_anywhere(menu, "tries", "main"), "no_such_place"),
    (lambda menu: options.add_option(menu, "hello", "x"), "no_question"),
    (lambda menu: options.add_option(menu, "main", " "), "name_missing"),
    (lambda menu: options.remove_option(menu, "main", "x"), "gone"),
    (lambda menu: options.order_options(menu, "main", ["bye"]), "not_each_once"),
    (lambda menu: steps.add_step(menu, "x", "sing", prefix="t"), "no_such_kind"),
    (lambda menu: steps.add_step(menu, " ", "say", prefix="t"), "name_missing"),
    (lambda menu: steps.add_step(menu, "x", "do", prefix="t", what="sing"), "no_such_action"),
    (lambda menu: steps.remove_step(menu, "code", instead="nowhere"), "no_such_step"),
    (lambda menu: steps.remove_step(menu, "nowhere"), "gone"),
    (lambda menu: steps.rename_step(menu, "nowhere", "x"), "gone"),
    (lambda menu: steps.say_prompts(menu, "main", ["a", "b"]), "wrong_prompts"),
    (lambda menu: steps.say_prompts(menu, "agent", ["a"]), "wrong_prompts"),
]


@pytest.mark.parametrize(("edit", "code"), REFUSED)
def test_an_edit_of_what_is_not_there_is_refused(edit: Callable[[str], object], code: str) -> None:
    """With a code; nothing was changed."""
    with pytest.raises(EditRefused) as refused:
        edit(MENU)
    assert refused.value.code == code


@pytest.mark.parametrize("menu", [TERMINE, ZENTRALE, MENU], ids=["termine", "zentrale", "small"])
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_what_an_edit_is_not_about_stays_byte_for_byte(menu: str, data: st.DataObject) -> None:
    """Whatever is done to one step: take its own lines out, before and after, and the rest is the same."""
    name = data.draw(st.sampled_from(sorted(steps.steps_of(menu))))
    assert change_table(menu, name, lambda _: None) == menu

    after = change_table(menu, name, lambda table: table.append("note", "new"))
    assert tomllib.loads(after)[name].pop("note") == "new"
    assert steps.remove_step(after, name) == steps.remove_step(menu, name)

    renamed, new = steps.rename_step(menu, name, f"{name} again")
    content = tomllib.loads(menu)
    assert list(tomllib.loads(renamed)) == [new if each == name else each for each in content]
    back, _ = steps.rename_step(renamed, new, name)
    assert back == menu


def test_another_action_has_its_own_outcomes() -> None:
    """Also where each outcome stands on a line of its own; what both know keeps its way."""
    menu = '[look]\ndo = "forget_language"\non.forgotten = "bye"\non.nothing = "main"\n\n' + MENU
    edited = tomllib.loads(kinds.set_action(menu, "look", "duty", "hello"))["look"]
    assert edited == {"do": "duty", "on": {"open": "hello", "closed": "hello"}}
    again = tomllib.loads(kinds.set_action(menu, "look", "forget_language", "hello"))["look"]
    assert again == {"do": "forget_language", "on": {"forgotten": "bye", "nothing": "main"}}
