"""The other languages: what is spoken is understood as the same, and so are usual answers, days and times."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.example.load import LUEBECK
from booking.example.read import read
from ivr.understanding import Context, When, command, digits, understand, when, yes_no
from ivr.understanding.languages import LANGUAGES
from ivr.understanding.what import persons
from voice_prompts import spoken

TODAY = date(2026, 11, 23)  # a Monday
OTHERS = sorted(LANGUAGES - {"de", "de_leicht", "en"})
SENTENCES = [
    tuple(each.strip() for each in line.split("|"))
    for line in Path(__file__).with_name("languages.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
WORDS = [word for *_, said, _ in SENTENCES for word in said.split()]
ANSWERS = {True: "yes", False: "no", None: "-"}


@pytest.mark.parametrize("code", OTHERS)
def test_every_day_is_read_back(code: str) -> None:
    """Every day of two years, said on the day before."""
    for ahead in range(1, 731):
        day = TODAY + timedelta(days=ahead)
        said = when(spoken.day(day, code), code, day - timedelta(days=1))
        assert (said.day, said.either) == (day, ()), spoken.day(day, code)


@pytest.mark.parametrize("code", OTHERS)
def test_every_time_is_read_back(code: str) -> None:
    """Every minute of the hours in which an office may be open; at night "one" is one in the afternoon."""
    day = date(2026, 12, 1)
    for minute in range(7 * 60, 24 * 60):
        at = time(minute // 60, minute % 60)
        said = spoken.moment(datetime.combine(day, at, spoken.BERLIN), code)
        meant = when(said, code, TODAY)
        assert (meant.at, meant.day) == (at, day), said


@pytest.mark.parametrize("code", OTHERS)
def test_codes_are_read_back(code: str) -> None:
    """In digits, as they are spoken."""
    for number in ("1234567", "0000000", "9080706"):
        assert digits(spoken.code(number), code) == number


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@settings(max_examples=8, deadline=None)
@given(text=st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_any_text_has_an_answer(code: str, text: str) -> None:
    """Whatever is heard, in whatever language it is taken for."""
    services = [("passport", ("паспорт", "جواز السفر", "pasaport", "paszport"))]
    understand(text, Context(code, TODAY, services))
    yes_no(text, code)
    command(text, code)
    digits(text, code)


@pytest.mark.parametrize("code", sorted(LANGUAGES - {"de", "en", "de_leicht"}))
def test_services_are_found_by_what_they_are_called(code: str) -> None:
    """Each name and word of the example leads to its own service, or has it among the three offered."""
    services = [
        (one.service.key, (one.service.name(code), *one.service.called(code)))
        for one in read(LUEBECK).services
    ]
    right = offered = total = 0
    for key, phrases in services:
        for phrase in phrases:
            found = [each.meant for each in understand(phrase, Context(code, TODAY, services)).services]
            total, right, offered = total + 1, right + (found == [key]), offered + (key in found)
    print(f"{code}: {right / total:.1%} right at first, {offered / total:.1%} among those offered")  # noqa: T201
    assert offered / total >= 0.97


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("iki kişi için kimlik", 2),
        ("паспорт на трёх человек", 3),
        ("запись на двоих", 2),
        ("для двох осіб", 2),
        ("dla czterech osób", 4),
        ("موعد لثلاثة أشخاص", 3),
        ("موعد لشخصين", 2),
        ("соедините с человеком", None),
        ("iki kimlik", None),
        ("второй паспорт", None),
    ],
)
def test_for_how_many(said: str, count: int | None) -> None:
    """A number of people, and nothing else that is counted."""
    assert persons(said) == count


@pytest.mark.parametrize(("code", "kind", "said", "meant"), SENTENCES, ids=lambda each: each[:40])
def test_sentence(code: str, kind: str, said: str, meant: str) -> None:
    """Yes and no, commands, numbers in words, days and times; what is none of them is not guessed at."""
    assert _heard(code, kind, said) == meant


def _heard(code: str, kind: str, said: str) -> str:
    match kind:
        case "answer":
            return ANSWERS[yes_no(said, code)]
        case "command":
            return command(said, code) or "-"
        case "digits":
            return digits(said, code) or "-"
        case _:
            return _written(when(said, code, TODAY))


def _written(said: When) -> str:
    """ "2026-12-01 at 08:30": what was understood, as it stands in the file."""
    parts = [
        *([said.first.isoformat()] if said.first and said.first == said.last else []),
        *([f"{said.first or ''}..{said.last or ''}"] if said.first != said.last else []),
        *([f"or {said.either[1]}"] if said.either else []),
        *([f"at {said.at:%H:%M}"] if said.at else []),
        *([f"from {said.from_time:%H:%M}"] if said.from_time else []),
        *([f"until {said.until_time:%H:%M}"] if said.until_time else []),
        *([said.part.value] if said.part else []),
        *(["soonest"] if said.soonest else []),
        *(f"not {day}" for day in said.not_weekdays),
    ]
    return " ".join(parts) or "-"
