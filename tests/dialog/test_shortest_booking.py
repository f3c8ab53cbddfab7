"""How short calls are: keys, seconds of listening, options, words; in every language of every line."""

import pytest

from ivr.dialog.paths import BOOKED, paths
from ivr.editions import Edition, read_shipped
from ivr.prompt_report import LINES, report
from voice_prompts.listening import seconds

EDITIONS = read_shipped(LINES).editions
SPOKEN = [(key, language) for key, edition in EDITIONS.items() for language in edition.line.languages]
GREETING_SECONDS = 8


@pytest.mark.parametrize(("line", "language"), SPOKEN)
def test_nothing_is_longer_than_it_may_be(
    line: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A booking takes 5 keys and 60 s at most, or one sentence and yes; menus and sentences are short.

    The report that says so tells of every path.
    """
    assert report(EDITIONS[line], language) == []
    told = capsys.readouterr().out
    booked = next((row.split() for row in told.splitlines() if row.startswith(f"  {BOOKED}")), None)
    assert (line == "termine") == (booked is not None)
    if booked is not None:
        assert "by voice: one sentence and yes" in told
        with capsys.disabled():
            print(f"\nshortest booking, {language}: {booked[1]} keys, {booked[2]} s")  # noqa: T201 - for the reader


def test_a_path_goes_through_the_questions_with_their_time(edition: Edition) -> None:
    """Who presses at once listens to less than who hears everything; deeper questions take longer."""
    found = paths(edition.script, edition.prompts, "de")
    assert found["where"].keys == ("1", "4")
    assert found["where"].seconds < found["offer"].seconds < found["offer"].in_full
    assert set(found) >= {"read_back_move", "cancel_sure", "call_back_when", "hours_office", "wait_day"}
    slow = paths(edition.script, edition.prompts, "de", 80)
    assert slow["offer"].seconds == pytest.approx(1.25 * found["offer"].seconds)


@pytest.mark.parametrize(
    ("prompt", "text", "broken"),
    [
        ("main.last", f"Bitte {'sehr ' * 20}gern.", "main.last has a sentence of 22 words"),
        ("info.first", "Öffnungszeiten: die 1. Unterlagen und Kosten: die 2.", ""),
    ],
)
def test_what_is_too_long_is_named(edition: Edition, prompt: str, text: str, broken: str) -> None:
    """By its key, with the sentence."""
    name, _, part = prompt.partition(".")
    own = edition.prompts.over({"de": {"own.toml": f'[{name}]\n{part} = "{text}"\n'}}, ["de"])
    long = report(Edition(None, edition.line, edition.script, own), "de")
    assert [broken in fault for fault in long] == ([True] if broken else [])


@pytest.mark.parametrize("language", EDITIONS["termine"].line.languages)
def test_greeting_is_short(edition: Edition, language: str) -> None:
    """Nobody waits longer than 8 seconds for the menu."""
    text = edition.prompts.text("greeting", language, {})
    assert seconds(text, language, edition.voice(language).rate) <= GREETING_SECONDS


@pytest.fixture
def edition() -> Edition:
    return EDITIONS["termine"]
