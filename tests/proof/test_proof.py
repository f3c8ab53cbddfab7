"""The proof of a menu: what ships holds, and each kind of planted fault is found, with the way to it."""

from dataclasses import replace

import pytest

from ivr.dialog import ACTIONS, check, load
from ivr.editions import Edition
from ivr.editions.shipped import read_shipped
from ivr.lines import LinesFault, read_lines
from ivr.menu_limits import Limit, Limits
from ivr.proof import Finding, Proof, prove
from ivr.settings import ROOT

SHIPPED = read_shipped(ROOT / "ivr" / "lines.toml").editions
SWITCHBOARD = (ROOT / "ivr" / "menus" / "zentrale.toml").read_text(encoding="utf-8")


def draft(*changes: tuple[str, str], limits: Limits | None = None) -> Edition:
    """The switchboard's menu with pieces replaced, which is sound for the check that reads it."""
    edition = as_is(*changes)
    assert check(edition.script, ACTIONS, edition.prompts, edition.line.languages) == []
    return replace(edition, line=replace(edition.line, limits=limits or edition.line.limits))


def as_is(*changes: tuple[str, str]) -> Edition:
    """The switchboard's menu with pieces replaced, whatever the check says of it."""
    text, edition = SWITCHBOARD, SHIPPED["zentrale"]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return replace(edition, script=load(text, "zentrale", prompts=edition.prompts))


def found(proof: Proof, code: str) -> Finding:
    return next(each for each in proof.findings if each.code == code)


@pytest.mark.parametrize("line", ["termine", "zentrale"])
def test_what_ships_holds(line: str) -> None:
    """Every situation ends, whatever the house answers; two languages show it as well as eight."""
    shipped = SHIPPED[line]
    voices = {language: shipped.line.voices[language] for language in shipped.line.languages[:2]}
    proof = prove(replace(shipped, line=replace(shipped.line, voices=voices)))
    assert proof.stops == ()
    assert {each.code for each in proof.warnings} <= {"too_many_options", "long_sentence", "long_listening"}
    assert 0 < proof.turns.amount < proof.keys.amount < proof.seconds.amount
    assert proof.patience <= 2 * SHIPPED[line].script.defaults.tries
    assert all(proof.ends.values())
    assert proof.situations > len(SHIPPED[line].script.steps) / 2
    left_out = {deed for deed, count in proof.tried.items() if not count}
    assert left_out == ({"no_places", "taken"} if line == "zentrale" else set())


SAYS_AGAIN = (
    '[main]\nmenu = "zentrale.main"\nsilence = "agent"',
    '[main]\nmenu = "zentrale.main"\nsilence = "main"',
)
NO_END = ('[after_info]\nmenu = "after_info"\nsilence = "goodbye"', '[after_info]\nmenu = "after_info"')
TO_ITSELF = (
    '[after_info.options.main]\nkey = "2"\nto = "main"',
    '[after_info.options.main]\nkey = "2"\nto = { by = "errand", never = "main", else = "after_info" }',
)
ROUND = (
    'closed = "closed" }\n\n[connect]',
    'closed = { by = "errand", hours = "closed", else = "main" } }\n\n[connect]',
)


@pytest.mark.parametrize(
    ("changes", "code", "step", "way"),
    [
        ([SAYS_AGAIN], "silence_circles", "main", ""),
        ([NO_END, TO_ITSELF], "no_way_on", "kind", "2"),
        ([NO_END, ROUND], "circle", "main", ""),
    ],
)  # fmt: skip
def test_planted_fault_is_found(changes: list[tuple[str, str]], code: str, step: str, way: str) -> None:
    """What the check of the menu's ways cannot see, since it depends on who calls and what the house says."""
    finding = found(prove(draft(*changes)), code)
    assert finding.weight == "stop"
    assert finding.step == step
    assert " ".join(move.text for move in finding.way if move.kind == "keys") == way


CIRCLE = '[aside]\ndo = "hours_of"\non = { told = "aside" }\n\n[goodbye]\n'
BY_CHOICE = (
    'label_into = "office_name"\nnext = "hours_of"',
    'label_into = "office_name"\nnext = { by = "office", hamburg = "aside", else = "hours_of" }',
)
BY_THE_HOUSE = (
    'only_one = "hours_of" }',
    'only_one = { by = "office", hamburg = "aside", else = "hours_of" } }',
)
BY_ANY_OTHER = (
    'only_one = "hours_of" }',
    'only_one = { by = "office", st_lorenz = "hours_of", else = "aside" } }',
)
BY_A_COPY = (
    'only_one = "hours_of" }',
    """only_one = "copied" }

[copied]
say = "zentrale.appointments"
set = { where = { from = "office" } }
next = { by = "where", hamburg = "aside", else = "hours_of" }""",
)


@pytest.mark.parametrize("change", [BY_CHOICE, BY_THE_HOUSE, BY_ANY_OTHER, BY_A_COPY])
def test_what_lies_behind_one_answer_is_walked(change: tuple[str, str]) -> None:
    """Also one that is no example: a way that a menu has for one office, or for all others."""
    finding = found(prove(as_is(change, ("[goodbye]\n", CIRCLE))), "endless_turn")
    assert "aside" in str(finding.detail["steps"])


def test_circle_within_a_turn_is_found() -> None:
    """Steps that lead on without ever asking, where the house stays at its word."""
    to_itself = ('unknown = "no_service"', 'unknown = "documents_of"')
    finding = found(prove(as_is(to_itself)), "endless_turn")
    assert finding.weight == "stop"
    assert "documents_of" in str(finding.detail["steps"])


def test_where_nothing_comes_to_an_end_it_is_told_why() -> None:
    """The very first turn breaks."""
    at_once = ('usual = "main"', 'usual = "no_service"'), ('kept = "german_too"', 'kept = "no_service"')
    proof = prove(as_is(*at_once))
    finding = found(proof, "need_missing")
    assert (finding.step, finding.detail["action"]) == ("greeting", "list_services")
    assert proof.turns.way == ()


def test_step_that_nobody_comes_to_is_told() -> None:
    """Ways lead there, but on none of them the value can be what it would have to be."""
    aside = ('{ by = "errand", hours', '{ by = "errand", never = "aside", hours')
    step = ("[goodbye]\n", '[aside]\nend = "goodbye"\n\n[goodbye]\n')
    finding = found(prove(draft(aside, step)), "never_reached")
    assert (finding.weight, finding.step) == ("warn", "aside")


def test_limits_warn_or_stop_as_set() -> None:
    """The worst of each step, with how much it is and how much is wanted."""
    tight = Limits(options=Limit(3), words=Limit(5, "stop"), seconds=Limit(8, "stop"), turns=Limit(2, "stop"))
    proof = prove(draft(limits=tight))
    options = found(proof, "too_many_options")
    assert (options.weight, options.step, options.detail) == ("warn", "main", {"options": 4, "at_most": 3})
    assert {each.code for each in proof.stops} == {"long_sentence", "long_listening", "too_far"}
    assert not proof.holds


def test_limits_are_read_from_the_line() -> None:
    """A number warns; what is no limit is named."""
    text = (ROOT / "ivr" / "lines.toml").read_text(encoding="utf-8").partition("[zentrale]")[0]
    own = '\n[termine.limits]\noptions = 7\nseconds = { at_most = 20, then = "stop" }\n'
    limits = read_lines(text + own, "line.toml")["termine"].limits
    assert (limits.options, limits.seconds, limits.words) == (Limit(7), Limit(20, "stop"), Limit(20))
    for wrong in ("optionen = 7", "options = 0", 'options = { at_most = 3, then = "cry" }', "words = true"):
        with pytest.raises(LinesFault, match="limits"):
            read_lines(f"{text}\n[termine.limits]\n{wrong}\n", "line.toml")
