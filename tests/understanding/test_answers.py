"""Yes, no, commands and digits."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.understanding import asks_for_agent, command, digits, phone_number, yes_no
from voice_prompts import spoken

NAMES = {True: "yes", False: "no", None: "-"}


@pytest.mark.parametrize(
    "text",
    [
        "ja",
        "Ja, bitte.",
        "ja gerne",
        "genau",
        "okay",
        "ja, den nehme ich",
        "das passt",
        "stimmt so",
        "jawohl",
    ],
)
def test_yes(text: str) -> None:
    """Ways of agreeing."""
    assert yes_no(text, "de") is True


@pytest.mark.parametrize(
    "text", ["nein", "Nein, danke!", "nee", "das passt nicht", "das stimmt nicht", "falsch"]
)
def test_no(text: str) -> None:
    """Ways of refusing, among them a yes that is denied."""
    assert yes_no(text, "de") is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ja nein",
        "nein, ja doch",
        "ja, aber nicht Montag",
        "ja, lieber später",
        "Dienstag",
        "nicht schlecht",
    ],
)
def test_neither_yes_nor_no(text: str) -> None:
    """Half a yes is none: nobody is booked by it."""
    assert yes_no(text, "de") is None


def test_many_ways_of_answering(capsys: pytest.CaptureFixture[str]) -> None:
    """The share of answers that are understood, of which no yes may be read into anything else."""
    lines = Path(__file__).with_name("yes_no.txt").read_text(encoding="utf-8").splitlines()
    table = [line.rsplit("|", 1) for line in lines if "|" in line and not line.startswith("#")]
    said = {text.strip(): (meant.strip(), NAMES[yes_no(text, "de")]) for text, meant in table}
    wrong = {text: pair for text, pair in said.items() if pair[0] != pair[1]}
    with capsys.disabled():
        sys.stdout.write(f"\nyes and no: {1 - len(wrong) / len(said):.1%} of {len(said)} {wrong or ''}\n")
    assert 1 - len(wrong) / len(said) >= 0.99
    assert not [text for text, (meant, found) in wrong.items() if found == "yes"]


@pytest.mark.parametrize(
    ("text", "meant"), [("yes please", True), ("that's right", True), ("no thanks", False)]
)
def test_english_yes_and_no(text: str, meant: bool) -> None:
    """The same in English."""
    assert yes_no(text, "en") is meant


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("Mitarbeiter", "de", "agent"),
        ("Können Sie bitte etwas langsamer sprechen?", "de", "slower"),
        ("Nicht so schnell!", "de", "slower"),
        ("Das ist mir zu schnell", "de", "slower"),
        ("Einen Termin, aber der muss wirklich nicht so schnell sein", "de", None),
        ("Hilfe!", "de", "help"),
        ("Was kann ich hier sagen?", "de", "help"),
        ("slower please", "en", "slower"),
        ("could you slow down", "en", "slower"),
        ("help", "en", "help"),
        ("einen Mitarbeiter bitte", "de", "agent"),
        ("Wie bitte?", "de", "repeat"),
        ("noch einmal bitte", "de", "repeat"),
        ("zurück", "de", "back"),
        ("go back please", "en", "back"),
        ("pardon", "en", "repeat"),
        ("bitte", "de", None),
        ("Personalausweis", "de", None),
        ("Termin wiederholen und absagen", "de", None),
    ],
)
def test_commands(text: str, language: str, meant: str | None) -> None:
    """A command is the whole of what was said."""
    assert command(text, language) == meant


def test_wish_for_an_agent_within_a_sentence() -> None:
    """A longer sentence can ask for a person, or refuse one."""
    assert asks_for_agent("Kann ich bitte mit einem Menschen sprechen", "de")
    assert not asks_for_agent("Ich will keinen Mitarbeiter", "de")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("eins zwo drei vier fünf sechs sieben", "1234567"),
        ("1 2 3, 4 5, 6 7", "1234567"),
        ("123 45 67", "1234567"),
        ("null doppel vier", "044"),
        ("dreimal die sieben", "777"),
        ("zwölf vierunddreißig sechsundfünfzig sieben", "1234567"),
        ("einhundertdreiundzwanzig fünfundvierzig siebenundsechzig", "1234567"),
        ("der Code lautet 1234567 bitte", "1234567"),
        ("meine Nummer ist eins zwei", "12"),
        ("blau", None),
        ("eins zwei blau", None),
        ("", None),
        ("²³", None),
    ],
)
def test_digits(text: str, read: str | None) -> None:
    """Digits in words and groups; anything else among them is not understood."""
    assert digits(text, "de") == read


@settings(deadline=None)  # the machine may be busy
@given(st.from_regex(r"[0-9]{7}", fullmatch=True))
def test_spoken_code_is_understood(code: str) -> None:
    """Every code, said as the line says it, is read back as the same code."""
    assert digits(spoken.code(code), "de") == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0451 1223311", "+494511223311"),
        ("plus neunundvierzig vier fünf eins eins zwei zwei drei drei eins eins", "+494511223311"),
        ("null vier fünf eins zwölf zweiundzwanzig dreiunddreißig elf", "+4945112223311"),
        ("+49 451 1223311", "+494511223311"),
        ("004531234567", "+4531234567"),
        ("null eins sieben eins zwei drei vier fünf sechs sieben acht", "+491712345678"),
        ("12", None),
        ("1234567890123456789012", None),
        ("Rathaus", None),
    ],
)
def test_phone_numbers(text: str, number: str | None) -> None:
    """Numbers that can exist, as E.164; without a country they are German."""
    assert phone_number(text, "de") == number


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=400), st.sampled_from(["de", "en", "xx"]))
def test_any_text_is_answered(text: str, language: str) -> None:
    """Nothing that is said raises."""
    assert yes_no(text, language) in {True, False, None}
    assert command(text, language) in {"agent", "repeat", "slower", "back", "help", None}
    assert asks_for_agent(text, language) in {True, False}
    digits(text, language)
    phone_number(text, language)
