"""How long it takes to listen."""

import pytest

from voice_prompts.listening import seconds, seconds_of_all


@pytest.mark.parametrize(
    ("text", "language", "least", "most"),
    [
        ("Guten Tag, hier ist die Terminvergabe der Hansestadt Lübeck.", "de", 4.0, 5.0),
        ("Dienstag, den 1. Dezember, um 8 Uhr 30.", "de", 3.5, 5.0),
        ("1 2 3, 4 5, 6 7", "de", 3.2, 4.2),
        ("Press 1.", "en", 0.7, 1.5),
        ("", "de", 0.0, 0.0),
    ],
)
def test_seconds_are_about_right(text: str, language: str, least: float, most: float) -> None:
    """Numbers count as they are said, digits that are spelled take their time."""
    assert least <= seconds(text, language) <= most


def test_a_slow_voice_takes_longer_and_texts_add_up() -> None:
    """At 80 percent everything takes a quarter more, pauses too."""
    text = "Worum geht es? Bürgerservice: die 1."
    assert seconds(text, "de", 80) == pytest.approx(1.25 * seconds(text, "de"))
    assert seconds_of_all([text, text], "de") == pytest.approx(2 * seconds(text, "de"))
    assert seconds(text, "xx") > 0
