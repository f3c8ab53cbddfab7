"""The texts: read from folders, checked against each other, and said with values."""

from pathlib import Path

import pytest

from voice_prompts import Catalog, PromptMissing

DE = """
hello = "Guten Tag."
when = "Am {day:date} um {start:time}."

[menu]
first = "Was möchten Sie?"
again = "Bitte wählen Sie."
words.new = ["neu", "Termin"]

[format]
option = "{label}: die {key}."
numbered = "Die {key}: {label}."
"""
EN = """
hello = "Hello."
when = "On {day:date} at {start:time}."

[menu]
first = "What would you like?"
again = "Please choose."
words.new = ["new"]

[format]
option = "{label}: {key}."
numbered = "{key}: {label}."
"""


def catalog(folder: Path, de: str = DE, en: str = EN) -> Catalog:
    for language, text in (("de", de), ("en", en)):
        (folder / language).mkdir(exist_ok=True)
        (folder / language / "all.toml").write_text(text, encoding="utf-8")
    return Catalog.load(folder)


def line_of(text: str, piece: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), start=1) if piece in line)


def test_sound_texts_have_no_faults(tmp_path: Path) -> None:
    """The same keys with the same placeholders in both languages."""
    texts = catalog(tmp_path)
    assert texts.faults == ()
    assert texts.languages == {"de", "en"}
    assert texts.keys() == {"hello", "when", "menu", "menu.again", "format.option", "format.numbered"}
    assert texts.words("menu.words.new", "de") == ("neu", "Termin")
    assert texts.words("menu.words.new", "fr") == ()


def test_values_are_said_in_the_language(tmp_path: Path) -> None:
    """ISO values become words; a moment is told in Berlin's time."""
    values = {"day": "2026-12-01", "start": "2026-12-01T07:30:00+00:00"}
    texts = catalog(tmp_path)
    assert texts.text("when", "de", values) == "Am Dienstag, den 1. Dezember um 8 Uhr 30."
    assert texts.text("when", "en", values) == "On Tuesday, 1 December at 8:30."
    assert texts.placeholders("when", "de") == {"day", "start"}


def test_lists_are_read_out_with_their_keys(tmp_path: Path) -> None:
    """Choices without a key are not read out."""
    texts = catalog(
        tmp_path,
        DE + '[list]\nall = "{x:options} {x:numbered}"',
        EN + '[list]\nall = "{x:options} {x:numbered}"',
    )
    x = [{"label": "Pass", "key": "1"}, {"label": "Ausweis", "key": "2"}, {"label": "mehr"}]
    assert (
        texts.text("list.all", "de", {"x": x}) == "Pass: die 1. Ausweis: die 2. Die 1: Pass. Die 2: Ausweis."
    )


def test_conditions_say_or_leave_out(tmp_path: Path) -> None:
    """A sentence may depend on a value being there; no gap is left where it is not."""
    more = '[c]\nall = "A {x:if hello} B {x:unless hello} C"\n'
    texts = catalog(tmp_path, DE + more, EN + more)
    assert texts.text("c.all", "en", {"x": True}) == "A Hello. B C"
    assert texts.text("c.all", "en", {}) == "A B Hello. C"
    assert texts.placeholders("c.all", "en") == frozenset()


def test_a_condition_needs_what_it_says(tmp_path: Path) -> None:
    """But for the value on which it depends: where that is not there, nothing is said."""
    more = '[c]\nday = "{x:if when}"\nstart = "{start:if when}"\nnone = "{x:unless c.day}"\n'
    texts = catalog(tmp_path, DE + more, EN + more)
    assert texts.placeholders("c.day", "de") == {"day", "start"}
    assert texts.placeholders("c.start", "de") == {"day"}
    assert texts.placeholders("c.none", "de") == {"day", "start"}


def test_missing_key_or_value_is_an_error(tmp_path: Path) -> None:
    """Nothing is said with a hole in it."""
    texts = catalog(tmp_path)
    with pytest.raises(PromptMissing, match="no prompt 'nothing' in 'de'"):
        texts.text("nothing", "de", {})
    with pytest.raises(PromptMissing, match="needs the value 'start'"):
        texts.text("when", "de", {"day": "2026-12-01"})


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "key"),
    [
        ("{day:date}", "{day:date", "when", "open_brace", "when"),
        ("{day:date}", "{day:dote}", "when", "unknown_type", "when"),
        ("{day:date}", "{day:text}", "when", "other_placeholders", "when"),
        ("{day:date}", "{day:if what}", "when", "unknown_prompt", "when"),
        ('"Hello."', '"Hello. {x:if hello}"', "hello", "says_itself", "hello"),
        ('"What would you like?"', "7", "first", "not_a_text", "menu"),
        ('again = "Please choose."', 'again = "Please."\nfirst.first = "A"', "first.first", "not_toml", ""),
        ('hello = "Hello."', "hello = Hello", "hello", "not_toml", ""),
    ],
)
def test_planted_fault_is_named(tmp_path: Path, old: str, new: str, at: str, code: str, key: str) -> None:
    """Each fault with its file, its line and its key."""
    english = EN.replace(old, new)
    found = [(one.file, one.line, one.code, one.key) for one in catalog(tmp_path, en=english).faults]
    assert ("en/all.toml", line_of(english, at), code, key) in found


def test_missing_text_is_named_where_it_stands_in_the_other_language(tmp_path: Path) -> None:
    """What one language lacks is told with the place of the text that is to be translated."""
    (fault,) = catalog(tmp_path, de=DE + '[only]\nhere = "Nur hier."').faults
    assert str(fault) == "de/all.toml:14: only.here: missing in the language en"


def test_text_that_stands_twice(tmp_path: Path) -> None:
    """Two files of one language must not both say a key."""
    catalog(tmp_path)
    for language in ("de", "en"):
        (tmp_path / language / "more.toml").write_text('hello = "Hi."', encoding="utf-8")
    found = {(one.file, one.code, one.detail) for one in Catalog.load(tmp_path).faults}
    assert ("en/more.toml", "said_twice", "en/all.toml:2") in found


def test_language_that_nobody_can_speak(tmp_path: Path) -> None:
    """A folder of texts is no language as long as its dates cannot be said."""
    catalog(tmp_path)
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "all.toml").write_text(EN, encoding="utf-8")
    assert "no_rules" in {one.code for one in Catalog.load(tmp_path).faults}
