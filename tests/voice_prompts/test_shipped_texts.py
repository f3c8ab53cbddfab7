"""The texts that ship: complete, short, and each question asked in three ways."""

import re

import pytest

from voice_prompts import FOLDER, Catalog, spoken
from voice_prompts.review import Review
from voice_prompts.template import slots

CATALOG = Catalog.load(FOLDER)
MOST_WORDS = 20
TEXT_MESSAGES = "text."


def sentences(key: str, language: str) -> list[str]:
    """The fixed parts of a prompt as sentences; what is filled in counts as one word."""
    parts = (part if isinstance(part, str) else "X" for part in CATALOG.templates[language][key])
    return re.split(r"[.!?:\n]\s*", "".join(parts))


def test_texts_are_complete() -> None:
    """Every text in every language, with the same placeholders."""
    assert [str(fault) for fault in CATALOG.faults] == []
    assert CATALOG.languages >= {"de", "en"}


@pytest.mark.parametrize("language", sorted(CATALOG.languages))
def test_sentences_are_short(language: str) -> None:
    """No sentence of more than 20 words: who listens cannot look back."""
    long = {
        key: sentence
        for key in CATALOG.keys()  # noqa: SIM118 - a method of the catalogue, no mapping
        for sentence in sentences(key, language)
        if len(sentence.split()) > MOST_WORDS
    }
    assert long == {}


@pytest.mark.parametrize("language", sorted(CATALOG.languages))
def test_questions_are_asked_again_in_other_words(language: str) -> None:
    """The three ways of a question differ."""
    for key in CATALOG.keys():  # noqa: SIM118 - a method of the catalogue, no mapping
        if f"{key}.last" in CATALOG.keys():  # noqa: SIM118
            ways = {CATALOG.templates[language][key + variant] for variant in ("", ".again", ".last")}
            assert len(ways) == 3, key


@pytest.mark.parametrize("language", sorted(CATALOG.languages))
def test_text_messages_say_what_where_and_when(language: str) -> None:
    """Service, time and office stand in each; the code and the calendar where there is an appointment."""
    always = {"service", "start", "office"}
    named = {
        key: {slot.name for slot in slots(CATALOG.templates[language][f"text.{key}"])}
        for key in ("confirmed", "moved", "cancelled", "reminder", "earlier")
    }
    assert named["cancelled"] == always | {"link"}
    assert named["moved"] == always | {"address", "code", "link"}
    assert named["confirmed"] == named["moved"] | {"documents"}
    assert named["reminder"] == always | {"address", "documents"}
    assert named["earlier"] == always | {"address", "until", "instead"}


def test_text_message_without_documents_or_street_has_no_gap() -> None:
    """Nothing to be brought, and the line is left out; an office without a street has its name alone."""
    values = {
        "service": "Personalausweis",
        "start": "2026-12-01T07:30:00+00:00",
        "office": "Bürgerservicebüro St. Lorenz",
        "address": "Kreuzweg 9, 23558 Lübeck",
        "documents": "",
        "code": "1234567",
        "link": "https://example.org/c/x.ics",
    }
    text = [
        "Hansestadt Lübeck, Termin:",
        "Personalausweis",
        "Dienstag, 1.12., 8:30 Uhr",
        "Bürgerservicebüro St. Lorenz, Kreuzweg 9, Lübeck",
        "Kalender: https://example.org/c/x.ics",
        "Ändern oder absagen: anrufen, Code 1234567",
    ]
    assert CATALOG.text("text.confirmed", "de", values).splitlines() == text
    values["address"], text[3] = "", "Bürgerservicebüro St. Lorenz"
    assert CATALOG.text("text.confirmed", "de", values).splitlines() == text


@pytest.mark.parametrize("language", sorted(CATALOG.languages))
@pytest.mark.parametrize("address", ["Kreuzweg 9, 23558 Lübeck", "Kirchplatz, Lübeck-Kücknitz", ""])
def test_offices_are_named_with_and_without_a_street(address: str, language: str) -> None:
    """In the middle of a sentence and at its end: nothing is left where a street would be, nor its comma."""
    values = {
        "service_name": "X",
        "office_name": "Moisling",
        "office_address": address,
        "start": "2026-12-01T07:30:00+00:00",
        "hours": "Y",
    }
    named = f"Moisling, {spoken.street(address)}. " if address else "Moisling. "
    for key in ("read_back", "read_back_move", "hours"):
        said = CATALOG.text(key, language, values)
        assert named in said, said
        assert not re.search(r",\s*[.,]|\s[.,]|  ", said), said


def test_what_a_machine_translated_is_marked() -> None:
    """German and English were written by people; of the rest each text is named until somebody has looked."""
    assert CATALOG.to_review("de") == CATALOG.to_review("en") == ()
    for language in CATALOG.languages - {"de", "en"}:
        assert {"greeting", "main.words.new"} <= set(CATALOG.to_review(language)), language


def test_what_an_edition_says_in_other_words_is_a_persons() -> None:
    """Its own text is not to be reviewed; all others still are."""
    own = CATALOG.over({"tr": {"own.toml": 'greeting = "İyi günler, Lübeck."\n'}}, ["tr"])
    assert set(CATALOG.to_review("tr")) - set(own.to_review("tr")) == {"greeting"}


def test_what_was_looked_at_is_marked_no_more() -> None:
    """One by one, or all below a key."""
    review = Review(by_machine=True, reviewed=("greeting", "booked.*"))
    assert review.left(["greeting", "booked", "booked.code", "goodbye"]) == ("booked", "goodbye")
    assert Review(reviewed=()).left(["greeting"]) == ()
