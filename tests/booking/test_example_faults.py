"""A data file with a fault is refused with a sentence that says where and what."""

import tomllib
from pathlib import Path

import pytest

from booking.example.faults import DataFault
from booking.example.lines import line_of, locate
from booking.example.read import read
from tests.booking.town import FILE

HOURS = 'hours = [{ days = "Mo", from = 13:00:00, until = 15:00:00 }]'
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
    ("from = 14:00:00", "from = 11:00:00", "[[office]] markt, hours 2: overlaps other hours on Do"),
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
    (HOURS, f"{HOURS}\nnear = ['moon']", "[[office]] hafen: near it is no office 'moon'"),
]
ONE_DAY = "day = 2026-12-05, from = 09:00:00, until = 12:00:00"
SPECIAL = [
    ("from = 09:00:00, until = 12:00:00", "[[office]] hafen, special_openings 1: `day` is missing"),
    ("day = 2026-12-05, from = 12:00:00, until = 09:00:00", "which is not before it closes at 09:00"),
    ("day = 2026-12-05T08:00:00, from = 09:00:00, until = 12:00:00", "2026-12-05, without a time"),
    ("day = 5, from = 09:00:00, until = 12:00:00", "`day` must be a day such as 2026-12-05, not 5"),
    ("day = 2026-12-05, from = 09:00:00, until = 09:10:00", "10 minutes, too few for a place of 15"),
    (f"{ONE_DAY}, desks = []", "no desk is open"),
    (f"{ONE_DAY}, staff_desks = [2]", "special_openings 1: there is no desk 2: the office has 1"),
    (f"{ONE_DAY}, every_weeks = 2", "nothing is known about `every_weeks`: a typing error?"),
    (f"{ONE_DAY} }}, {{ {ONE_DAY}", "[[office]] hafen, special_openings 2: overlaps another on 2026-12-05"),
]
DESKS = [
    ('desks = [2], services = ["pass"]', "[[office]] hafen, desk_services 1: there is no desk 2"),
    ("desks = [1]", "desk_services 1: `services` is missing"),
    ('services = ["pass"]', "desk_services 1: `desks` is missing"),
    ('desks = [1, 1], services = ["pass"]', "desk_services 1: a desk is named twice"),
    ('desks = ["1"], services = ["pass"]', "`desks` must be a list of whole numbers"),
    ('desks = [1], services = "pass"', "`services` must be a list of texts"),
    ('desks = [1], services = ["abmelden"]', "desk_services 1: the office has no service 'abmelden'"),
    ('desks = [1], services = ["pass"], all = true', "nothing is known about `all`"),
]
FAR = {"the file: `lead_days` is missing": {1}}
"""Where the line is not that of the text that is wrong."""
LISTS = [
    *((HOURS, f"{HOURS}\nspecial_openings = [\n  {{ {one} }},\n]", sentence) for one, sentence in SPECIAL),
    *((HOURS, f"{HOURS}\ndesk_services = [\n  {{ {one} }},\n]", sentence) for one, sentence in DESKS),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), [*FAULTS, *LISTS])
def test_each_fault_is_named(tmp_path: Path, right: str, wrong: str, sentence: str) -> None:
    """The message names the file, the line, the table and what is wrong in it."""
    text = FILE.read_text(encoding="utf-8")
    assert right in text
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DataFault) as fault:
        read(broken)
    assert sentence in str(fault.value)
    changed = text[: text.index(right)].count("\n") + 1
    lines = {changed + n for n in range(wrong.count("\n") + 1)} | FAR.get(sentence, set())
    at = fault.value.line
    assert str(fault.value).startswith(
        "broken.toml: the file: is no TOML" if at is None else f"broken.toml:{at}: "
    )
    assert at is None or at in lines, str(fault.value)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\n\nb.c = [\n  2,\n  3]\nd = 4", ("b", "c", 1), 5),
        ("a = 1\n\nb.c = [\n  2,\n  3]\nd = 4", ("d",), 6),
        ('a = """\nx = 1 # [b]\n"""\nb = \'#\' # c = 1\n"c" = 2', ("c",), 5),
        (
            "[[o]]\nk = 1\n[[o]]\nh = [\n  { a = 08:00:00 },\n { b = 2026-01-01 08:00:00 }]",
            ("o", 1, "h", 1, "b"),
            6,
        ),
        ("[[o]]\nk = 1\n[o.names]\nde = 'x'\n[[o]]\nk = 2", ("o", 0, "names", "de"), 4),
        ("[[o]]\nk = 1\n[o.names]\nde = 'x'\n[[o]]\nk = 2", ("o", 1, "k", "nothing"), 6),
        ("a = { b = [ { c = 1 }, { c = [] } ] }\n", ("a", "b", 1, "c"), 1),
        ("a = 1", ("b",), 1),
    ],
)
def test_each_key_has_its_line(text: str, path: tuple[str | int, ...], line: int | None) -> None:
    """In tables, arrays and tables within a line; what is not there has that of what is around it."""
    tomllib.loads(text)
    assert line_of(locate(text), path) == line


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a fault like any other."""
    with pytest.raises(DataFault, match=r"none\.toml: the file: cannot be read"):
        read(tmp_path / "none.toml")


def test_a_right_file_has_no_fault() -> None:
    """The town of the tests is sound."""
    assert len(read(FILE).offices) == 3
