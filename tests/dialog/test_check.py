"""A menu with a fault does not start, and each fault is named with its line."""

import pytest

from ivr.dialog import ACTIONS, Script, check
from tests.dialog.small_menu import MENU, faults_of, line_with, read, texts
from voice_prompts import Catalog


def test_shipped_menu_is_sound(termine: Script, prompts: Catalog) -> None:
    """What ships has no fault in any language."""
    assert check(termine, ACTIONS, prompts, prompts.languages) == []


def test_small_menu_is_sound() -> None:
    """The menu that faults are planted into has none of its own."""
    assert faults_of(MENU) == []


NO_READER = "reader must have one of one_of, digits, date, phone"
NO_NUMBER = "digits must be a whole number"

IN_WORDS = 'own_words = { do = "add_to_wish", on = { placed = "find", service = "find" } }'
PLANTED = [
    # what is replaced, by what, the line's text, step, code, detail
    ('start = "hello"', 'start = "hallo"', 'start = "hallo"', "defaults", "unknown_target", "hallo"),
    ('next = "main"', 'next = "mein"', 'next = "mein"', "hello", "unknown_target", "mein"),
    ('to = "code"', 'to = "kode"', 'to = "kode"', "main", "unknown_target", "kode"),
    ('unknown = "code", ', "", "on = { found", "find", "outcome_not_handled", "unknown"),
    ('served = "bye"', 'serves = "bye"', "on = { call_back", "agent", "outcome_not_handled", "served"),
    ('served = "bye"', 'served = "bye", x = "bye"', "on = { call_back", "agent", "unknown_outcome", "x"),
    ('do = "find_appointment"', 'do = "find"', 'do = "find"', "find", "unknown_action", "find"),
    ('say = "told"', 'say = "tolt"', 'say = "tolt"', "told", "prompt_missing", "tolt in de"),
    ('menu = "main"', 'menu = "meny"', 'menu = "meny"', "main", "prompt_missing", "meny.again in en"),
    ('key = "2"', 'key = "1"', "[main.options.bye]", "main", "key_twice", "1"),
    ('key = "2"', 'key = "0"', "[main.options.bye]", "main", "key_reserved", "0"),
    ('key = "2"', 'key = "22"', "[main.options.bye]", "main", "not_a_key", "22"),
    ('key = "2"', 'key = "2"\nonly_in = ["xx"]', "[main.options.bye]", "main", "unknown_language", "xx"),
    ('into = "code"', 'into = "kode"', 'do = "find_appointment"', "find", "need_unknown", "code"),
    ('menu = "main"', f'menu = "main"\n{IN_WORDS}', "own_words = ", "main", "need_unknown", "service"),
    ('handoff = "citizen"', 'handof = "citizen"', "[agent]", "agent", "no_kind", ""),
    ('end = "goodbye"', 'end = "bye"\nsay = "hello"', 'end = "bye"', "bye", "two_kinds", "say and end"),
    ('next = "find"', 'next = "find"\nnxt = "find"', 'nxt = "find"', "code", "unknown_field", "nxt"),
    ('into = "code"\n', "", "[code]", "code", "missing_field", "into"),
    ("{ digits = 7 }", '{ one_of = "x", also = "y" }', "reader = ", "code", "unknown_list", "y"),
    ("{ digits = 7 }", '{ digits = "7" }', "reader = ", "code", "wrong_type", NO_NUMBER),
    ("{ digits = 7 }", "{ number = 7 }", "reader = ", "code", "wrong_type", NO_READER),
    ('fault = "agent"\n', "", "[defaults]", "defaults", "missing_field", "fault"),
    ('end = "goodbye"', "end = 7", "end = 7", "bye", "wrong_type", "end must be a text"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "step", "code", "detail"), PLANTED)
def test_planted_fault_is_named(old: str, new: str, at: str, step: str, code: str, detail: str) -> None:
    """Each fault with its step, its code, what it is about, and the line where it stands."""
    assert old in MENU
    menu = MENU.replace(old, new, 1)
    found = [(fault.line, fault.step, fault.code, fault.detail) for fault in faults_of(menu)]
    assert (line_with(menu, at), step, code, detail) in found


def test_step_that_nothing_leads_to() -> None:
    """A forgotten step is a fault, at its first line."""
    menu = MENU + '\n[lost]\nend = "goodbye"\n'
    (fault,) = faults_of(menu)
    assert (fault.line, fault.step, fault.code) == (line_with(menu, "[lost]"), "lost", "unreachable")


def test_step_without_a_way_out() -> None:
    """A menu that only leads to itself is a dead end, though 0 would help."""
    menu = MENU.replace('to = "bye"', 'to = "trap"', 1) + (
        '\n[trap]\nmenu = "main"\n\n[trap.options.again]\nkey = "1"\nto = "trap"\n'
    )
    assert ("trap", "no_way_out") in [(fault.step, fault.code) for fault in faults_of(menu)]


def test_circle_in_which_nobody_is_asked() -> None:
    """Steps that only speak and lead to each other would speak for ever; the circle is named once."""
    menu = MENU.replace('[told]\nsay = "told"\nnext = "bye"', '[told]\nsay = "hello"\nnext = "more"') + (
        '\n[more]\nsay = "hello"\nnext = { by = "code", x = "bye", else = "told" }\n'
    )
    (fault,) = [fault for fault in faults_of(menu) if fault.code == "never_waits"]
    assert fault.detail == "told -> more -> told"


def test_value_that_is_not_known_on_every_way() -> None:
    """A prompt may only say what is known on every way to it."""
    prompts = texts(goodbye={"start"})
    codes = {(fault.step, fault.code, fault.detail) for fault in faults_of(MENU, prompts)}
    assert ("bye", "value_unknown", "start of goodbye") in codes
    assert "told" not in {step for step, _, _ in codes}


def test_value_known_only_on_one_errand() -> None:
    """Ways that a value decides about are told apart: what is only reached while moving may count on it."""
    menu = MENU.replace('to = "code"', 'to = "code"\nset = { errand = "find" }').replace(
        'to = "bye"', 'to = "both"\nset = { errand = "leave" }', 1
    )
    menu = menu.replace('found = "told"', 'found = "both"') + (
        '\n[both]\nsay = "hello"\nnext = { by = "errand", find = "told", else = "bye" }\n'
    )
    assert faults_of(menu) == []


def test_missing_language_is_named() -> None:
    """A prompt or words that only one language has are a fault in the other."""
    prompts = texts(without={"en": {"hello", "main.words.bye"}})
    assert [(fault.step, fault.code, fault.detail) for fault in faults_of(MENU, prompts)] == [
        ("hello", "prompt_missing", "hello in en"),
        ("main", "words_missing", "bye in en"),
    ]


def test_choices_come_from_the_action_directly_before() -> None:
    """A question that chooses from a list follows the action that makes it: going back makes it anew."""
    menu = MENU.replace("reader = { digits = 7 }", 'reader = { one_of = "services" }')
    assert ("code", "choices_not_made") in [(fault.step, fault.code) for fault in faults_of(menu)]


def test_key_within_a_number() -> None:
    """Where digits are asked for, no key of its own can lead away."""
    menu = MENU.replace('next = "find"', 'next = "find"\n[code.options.bye]\nkey = "5"\nto = "bye"')
    assert ("code", "key_in_number", "5") in [(one.step, one.code, one.detail) for one in faults_of(menu)]


def test_text_that_is_no_toml() -> None:
    """A slip in the file itself is told with its line, too."""
    menu = MENU.replace('say = "hello"', "say = hello", 1)
    (fault,) = faults_of(menu)
    assert (fault.line, fault.code) == (line_with(menu, "say = hello"), "not_toml")


def test_every_fault_can_be_told() -> None:
    """Each message is a sentence without gaps, and names line and step."""
    menu = MENU.replace('next = "main"', 'next = "mein"')
    fault = next(fault for fault in faults_of(menu) if fault.code == "unknown_target")
    assert str(fault) == "line 9, step hello: leads to mein, and there is no such step"


def test_version_is_made_from_the_text() -> None:
    """Another text is another version: a call ends on the one that it began with."""
    assert read(MENU).id == read(MENU).id
    assert read(MENU).id != read(MENU + "\n# a remark\n").id
