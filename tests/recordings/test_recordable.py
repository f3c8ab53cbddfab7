"""Which parts of a prompt can be recorded, and how what is said is put together from them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_prompts import FOLDER, Catalog
from voice_prompts.recordable import is_spoken, mixed, parts_of
from voice_prompts.sentences import sentences

PROMPTS = Catalog.load(FOLDER)


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("greeting", ["Guten Tag, hier ist die Terminvergabe der Hansestadt Lübeck."]),
        ("booked.code", ["Ihr Termin ist gebucht."]),
        ("service", ["Was brauchen Sie?"]),
        (
            "closed",
            ["Unsere Beratung ist gerade nicht da.", "Zum Hauptmenü: die 1. Sonst legen Sie einfach auf."],
        ),
        ("office.street", []),
        ("format.option", []),
    ],
)
def test_whole_sentences_without_a_value_can_be_recorded(key: str, parts: list[str]) -> None:
    """A value takes its sentence with it; a text that stands between two sentences parts them."""
    assert [part.text for part in parts_of(PROMPTS, key, "de")] == parts


@given(st.lists(st.sampled_from(["Ja.", "Nein.", "Die 1: Montag, den 3. Mai.", "Am St. Lorenz?"])), st.data())
def test_every_sentence_is_said_once_and_in_order(said: list[str], data: st.DataObject) -> None:
    """Whatever is recorded, what is heard are the words of the text; two voices never share a sentence."""
    text = " ".join(said)
    runs = [" ".join(said[a:b]) for a in range(len(said)) for b in range(a + 1, len(said) + 1)]
    recorded = {run: run for run in (data.draw(st.sets(st.sampled_from(runs))) if runs else ())}
    pieces = list(mixed(text, recorded))
    assert " ".join(piece for piece, _ in pieces) == text
    assert all(recording in (None, piece) for piece, recording in pieces)
    spoken = [recording is None for _, recording in pieces]
    assert not any(a and b for a, b in itertools.pairwise(spoken)), "a voice was interrupted"


@pytest.mark.parametrize("language", sorted(PROMPTS.languages))
def test_what_is_recorded_is_found_again_in_what_is_said(language: str) -> None:
    """A prompt without a value is played as a whole, in every language."""
    for key, template in PROMPTS.templates[language].items():
        if is_spoken(key) and len(template) == 1 and isinstance(template[0], str):
            text = PROMPTS.text(key, language, {})
            recorded = {part.text: part.n for part in parts_of(PROMPTS, key, language)}
            if recorded:
                assert list(mixed(text, recorded)) == [(" ".join(sentences(text)), 1)], key
