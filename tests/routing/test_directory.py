"""The directory: found by name, department and other words; faults in its file are named by their lines."""

from pathlib import Path

import pytest

from ivr.directory import DirectoryFault, load_directory
from ivr.settings import ROOT

EXAMPLE = load_directory(ROOT / "ivr" / "directory.toml")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Standesamt", "standesamt"),
        ("standes", "standesamt"),
        ("hochzeit", "standesamt"),
        ("hund", "steuern"),
        ("Hunde Steuer", "steuern"),
        ("sperrmül", "entsorgung"),
        ("führerschein", "fuehrerschein"),
        ("Knöllchen", "bussgeld"),
        ("bürgerservice moisling", "buergerservice_moisling"),
        ("Bürgerserice Kücknitz", "buergerservice_kuecknitz"),
        ("Ich möchte meinen Hund anmelden", "steuern"),
        ("Geburtsurkunde", "standesamt"),
        ("Bauordnung Frau Meier", "bauamt"),
        ("perso", "buergerservice_innenstadt"),
    ],
)
def test_the_right_one_comes_first(typed: str, first: str) -> None:
    """By beginnings, parts of compounds, other words, and with a slip of the finger."""
    assert EXAMPLE.search(typed)[0].key == first


def test_what_is_not_there_is_not_found() -> None:
    """No word that merely looks a little alike; without a word the first entries, a screenful."""
    assert EXAMPLE.search("xylophon") == []
    assert [each.key for each in EXAMPLE.search("hund")] == ["steuern"]
    assert [each.key for each in EXAMPLE.search("standesamt xylophon")] == ["standesamt"]
    assert len(EXAMPLE.search("")) == 8


def test_all_numbers_of_the_example_are_nobodys() -> None:
    """Out of the range that is kept free for films: 040 66969 000 to 999."""
    assert all(entry.number.startswith("+494066969") for entry in EXAMPLE.entries.values())


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    """All at once, as for the lines."""
    file = tmp_path / "directory.toml"
    file.write_text(
        '[a]\nname = "A"\ndepartment = "D"\nnumber = "0451 1"\n\n[b]\nname = "B"\nnumber = "+4940669690"\n'
        'wörter = 1\nkeys = "x"\n'.replace("wörter", "wort"),
        encoding="utf-8",
    )
    with pytest.raises(DirectoryFault) as fault:
        load_directory(file)
    lines = str(fault.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [f"directory.toml, line {n}" for n in (4, 6, 9, 10)]
    assert "E.164" in lines[0]
    assert "no department" in lines[1]
