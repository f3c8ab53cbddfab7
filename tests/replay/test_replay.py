"""Calls of the past against a draft: what it would have made of them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.editions.commands import menu_commands
from ivr.replay.commands import add_replay
from ivr.replay.compare import Compared
from ivr.replay.original import sids_between
from tests.everything import everything_in
from tests.replay.week import CALLS, call_all, compared, draft_of
from tests.world import MORNING, World, world

RESULTS = {
    "booked by keys": "booked",
    "booked in words": "booked",
    "booked in one breath": "booked",
    "another day": "booked",
    "not understood, then keys": "booked",
    "went back": "booked",
    "hours": "answered",
    "documents in words": "answered",
    "an agent": "handed_over",
    "gave up": "given_up",
    "silent": "handed_over",
    "a wrong code": "given_up",
}


@pytest.fixture
def line(sqlite_url: str) -> World:
    """What the database refuses on both is shown by the tests of dry calls."""
    with world(sqlite_url, MORNING) as made:
        yield made  # type: ignore[misc]


def test_a_week_replayed(line: World, tmp_path: Path) -> None:
    """Onto itself: each call comes to what it came to, by the same steps. Not a row is another afterwards."""
    sids = call_all(line)
    before = everything_in(line.engine)
    found = compared(line, draft_of(line), sids)
    for name, each in found.items():
        assert isinstance(each, Compared), (name, each)
        assert (name, each.before.result) == (name, RESULTS[name])
        assert (name, each.change, each.modelled, each.assumed) == (name, "same", 0, 0)
        assert each.before == each.after
    keys = found["booked by keys"]
    assert isinstance(keys, Compared)
    assert keys.after.keys == 6
    assert [each.steps for each in keys.course.turns] == [each.steps for each in keys.original.turns]
    what_drafts_would_have_changed(line, sids)
    on_the_command_line(line, tmp_path / "menu.toml")
    assert everything_in(line.engine) == before
    with line.house.sessions() as session:
        assert len(sids_between(session, "termine", MORNING, line.now())) == len(CALLS)


KEYS_SWAPPED = [
    ('[kind.options.buergerservice]\nkey = "1"', '[kind.options.buergerservice]\nkey = "2"'),
    ('[kind.options.kfz]\nkey = "2"', '[kind.options.kfz]\nkey = "1"'),
    ('[main.options.new]\nkey = "1"', '[main.options.new]\nkey = "7"'),
]
REALLY = """[really]
menu = "read_back"

[really.options.book]
key = "5"
answer = "yes"
to = "confirm"

[really.options.other]
key = "6"
to = "drop_hold"

[confirm]
do = "confirm\""""
ASKS_MORE = [
    ('answer = "yes"\nto = "confirm"', 'answer = "yes"\nto = "really"'),
    ('[confirm]\ndo = "confirm"', REALLY),
]
ASKS_LESS = [('"fit_wish", listed = "where" }', '"fit_wish", listed = "fit_wish" }')]
REGRESSION = [('answer = "yes"\nto = "confirm"', 'answer = "yes"\nto = "agent"')]
BREAKS = [('[booked]\nsay = ["booked.code",', '[booked]\nsay = ["booked.code", "waits.nowhere",')]


def what_drafts_would_have_changed(line: World, sids: dict[str, str]) -> None:
    """Another key means the same; a new question is answered by what was wanted; a regression is found."""
    found = compared(line, draft_of(line, *KEYS_SWAPPED), sids)
    assert results(found) == RESULTS
    assert how(found["booked by keys"]) == ["start", "meant", "meant", "same", "same", "same", "same"]
    assert how(found["booked in words"])[:3] == ["start", "same", "same"]
    found = compared(line, draft_of(line, *ASKS_MORE), sids)
    assert results(found) == RESULTS
    assert how(found["booked by keys"])[-2:] == ["same", "model"]
    assert keys(found["booked by keys"]) == (6, 7)
    assert changes(found)["gave up"] == "same"
    found = compared(line, draft_of(line, *ASKS_LESS), sids)
    assert results(found) == RESULTS
    assert keys(found["booked by keys"]) == (6, 5)
    found = compared(line, draft_of(line, *REGRESSION), sids)
    worse = {name for name, change in changes(found).items() if change == "worse"}
    assert worse == {name for name, result in RESULTS.items() if result == "booked"}
    assert results(found)["booked by keys"] == "handed_over"
    assert found == compared(line, draft_of(line, *REGRESSION), sids)
    found = compared(line, draft_of(line, *BREAKS), sids)
    assert results(found)["booked by keys"] == "booked"
    last = found["booked by keys"]
    assert isinstance(last, Compared)
    assert "waits.nowhere" in last.course.turns[-1].fault


def on_the_command_line(line: World, file: Path) -> None:
    menu = add_replay(menu_commands(line.house), line.house)
    assert CliRunner().invoke(menu, ["replay", "termine"]).exit_code == 0
    file.write_text(line.house.editions.shipped.files["termine"]["menu.toml"].replace(*REGRESSION[0]))
    told = CliRunner().invoke(menu, ["replay", "termine", "--menu", str(file)])
    assert told.exit_code == 1
    assert "12 of 12 calls" in told.output
    assert told.output.count("worse: CA") == 6


def results(found: dict[str, object]) -> dict[str, str]:
    return {name: each.after.result for name, each in found.items() if isinstance(each, Compared)}


def changes(found: dict[str, object]) -> dict[str, str]:
    return {name: each.change for name, each in found.items() if isinstance(each, Compared)}


def how(each: object) -> list[str]:
    assert isinstance(each, Compared)
    return [turn.how for turn in each.course.turns]


def keys(each: object) -> tuple[int | None, int | None]:
    assert isinstance(each, Compared)
    return each.before.keys, each.after.keys
