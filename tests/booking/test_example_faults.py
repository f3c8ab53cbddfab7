"""A data file with a fault is refused with a sentence that says where and what."""

from pathlib import Path

import pytest

from booking.example.faults import DataFault
from booking.example.read import read
from tests.booking.town import FILE

FAULTS = [
    ('subdivision = "SH"', 'subdivision = "XX"', "the file: `subdivision` must be one of"),
    ("lead_days = 0", "", "the file: `lead_days` is missing"),
    ("lead_days = 0", "lead_days = true", "`lead_days` must be a whole number, not True"),
    ("lead_days = 0", "lead_day = 0\nlead_days = 0", "nothing is known about `lead_day`: a typing error?"),
    ("lead_days = 0", "lead_days = ", "the file: is no TOML"),
    ('key = "hafen"', 'key = "markt"', "[[office]] markt: is there more than once"),
    ('name = "Bürgerbüro am Hafen"', 'name = " "', "[[office]] hafen: `name` is empty"),
    (
        'kind = "kfz"\nname',
        'kind = "auto"\nname',
        "zulassung: `kind` must be one of buergerservice",
    ),
    ("place_minutes = 15", "place_minutes = 7", "[[office]] hafen: `place_minutes` must be a multiple of 5"),
    ("desks = [1] }", "desks = [4] }", "[[office]] markt, hours 2: there is no desk 4: the office has 3"),
    ('days = "Mo", from', 'days = "Mon", from', "[[office]] hafen, hours 1: `days` has 'Mon'"),
    ("from = 13:00:00", "from = 13:02:00", "hours 1: `from` must be a whole five minutes"),
    ("from = 13:00:00", 'from = "13 Uhr"', "hours 1: `from` must be a time such as 08:00:00"),
    ("until = 15:00:00", "until = 12:00:00", "hours 1: opens at 13:00, which is not before it closes"),
    ("from = 14:00:00", "from = 11:00:00", "[[office]] markt: hours overlap on Do"),
    ('from = "12-24"', 'from = "24.12."', "yearly_closures 1: `from` must be month-day such as 12-24"),
    ('until = "12-31"', 'until = "01-01"', "a closure over New Year is two closures"),
    ("places_at = { hafen = 3 }", "places_at = { moon = 3 }", "[[service]] pass: there is no office 'moon'"),
    (
        "places_at = { hafen = 3 }",
        'not_at = ["zulassung"]',
        "pass: there is no office 'zulassung'",
    ),
    ("places_at = { hafen = 3 }", "places_at = { hafen = 26 }", "`hafen` must be from 1 to 25, not 26"),
    ("places_at = { hafen = 3 }", 'not_at = ["hafen", "markt"]', "[[service]] pass: no office has it"),
    ('en = "37 euros."', 'eng = "37 euros."', "[[service]] ausweis, fee: `en` is missing"),
    ('de = ["alter Pass"]', 'de = ["alter Pass", 3]', "documents: `de` must be a list of texts"),
    ("bookable = false", 'bookable = "no"', "[[service]] abmelden: `bookable` must be true or false"),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), FAULTS)
def test_each_fault_is_named(tmp_path: Path, right: str, wrong: str, sentence: str) -> None:
    """The message names the file, the table and what is wrong in it."""
    text = FILE.read_text(encoding="utf-8")
    assert right in text
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DataFault) as fault:
        read(broken)
    assert str(fault.value).startswith("broken.toml: ")
    assert sentence in str(fault.value)


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a fault like any other."""
    with pytest.raises(DataFault, match=r"none\.toml: the file: cannot be read"):
        read(tmp_path / "none.toml")


def test_a_right_file_has_no_fault() -> None:
    """The town of the tests is sound."""
    assert len(read(FILE).offices) == 3
