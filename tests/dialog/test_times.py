"""Options that are there only at some times, and only for some callers."""

from datetime import UTC, datetime

import pytest

from ivr.dialog import Script, examine, load
from ivr.dialog.times import Times
from tests.dialog.conftest import MENUS
from tests.dialog.office import Office
from tests.dialog.small_menu import MENU, faults_of, texts
from tests.dialog.telephone import Telephone
from voice_prompts import Catalog

MONDAY_9 = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10 o'clock in Berlin


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("", True),
        ("offered = true", True),
        ("offered = false", False),
        ("offered = { days = [1] }", True),
        ("offered = { days = [2, 3] }", False),
        ('offered = { from = "10:00", until = "10:30" }', True),
        ('offered = { from = "08:00", until = "10:00" }', False),
        ('offered = { first = "2026-11-23", last = "2026-11-23" }', True),
        ('offered = { first = "2026-11-24" }', False),
        ('offered = { last = "2026-11-22" }', False),
        ('offered = { line = "open" }', True),
        ('offered = { line = "closed" }', False),
        ('offered = { caller = "known" }', True),
        ('offered = { caller = "withheld" }', False),
        ('unless = "can_text"', False),
        ('unless = "waits"', True),
        ('only_for = { number = ["7", "8"] }', True),
        ('only_for = { number = "8" }', False),
    ],
)
def test_an_option_is_there_at_its_times_and_for_its_callers(
    prompts: Catalog, written: str, there: bool
) -> None:
    """By key, by word, and for the recogniser; the texts of the question know of it."""
    menu = (MENUS / "termine.toml").read_text(encoding="utf-8")
    menu = menu.replace("[main.options.info]", f"[main.options.info]\n{written}")
    menu = menu.replace('set = { errand = "take" }', 'set = { errand = "take", number = "7" }', 1)
    phone = Telephone(load(menu, "termine", prompts=prompts), prompts, Office(), now=MONDAY_9)
    assert phone.reply.said[-1].values.get("offers_info", True) is there
    assert phone.reply.listen is not None
    assert ("Öffnungszeiten" in phone.reply.listen.hints) is there
    phone.press("3")
    assert (phone.step == "info") is there


@pytest.mark.parametrize(
    ("written", "detail"),
    [
        ('{ from = "12:00", until = "12:00" }', "12:00 – 12:00"),
        ('{ first = "2026-12-24", last = "2026-12-01" }', "2026-12-24 – 2026-12-01"),
        ("{ days = [0, 8] }", "0, 8"),
        ('{ line = "busy" }', "busy"),
        ('{ caller = "mayor" }', "mayor"),
    ],
)
def test_times_without_sense_are_a_fault(written: str, detail: str) -> None:
    """Named at the step."""
    menu = MENU.replace('key = "1"', f'key = "1"\noffered = {written}', 1)
    (fault,) = faults_of(menu)
    assert (fault.step, fault.code, fault.detail) == ("main", "bad_times", detail)


def test_a_way_out_is_to_be_there_at_any_time() -> None:
    """A question that one can leave only in the morning is a dead end in the afternoon."""
    menu = MENU.replace('to = "bye"', 'to = "bye"\noffered = { until = "12:00" }', 1)
    assert faults_of(menu) == []
    menu = menu.replace('to = "code"', 'to = "main"', 1)
    assert ("main", "no_way_out") in [(fault.step, fault.code) for fault in faults_of(menu)]


@pytest.mark.parametrize(
    ("one", "other", "twice"),
    [
        ('offered = { caller = "known" }', 'offered = { caller = "withheld" }', False),
        ('offered = { line = "open" }', 'offered = { line = "closed" }', False),
        ('when = "code"', 'unless = "code"', False),
        ('only_for = { code = ["1"] }', 'only_for = { code = ["2", "3"] }', False),
        ('only_for = { code = ["1", "2"] }', 'only_for = { code = ["2", "3"] }', True),
        ('offered = { caller = "known" }', 'offered = { line = "closed" }', True),
        ('when = "code"', "", True),
    ],
)
def test_a_key_stands_for_two_things_if_nobody_ever_gets_both(one: str, other: str, twice: bool) -> None:
    """Who shows their number is led elsewhere by the same key as who does not."""
    menu = MENU.replace('key = "1"', f'key = "1"\n{one}').replace('key = "2"', f'key = "1"\n{other}')
    assert ("key_twice" in {fault.code for fault in faults_of(menu)}) is twice


def test_an_option_that_nobody_ever_gets_is_a_fault() -> None:
    """Because what it depends on is known in no call of this menu."""
    menu = MENU.replace('key = "1"', 'key = "1"\nwhen = "waits"', 1)
    (fault,) = faults_of(menu)
    assert (fault.step, fault.code, fault.detail) == ("main", "never_known", "waits")


def test_times_across_the_change_of_the_clocks() -> None:
    """Local time counts: 8 o'clock is 8 o'clock in summer and in winter."""
    eight = Times(begins=MONDAY_9.replace(hour=8).time())
    assert not eight.hold(MONDAY_9.replace(hour=7, minute=59), lambda _action: "open")
    assert eight.hold(MONDAY_9.replace(hour=8), lambda _action: "open")


def test_an_unfinished_menu_is_examined_as_far_as_it_goes() -> None:
    """A step of no kind is one fault; what else is wrong is told with it."""
    menu = MENU.replace('say = "told"', 'sag = "told"').replace('key = "2"', 'key = "1"')
    script, faults = examine(menu, "small", texts(), ["de"])
    assert isinstance(script, Script)
    assert "told" not in script.steps
    assert [(fault.step, fault.code) for fault in faults] == [("main", "key_twice"), ("told", "no_kind")]
    assert examine(menu + "[", "small", texts(), ["de"])[0] is None


def test_a_sound_menu_is_examined_as_it_is_loaded(termine: Script, prompts: Catalog) -> None:
    """The same script, and no fault."""
    menu = (MENUS / "termine.toml").read_text(encoding="utf-8")
    assert examine(menu, "termine", prompts, prompts.languages) == (termine, [])
