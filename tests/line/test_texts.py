"""The texts as they arrive: in parts that are paid for one by one, in the alphabet with the longest."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from booking.example.city import CityData
from booking.example.load import LUEBECK
from booking.example.read import read
from booking.wording import documents_of
from voice_prompts import FOLDER, Catalog

PROMPTS = Catalog.load(FOLDER)
CITY: CityData = read(LUEBECK)

# GSM 03.38: of these each takes one place, or two; any other letter would make all of them cost double.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€")
ONE, PART = 160, 153

LONGEST = datetime(2026, 9, 24, 12, 30, tzinfo=UTC)  # no weekday and month together have more letters
LINK = f"https://termine.musterstadt.example/c/{'x' * 22}.ics"
MOST_PARTS = {"cancelled": 2, "moved": 2, "earlier": 2, "reminder": 2, "confirmed": 3}

# Other letters than those: UCS-2, with less than half the room, most of it for what the text is about.
OF_OTHER_LETTERS = frozenset({"tr", "ar", "ru", "uk", "pl"})
ONE_UCS2, PART_UCS2 = 70, 67
MOST_PARTS_UCS2 = {"cancelled": 4, "moved": 4, "earlier": 5, "reminder": 5, "confirmed": 6}


def parts(text: str, language: str = "de") -> int:
    """In how many parts a text is sent. Raises AssertionError for a letter that makes it twice as dear."""
    if language in OF_OTHER_LETTERS:
        return 1 if len(text) <= ONE_UCS2 else -(-len(text) // PART_UCS2)
    assert set(text) <= BASIC | TWICE, set(text) - BASIC - TWICE
    places = len(text) + sum(letter in TWICE for letter in text)
    return 1 if places <= ONE else -(-places // PART)


def every(kind: str, language: str) -> Iterator[str]:
    """The text about each service at each office of the example."""
    for one in CITY.services:
        for office in (each.office for each in CITY.offices if each.office.key in one.places):
            values = {
                "service": one.service.name(language),
                "start": LONGEST.isoformat(),
                "until": LONGEST.isoformat(),
                "office": office.name,
                "address": office.address,
                "documents": "; ".join(documents_of([one.service], language)),
                "code": "1234567",
                "link": LINK,
                "instead": True,
            }
            yield PROMPTS.text(f"text.{kind}", language, values)


@pytest.mark.parametrize("language", sorted(PROMPTS.languages))
@pytest.mark.parametrize("kind", MOST_PARTS)
def test_texts_are_short(kind: str, language: str) -> None:
    """Whatever the service and wherever the office."""
    longest = max(every(kind, language), key=len)
    most = MOST_PARTS_UCS2 if language in OF_OTHER_LETTERS else MOST_PARTS
    assert parts(longest, language) <= most[kind], f"{len(longest)}: {longest}"


@pytest.mark.parametrize("language", sorted(PROMPTS.languages))
def test_answers_are_one_part(language: str) -> None:
    """What is said back to a text, and says nothing of an appointment; and about call backs."""
    most = 3 if language in OF_OTHER_LETTERS else 1
    for kind in ("too_late", "declined", "several", "help", "later"):
        assert parts(PROMPTS.text(f"text.{kind}", language, {}), language) <= most, kind
    window = {"opens": LONGEST.isoformat(), "closes": LONGEST.isoformat()}
    for kind in ("call_back_moved", "call_back_later"):
        assert parts(PROMPTS.text(f"text.{kind}", language, window), language) <= most, kind


def test_parts_are_counted() -> None:
    """160 letters are one part, one more are two; a bracket counts twice; other letters are refused."""
    assert [parts("ä" * 160), parts("ä" * 161), parts("ä" * 306), parts("ä" * 307)] == [1, 2, 2, 3]
    assert [parts("[" * 80), parts("[" * 81)] == [1, 2]
    with pytest.raises(AssertionError):
        parts("„Termin“")
