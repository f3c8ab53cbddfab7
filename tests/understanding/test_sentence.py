"""Everything in one breath."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.understanding.sentence import Context, understand
from tests.understanding.what.corpus import offices, services
from tests.understanding.when.notation import told

GERMAN = Context("de", date(2026, 11, 23), services(), offices())

# intent, service, office, persons, when
SENTENCES = {
    "Ich brauche nächste Woche Dienstag nachmittags einen Termin für einen Personalausweis in St. Lorenz": (
        "book personalausweis st_lorenz - 12-01 afternoon"
    ),
    "Perso verlängern in Kücknitz so bald wie möglich": "book personalausweis kuecknitz - soonest",
    "Mitte Dezember mein Auto abmelden": "book kfz_abmelden - - 12-11..12-20",
    "im Stadtteilbüro Travemünde am Donnerstag Kinderausweise für mich und meine zwei Kinder": (
        "- kinderausweis travemuende 3 11-26"
    ),
    "was kostet ein Reisepass": "fees reisepass - -",
    "wann hat das Büro in Moisling geöffnet": "hours - moisling -",
    "ich muss meinen Termin am Freitag absagen": "cancel - - - 11-27",
    "Sankt Gertrud": "- - st_gertrud -",
    "für vier Personen": "- - - 4",
    "für dreißig Personen": "- - - 30",
    "zwei Reisepässe in zwei Wochen": "- reisepass - 2 12-07",
    "Reisepässe für mich und meine Tochter": "- reisepass - 2",
    "meine Frau und ich brauchen Reisepässe": "book reisepass - 2",
    "einen Termin": "book - - -",
    "äh": "- - - -",
}


@pytest.mark.parametrize(("text", "slots"), SENTENCES.items())
def test_all_slots_of_a_sentence(text: str, slots: str) -> None:
    """What was said is there, and nothing else."""
    said = understand(text, GERMAN)
    found = (said.intent, said.service, said.office and said.office.meant, said.persons, told(said.when))
    assert " ".join(str(one or "-") for one in found[:4]) + (f" {found[4]}" if found[4] else "") == slots


@pytest.mark.parametrize(
    ("text", "services_named"),
    [
        (
            "einen Personalausweis für mich und einen Kinderausweis für meine Tochter",
            "personalausweis kinderausweis",
        ),
        ("Perso und Reisepass", "personalausweis reisepass"),
        ("ich brauche einen Personalausweis und meine Frau einen Reisepass", "personalausweis reisepass"),
        ("Ausweis und Pass abholen", "ausweis_abholen"),
        ("mein Ausweis und mein Pass sind weg", "ausweis_verloren"),
    ],
)
def test_two_services_are_both_offered(text: str, services_named: str) -> None:
    """Where each of two is named, neither is a guess; where one thing is done with both, it is one."""
    assert " ".join(one.meant for one in understand(text, GERMAN).services) == services_named


def test_a_poor_line_is_less_sure() -> None:
    """What the recogniser is unsure of cannot be surer by being understood."""
    poor = Context("de", GERMAN.today, GERMAN.services, GERMAN.offices, heard=0.3)
    assert understand("Personalausweis", poor).confidence == 0.3


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.text(max_size=400), st.sampled_from(["de", "en", "xx"]))
def test_any_text_is_answered(text: str, language: str) -> None:
    """Nothing that is said raises."""
    context = Context(language, GERMAN.today, GERMAN.services, GERMAN.offices)
    assert 0 <= understand(text, context).confidence <= 1
