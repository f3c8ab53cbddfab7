"""The waiting list by telephone: what is held is taken or let go, a wish is left, and the list is left."""

import pytest

from tests.dialog.office import Office
from tests.dialog.telephone import Telephone


@pytest.fixture
def held(phone: Telephone, office: Office) -> Telephone:
    """A call by somebody for whom a place is held."""
    return Telephone(phone.script, phone.prompts, Office(ends={"who_calls": "offered"}))


def done(phone: Telephone) -> list[str]:
    assert isinstance(phone.actions, Office)
    return phone.actions.names()


def test_what_is_held_is_told_first(held: Telephone) -> None:
    """Which place, until when, and what it costs; one key takes it, another lets it go."""
    assert held.said[0].endswith(
        "Ein Termin ist bis 10 Uhr 30 für Sie reserviert: Personalausweis, Dienstag, den 1. Dezember, um 8 "
        "Uhr 30, Bürgerservicebüro St. Lorenz. Ihr bisheriger Termin entfällt dann. Nehmen: die 1. "
        "Ablehnen: die 2. Etwas anderes: die 3. Other languages: 9."
    )
    said = held.say("ja")
    assert said.startswith("Ihr Termin ist verschoben auf Dienstag, den 1. Dezember, um 8 Uhr 30")
    assert done(held) == ["own_language", "who_calls", "take_offered"]
    assert held.press("#").startswith("Weiter zurück geht es nicht.")


@pytest.mark.parametrize(
    ("act", "outcome", "heard"),
    [
        ("take_offered", "booked", "Ihr Termin ist gebucht. Ihr Code"),
        ("take_offered", "over", "nicht mehr für Sie reserviert. Zum Hauptmenü"),
        ("take_offered", "too_many", "schon mehrere Termine gebucht"),
        ("decline_offered", "declined", "wird wieder frei. Sie bleiben auf der Warteliste."),
        ("decline_offered", "over", "nicht mehr für Sie reserviert"),
    ],
)
def test_each_end_is_told(held: Telephone, act: str, outcome: str, heard: str) -> None:
    """Taken for the first time, too late, too many, and let go."""
    assert isinstance(held.actions, Office)
    held.actions.ends[act] = outcome
    assert heard in held.press("1" if act == "take_offered" else "2")


def test_it_is_told_in_the_callers_language(held: Telephone) -> None:
    """9 tells it again; something else is the main menu, and the place stays held."""
    held.press("9")
    assert "is reserved for you until 10:30" in held.press("1")
    assert isinstance(held.actions, Office)
    assert list(dict.fromkeys(held.actions.languages)) == ["de", "en"]
    assert held.press("3").startswith("For a new appointment")
    assert "decline_offered" not in done(held)


def test_from_a_withheld_number_the_code_leads_to_it(phone: Telephone, office: Office) -> None:
    """Behind the code of the appointment it would replace; something else is that appointment."""
    office.ends["offered_instead"] = "offered"
    phone.press("2")
    assert "für Sie reserviert" in phone.press("1234567")
    assert phone.press("3").startswith("Ihr Termin: Personalausweis")
    phone.press("#")
    phone.press("1")
    assert office.names()[-1] == "take_offered"


def to_offers(phone: Telephone) -> str:
    """The offers for an identity card at the first office."""
    for key in "1112":
        phone.press(key)
    return phone.press("1")


def test_who_finds_nothing_among_the_offers_leaves_a_wish(phone: Telephone, office: Office) -> None:
    """Not before they have looked on; part of day, last day, and whether other offices would do."""
    assert "die 6" not in to_offers(phone)
    assert phone.press("6").startswith("Diese Taste hat hier keine Bedeutung")
    assert phone.press("4").endswith("Nichts dabei: die 6.")
    assert "Wann passt es?" in phone.press("6")
    phone.press("2")
    phone.press("2")
    phone.press("1712")
    assert "Nur Bürgerservicebüro St. Lorenz: die 2" in phone.said[-1]
    assert phone.press("2").startswith("Gut. Wird etwas Passendes frei, bekommen Sie eine Nachricht.")
    name, values = office.done[-1]
    assert (name, values["part"], values["until_day"], values["office"]) == (
        *("wait_for", "morning", "2026-12-17", "innenstadt"),
    )


def test_any_time_any_day_any_office(phone: Telephone, office: Office) -> None:
    """By voice; nothing of what was said before narrows it."""
    office.ends["find_offers"] = "none"
    assert "wenn etwas frei wird: die 4." in to_offers(phone)
    phone.press("4")
    for words in ("vormittags", "zurück", "egal", "egal", "alle Büros"):
        phone.say(words)
    name, values = office.done[-1]
    assert name == "wait_for"
    assert not {"part", "until_day", "office"} & values.keys()


def test_who_cannot_get_texts_is_not_offered_the_list(phone: Telephone) -> None:
    """On a fixed line the keys are without meaning."""
    fixed = Office(ends={"find_offers": "none"}, gives={"who_calls": {"can_text": False}})
    quiet = Telephone(phone.script, phone.prompts, fixed)
    assert "Nachricht" not in to_offers(quiet)
    assert quiet.press("4").startswith("Diese Taste hat hier keine Bedeutung")


def test_who_moves_waits_for_something_earlier(phone: Telephone, office: Office) -> None:
    """They have said by their appointment what they want."""
    phone.press("2")
    assert "wenn etwas Früheres frei wird: die 3." in phone.press("1234567")
    office.ends["find_offers"] = "none"
    phone.press("1")
    phone.press("4")
    assert office.names()[-1] == "wait_for_earlier"
    assert phone.step == "anything_else"


def test_the_list_is_left(phone: Telephone) -> None:
    """From the main menu of who waits; of several the one that is chosen, and only after being asked."""
    assert "Warteliste" not in phone.said[0]
    two = Office(ends={"list_waiting": "listed"}, gives={"who_calls": {"waits": True}})
    waits = Telephone(phone.script, phone.prompts, two)
    assert "Ihre Warteliste: die 4." in waits.said[0]
    assert waits.press("4").startswith("Worum geht es? Personalausweis, alle Büros: die 1.")
    assert waits.say("Reisepass").startswith("Sie warten: Reisepass, Innenstadt.")
    assert waits.press("1").startswith("Gut, wir schreiben Ihnen dazu nicht mehr.")
    assert two.done[-1][1]["waiting"] == "4"
    assert "Warteliste" not in waits.press("1")
