"""What tells situations apart: a value counts where something ahead asks for it, and nowhere else."""

import pytest

from ivr.dialog import JSON
from ivr.proof import prove
from ivr.proof.situations import Telling
from tests.proof.test_proof import NO_END, as_is

ONLY_OTHERS_LEAVE = (
    '[after_info.options.main]\nkey = "2"',
    '[after_info.options.main]\nkey = "2"\nunless = "language_kept"',
)
COPIED = ('set = { errand = "hours" }', 'set = { errand = "hours", mark = { from = "language_kept" } }')
ONLY_UNMARKED_LEAVE = (
    '[after_info.options.main]\nkey = "2"',
    '[after_info.options.main]\nkey = "2"\nunless = "mark"',
)
HOURS_ASIDE = (
    '[after_info.options.main]\nkey = "2"\nto = "main"',
    '[after_info.options.main]\nkey = "2"\nto = { by = "errand", hours = "aside", else = "main" }',
)
FORGOTTEN = ('"errand", "reason"]', '"errand", "reason", "mark"]')
ASIDE = """[aside]
menu = "after_info"

[aside.options.repeat]
key = "1"
to = "aside"

[aside.options.main]
key = "2"
unless = "language_kept"
to = "main"

[goodbye]
"""


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ([ONLY_OTHERS_LEAVE], "after_info"),
        ([COPIED, ONLY_UNMARKED_LEAVE], "after_info"),
        ([HOURS_ASIDE, ("[goodbye]\n", ASIDE)], "aside"),
    ],
    ids=["by itself", "by a copy", "behind a way for one value"],
)
def test_what_was_kept_long_before_matters_where_it_is_asked_for(
    changes: list[tuple[str, str]], step: str
) -> None:
    """Who is known by their language has no way on, far from where that was asked; others have one."""
    stops = [each for each in prove(as_is(NO_END, *changes)).stops if each.step == step]
    assert [each.code for each in stops] == ["no_way_on"]
    assert stops[0].way[0] == ("house", "own_language: kept")


def test_value_counts_for_those_who_come_to_where_it_is_asked_for() -> None:
    """At each step, until it is set anew, and for nobody whose way does not lead there."""
    aside = ("[goodbye]\n", ASIDE.replace("language_kept", "mark"))
    telling = Telling(as_is(FORGOTTEN, HOURS_ASIDE, aside).script)

    def counts(step: str, values: dict[str, JSON]) -> bool:
        return telling.values_at(step, {**values, "mark": True}) != telling.values_at(step, values)

    assert counts("kind", {"errand": "hours"})
    assert counts("office", {"errand": "hours"})
    assert counts("aside", {})
    assert not counts("kind", {"errand": "documents"})
    assert not counts("goodbye", {"errand": "hours"})
    assert telling.values_at("aside", {"errand": "hours"}) == telling.values_at("aside", {})
