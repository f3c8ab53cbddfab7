"""Texts and words of an edition: over those that ship, and never more than what differs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.editing.refused import EditRefused
from ivr.editing.usable import sample, usable
from ivr.editing.wordings import Files, content_of, listen_for, reword, say_as_shipped
from voice_prompts import FOLDER, Catalog

SHIPPED = Catalog.load(FOLDER)
SERVICES = "Personalausweis: die 1. Reisepass: die 2. Wohnsitz anmelden: die 3. Wohnsitz ummelden: die 4."
GREETING = SHIPPED.entries["de"]["greeting"].content


def catalog(files: Files) -> Catalog:
    """What the texts of an edition read as."""
    own: dict[str, dict[str, str]] = {}
    for path, text in files.items():
        own.setdefault(path.split("/")[1], {})[path] = text
    return SHIPPED.over(own, ["de", "en"]) if own else SHIPPED


def test_a_text_is_reworded_and_made_as_it_ships_again() -> None:
    """It stands in a file like the one that it ships in; the file goes with the last of its texts."""
    files = reword({}, SHIPPED, "de", "info.again", "Bitte  wählen\nSie.", home="termine")
    assert files == {"prompts/de/main.toml": '[info]\nagain = "Bitte wählen Sie."\n'}
    files = reword(files, SHIPPED, "de", "greeting", "Moin.", home="termine")
    files = reword(files, SHIPPED, "de", "new.hint", "Neu.", home="termine")
    assert set(files) == {"prompts/de/main.toml", "prompts/de/termine.toml"}
    assert catalog(files).text("greeting", "de", {}) == "Moin."
    assert catalog(files).faults[0].code == "missing"  # the new one, in English

    files = say_as_shipped(files, "de", "info.again")
    files = reword(files, SHIPPED, "de", "greeting", str(GREETING), home="termine")
    assert set(files) == {"prompts/de/termine.toml"}
    assert say_as_shipped(files, "de", "new.hint") == {}
    assert say_as_shipped({}, "de", "greeting") == {}


def test_words_are_heard_once_each() -> None:
    """Without what is empty, and in their order."""
    words = ["Termin", " neuer  Termin ", "", "Termin"]
    files = listen_for({}, SHIPPED, "de", "main.words.new", words, home="termine")
    assert catalog(files).words("main.words.new", "de") == ("Termin", "neuer Termin")


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "text_missing"), ("x" * 1501, "text_too_long")]
)  # fmt: skip
def test_a_text_is_neither_empty_nor_endless(text: str, code: str) -> None:
    """A prompt that says nothing would leave callers waiting."""
    with pytest.raises(EditRefused) as refused:
        reword({}, SHIPPED, "de", "greeting", text, home="termine")
    assert refused.value.code == code


def test_endless_words_are_refused() -> None:
    """A recogniser takes a hundred letters."""
    with pytest.raises(EditRefused):
        listen_for({}, SHIPPED, "de", "main.words.new", ["x" * 101], home="termine")


KEYS = st.lists(
    st.sampled_from(["main", "again", "words", "first_one", "x", "offer"]), min_size=1, max_size=4
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1, max_size=20).filter(
    lambda text: bool(text.split())
)


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(st.tuples(KEYS.map(".".join), TEXTS), max_size=8), gone=st.sets(KEYS.map(".".join)))
def test_what_was_written_last_is_said(edits: list[tuple[str, str]], gone: set[str]) -> None:
    """Whatever keys stand above and below each other, and in whatever letters."""
    files: Files = {}
    for key, text in edits:
        files = reword(files, SHIPPED, "en", key, text, home="own")
    for key in gone:
        files = say_as_shipped(files, "en", key)
    wanted = {key: " ".join(text.split()) for key, text in edits if key not in gone}
    found = catalog(files)
    for key, _ in edits:
        assert content_of(found, "en", key) == wanted.get(key, content_of(SHIPPED, "en", key))


@pytest.mark.parametrize(
    ("text", "known", "heard", "unknown", "broken"),
    [
        ("Am {start:datetime}.", {"start"}, "Am Dienstag, den 1. Dezember, um 8 Uhr 30.", (), ""),
        ("Am {start:datetime}.", {"code"}, "Am Dienstag, den 1. Dezember, um 8 Uhr 30.", ("start",), ""),
        ("{waits:if main.waits} Ende.", set(), "Ihre Warteliste: die 4. Ende.", (), ""),
        ("{waits:unless main.waits} Ende.", set(), "Ende.", (), ""),
        ("{services:options}", {"services"}, SERVICES, (), ""),
        ("Am {start", {"start"}, "Am {start", (), "open_brace"),
        ("Am {start:monat}.", {"start"}, "Am ….", (), "monat"),
        ("{nobody}", None, "…", (), ""),
    ],
)
def test_how_a_text_may_sound(
    text: str, known: set[str] | None, heard: str, unknown: tuple[str, ...], broken: str
) -> None:
    """With example values, and with what is wrong where only these values are known."""
    assert sample(text, known, SHIPPED, "de") == (heard, unknown, broken)


def test_what_may_be_said_where_a_time_is_known() -> None:
    """Each form of it with an example."""
    said = dict(usable({"start", "service_name", "page"}, SHIPPED, "de"))
    assert said["{service_name}"] == "Personalausweis"
    assert said["{start:datetime}"] == "Dienstag, den 1. Dezember, um 8 Uhr 30"
    assert set(said) == {"{service_name}", "{start:datetime}", "{start:date}", "{start:time}"}
