"""Which of several things was meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.understanding import Candidate, choose, is_place

SERVICES = [
    Candidate("personalausweis", ["Personalausweis", "Perso", "neuer Ausweis", "Ausweis verlängern"], 1),
    Candidate("vorlaeufig", ["vorläufiger Personalausweis"], 2),
    Candidate("reisepass", ["Reisepass", "Pass", "neuer Pass"], 3),
    Candidate("ummelden", ["Wohnsitz ummelden", "ummelden", "umgezogen"], None),
    Candidate("fuehrerschein", ["Führerschein umtauschen", "alter Führerschein"], None),
    Candidate("international", ["internationaler Führerschein"], None),
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Personalausweis", "personalausweis"),
        ("Ich brauche einen neuen Perso, bitte", "personalausweis"),
        ("einen vorläufigen Personalausweis", "vorlaeufig"),
        ("Reisepas", "reisepass"),
        ("ich bin umgezogen", "ummelden"),
        ("einen internationalen Führerschein", "international"),
        ("meinen alten Führerschein umtauschen", "fuehrerschein"),
        ("die Nummer drei", "reisepass"),
        ("den zweiten", "vorlaeufig"),
        ("das letzte", "reisepass"),
        ("2", "vorlaeufig"),
    ],
)
def test_words_for_a_thing(text: str, meant: str) -> None:
    """By its words, with their endings and slips, or by its place in the list."""
    assert choose(text, SERVICES, "de") == meant


@pytest.mark.parametrize(
    "text", ["", "bitte", "Hundesteuer", "Blumenkohl", "den fünften", "Wetter", "7", "Führerschein"]
)
def test_far_from_everything_is_not_understood(text: str) -> None:
    """What is far from all, or as near to two, is no guess."""
    assert choose(text, SERVICES, "de") is None


@pytest.mark.parametrize("text", ["den ersten", "den zweiten bitte", "die drei", "der letzte passt mir gut"])
def test_place_alone(text: str) -> None:
    """A place in a list, with no more than agreement beside it."""
    assert is_place(text, "de")


@pytest.mark.parametrize("text", ["am ersten Dezember", "den ersten Ausweis", "um drei Uhr", "ja", ""])
def test_more_than_a_place(text: str) -> None:
    """A day, a thing or a time is none."""
    assert not is_place(text, "de")


def test_nothing_to_choose_from() -> None:
    """Where nothing is offered nothing is chosen."""
    assert choose("Personalausweis", [], "de") is None


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=5), st.sampled_from(["de", "en", "xx"]))
def test_any_text_is_answered(text: str, phrases: list[str], language: str) -> None:
    """No text and no phrase raises, be they empty or nonsense."""
    assert choose(text, [Candidate("this", phrases, 1)], language) in {"this", None}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.meant)
def test_every_phrase_means_its_own(service: Candidate[str]) -> None:
    """Each phrase, said as it is written, means what it stands with."""
    for phrase in service.phrases:
        assert choose(phrase, SERVICES, "de") == service.meant


def test_word_for_word_is_clear() -> None:
    """What was said exactly wins over what only sounds alike."""
    both = [Candidate("in", ["register a residence"]), Candidate("out", ["deregister a residence"])]
    assert choose("deregister a residence", both, "en") == "out"
    assert choose("register a residence", both, "en") == "in"


def test_same_words_for_two_things_are_no_answer() -> None:
    """Where two things share a phrase, that phrase chooses neither."""
    both = [Candidate("a", ["Ausweis"]), Candidate("b", ["Ausweis", "Pass"])]
    assert choose("Ausweis", both, "de") is None
