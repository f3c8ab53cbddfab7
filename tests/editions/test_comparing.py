"""Files in pieces, two editions beside each other, and two changes brought together; all pure."""

import pytest

from ivr.editions import Shipped, read_files
from ivr.editions.blocks import blocks
from ivr.editions.comparing import compare
from ivr.editions.merging import merge

MENU = """# The menu.

[defaults]
start = "greeting"

# Says hello.
[greeting]
say = "greeting"
next = "main"

[main]
menu = "main"

[main.options.new]
key = "1"
to = "kind"
"""
GREETING = "prompts/de/main.toml"


def test_the_pieces_of_a_file_are_the_file_again(shipped: Shipped) -> None:
    for files in shipped.files.values():
        for path, text in files.items():
            assert "".join(blocks(path, text).values()) == text


def test_a_remark_belongs_to_the_step_that_follows() -> None:
    found = blocks("menu.toml", MENU)
    assert list(found) == ["defaults", "greeting", "main"]
    assert found["greeting"].startswith("# Says hello.\n[greeting]")
    assert "[main.options.new]" in found["main"]


def test_changes_are_told_by_step_setting_and_prompt(shipped: Shipped) -> None:
    before = shipped.files["termine"]
    after = {
        "line.toml": before["line.toml"].replace('until = "19:00"', 'until = "18:00"'),
        "menu.toml": before["menu.toml"].replace('key = "4"\nwhen = "waits"', 'key = "5"\nwhen = "waits"', 1),
        GREETING: 'greeting = "Moin, hier ist die Terminvergabe der Hansestadt Lübeck."\n',
    }
    found = {(each.part, each.name): each for each in compare(before, after, shipped.prompts)}
    assert set(found) == {("line", "termine.hours"), ("menu", "main"), ("prompts", "greeting")}
    assert ("gone", 'key = "4"') in found["menu", "main"].words
    assert ("new", 'key = "5"') in found["menu", "main"].words
    greeting = found["prompts", "greeting"]
    assert (greeting.language, greeting.words[:2]) == ("de", (("gone", "Guten Tag,"), ("new", "Moin,")))
    assert compare(before, before, shipped.prompts) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "merged", "in_conflict"),
    [
        ('key = "2"', 'key = "1"', 'key = "2"', []),  # only mine changed it
        ('key = "1"', 'key = "3"', 'key = "3"', []),
        ('key = "2"', 'key = "3"', 'key = "2"', ["main"]),
    ],
)
def test_two_changes_come_together_piece_by_piece(
    mine: str, theirs: str, merged: str, in_conflict: list[str]
) -> None:
    def changed(key: str, hello: str) -> dict[str, str]:
        text = MENU.replace('key = "1"', key).replace('say = "greeting"', f'say = "{hello}"')
        return {"menu.toml": text}

    both = merge(changed('key = "1"', "greeting"), changed(mine, "greeting"), changed(theirs, "moin"))
    assert both.files == changed(merged, "moin")  # the other step is theirs in any case
    assert [each.name for each in both.conflicts] == in_conflict


def test_a_step_that_both_added_and_one_that_was_taken_out() -> None:
    base = {"menu.toml": MENU}
    mine = {"menu.toml": MENU + '\n[bye]\nend = "goodbye"\n', GREETING: 'greeting = "Moin."\n'}
    theirs = {"menu.toml": MENU.replace('# Says hello.\n[greeting]\nsay = "greeting"\nnext = "main"\n\n', "")}
    both = merge(base, mine, theirs)
    assert list(blocks("menu.toml", both.files["menu.toml"])) == ["defaults", "main", "bye"]
    assert both.files[GREETING] == mine[GREETING]
    assert both.conflicts == ()


def test_a_prompt_of_an_edition_stands_over_the_one_that_ships(shipped: Shipped) -> None:
    files = {**shipped.files["termine"], GREETING: 'greeting = "Moin."\n'}
    edition, faults = read_files(files, "termine", shipped.prompts)
    assert edition is not None
    assert faults == []
    assert edition.text("greeting", "de", {}) == "Moin."
    assert edition.text("greeting", "en", {}) == shipped.prompts.text("greeting", "en", {})
    assert shipped.prompts.text("greeting", "de", {}) != "Moin."


@pytest.mark.parametrize(
    ("path", "text", "code", "where"),
    [
        (GREETING, "greeting = ", "prompts.not_toml", ""),
        (GREETING, 'greeting = "{name"', "prompts.open_brace", "greeting"),
        (GREETING, 'greeting = "Moin, {name}."', "prompts.other_placeholders", "greeting"),
        (GREETING, 'ours = "Nur deutsch."', "prompts.missing", "ours"),
        (GREETING, 'greeting = "{start:hour}"', "prompts.unknown_type", "greeting"),
        ("prompts/xx/main.toml", 'greeting = "?"', "prompts.no_rules", ""),
        ("menu.toml", "[greeting", "menu.not_toml", ""),
        ("menu.toml", "", "menu.missing_field", "defaults"),
        ("line.toml", "[zentrale]", "line.other", "termine"),
        ("notes.txt", "Nicht vergessen!", "files.unknown", ""),
    ],
)
def test_each_fault_is_named_with_its_file_and_place(
    shipped: Shipped, path: str, text: str, code: str, where: str
) -> None:
    _, faults = read_files({**shipped.files["termine"], path: text}, "termine", shipped.prompts)
    assert (path, where, code) in {(each.path, each.where, each.code) for each in faults}
