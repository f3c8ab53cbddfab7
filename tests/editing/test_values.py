"""What a call remembers, changed by the forms: set, copied, forgotten; and ways that depend on a value."""

import tomllib

import pytest
from werkzeug.datastructures import MultiDict

from ivr.dialog import ACTIONS, HANDOFF_OUTCOMES
from ivr.editing.deeds import DEEDS
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.editing.values import names_of_values
from ivr.editions.shipped import read_shipped
from ivr.settings import ROOT

SHIPPED = read_shipped(ROOT / "ivr" / "lines.toml")


@pytest.fixture
def draft() -> Opened:
    return Opened("termine", SHIPPED.files["termine"], SHIPPED.prompts)


def do(draft: Opened, deed: str, step: str, *form: tuple[str, str]) -> Opened:
    return DEEDS[deed](draft, step, MultiDict(form)).draft


def test_an_option_sets_a_word_a_flag_a_copy_and_forgets(draft: Opened) -> None:
    """In its own table, and nothing else changes."""
    after = do(
        draft,
        "values",
        "info",
        ("option", "hours"),
        *(("name-0", "errand"), ("how-0", "text"), ("to-0", "hours")),
        *(("name-1", "quick"), ("how-1", "yes")),
        *(("name-2", "wish"), ("how-2", "from"), ("from-2", "day")),
        *(("name-3", "page"), ("how-3", "text"), ("to-3", "2")),
        *(("forget", "office"), ("forget", "office_name")),
    )
    option = after.steps["info"]["options"]["hours"]
    assert option["set"] == {"errand": "hours", "quick": True, "wish": {"from": "day"}, "page": 2}
    assert option["forget"] == ["office", "office_name"]
    assert after.faults == []
    cleared = do(
        after,
        "values",
        "info",
        ("option", "hours"),
        ("name-0", "errand"),
        ("to-0", "hours"),
        ("how-0", "text"),
    )
    assert cleared.steps == draft.steps


def test_a_way_depends_on_a_value_and_no_more(draft: Opened) -> None:
    """The way of before is that of all other cases, and stays when the last case goes."""
    at = ("at", "next")
    after = do(draft, "case-add", "elsewhere", at, ("by", "errand"), ("case", "book"), ("to", "kind"))
    after = do(after, "case-add", "elsewhere", at, ("by", "errand"), ("case", "hours"), ("to", "info"))
    assert after.steps["elsewhere"]["next"] == {
        "by": "errand",
        "book": "kind",
        "hours": "info",
        "else": "main",
    }
    assert after.faults == []
    with pytest.raises(EditRefused, match="depends_on_other"):
        do(after, "case-add", "elsewhere", at, ("by", "kind"), ("case", "kfz"), ("to", "info"))
    after = do(after, "case-remove", "elsewhere", ("at", "next.book"))
    after = do(after, "case-remove", "elsewhere", ("at", "next.hours"))
    assert after.menu == draft.menu


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ([("name-0", "nonsense"), ("how-0", "yes")], "no_such_value"),
        ([("name-0", "errand"), ("how-0", "text"), ("to-0", "")], "value_missing"),
        ([("name-0", "errand"), ("how-0", "yes"), ("forget", "errand")], "set_and_forgotten"),
        ([("option", "none"), ("name-0", "errand"), ("how-0", "no")], "gone"),
    ],
)
def test_what_has_no_meaning_is_refused(draft: Opened, form: list[tuple[str, str]], code: str) -> None:
    """With its reason, and nothing is changed."""
    with pytest.raises(EditRefused, match=code):
        do(draft, "values", "info", *form)


def test_whatever_a_menu_can_do_has_words() -> None:
    """Actions, how they end, and values: an operator never reads the name that the file uses."""
    words = tomllib.loads((ROOT / "ivr/console/texts/de/editing.toml").read_text(encoding="utf-8"))["editing"]
    outcomes = {outcome for spec in ACTIONS.values() for outcome in spec.outcomes} | {*HANDOFF_OUTCOMES}
    values = {value for files in SHIPPED.files.values() for value in names_of_values(files["menu.toml"])}
    lacking = {*ACTIONS} - {*words["actions"]}, outcomes - {*words["outcomes"]}, values - {*words["values"]}
    assert lacking == (set(), set(), set())
