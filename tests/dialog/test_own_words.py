"""A whole sentence at a menu: what was said is not asked for again, and nothing is booked without a yes."""

import pytest

from tests.dialog.office import Office
from tests.dialog.telephone import Telephone

SENTENCE = "Ich brauche nächste Woche Dienstag einen Personalausweis in St. Lorenz"


def test_sentence_is_read_back_and_booked_by_yes(phone: Telephone, office: Office) -> None:
    """All was said: the place is held and read back at once, and one word books it."""
    office.ends |= {"take_wish": "book", "list_offices": "only_one", "fit_wish": "fits"}
    phone.say(SENTENCE)
    assert phone.step == "read_back"
    assert "confirm" not in office.names()
    phone.say("ja")
    assert phone.step == "after_booked"


@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        ("book", "where"),
        ("what", "kind"),
        ("at_office", "service"),
        ("several", "which_service"),
        ("unsure", "is_it"),
        ("change", "code"),
        ("hours", "after_info"),
        ("documents", "after_info"),
        ("elsewhere", "main"),
        ("call_back", "hand_over"),
        ("group", "hand_over"),
    ],
)
def test_only_what_is_missing_is_asked_for(phone: Telephone, office: Office, outcome: str, step: str) -> None:
    """Where a sentence leads, by what was understood of it."""
    office.ends["take_wish"] = outcome
    phone.say(SENTENCE)
    assert phone.step == step


def test_what_is_not_sure_is_asked(phone: Telephone, office: Office) -> None:
    """A poor line: the service is read back before anything else; a no forgets it."""
    office.ends["take_wish"] = "unsure"
    phone.say(SENTENCE)
    phone.say("nein")
    assert phone.step == "kind"
    assert "service" not in phone.call.values


def test_one_of_two_days(phone: Telephone, office: Office) -> None:
    """ "Next Wednesday" on a Monday: both days are offered, and the one that is chosen is looked at."""
    office.ends |= {"take_wish": "book", "list_offices": "only_one", "fit_wish": "which_day"}
    phone.say(SENTENCE)
    assert phone.step == "which_day"
    office.ends["fit_wish"] = "fits"
    phone.say("der zweite")
    assert (phone.step, phone.call.values["day"]) == ("read_back", "2026-12-09")


def test_nothing_free_then(phone: Telephone, office: Office) -> None:
    """What is not free is said, and the next places are offered."""
    office.ends |= {"take_wish": "book", "list_offices": "only_one", "fit_wish": "not_then"}
    assert "nichts frei" in phone.say(SENTENCE)
    assert phone.step == "offer"


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("day_over", "29. November: Dieser Tag ist schon vorbei"),
        ("day_closed", "29. November: Da ist geschl"),
    ],
)
def test_day_that_cannot_be(phone: Telephone, office: Office, why: str, told: str) -> None:
    """Of a day that is over or closed it is said so, with its date; and what is near is offered."""
    office.ends |= {"take_wish": "book", "list_offices": "only_one", "fit_wish": "not_then"}
    office.gives["fit_wish"] = {"none_free": None, why: "2026-11-29"}
    assert told in phone.say(SENTENCE)
    assert phone.step == "offer"


def test_cancelling_by_a_sentence_goes_straight_to_it(phone: Telephone, office: Office) -> None:
    """Who said that they want to cancel is not asked whether to move or to cancel."""
    office.ends["take_wish"] = "change"
    phone.say("ich muss meinen Termin absagen")
    phone.press("1234567")
    assert phone.step == "cancel_sure"


@pytest.mark.parametrize(
    ("keys", "outcome", "step"),
    [
        ("11", "placed", "service"),  # asked first: there a whole wish is understood
        ("111", "placed", "read_back"),
        ("111", "service", "where"),
        ("1112", "timed", "office"),  # the day is kept, the office still asked for
        ("1111", "timed", "read_back"),
        ("11111", "placed", "read_back"),
    ],
)
def test_more_than_was_asked_for(
    phone: Telephone, office: Office, keys: str, outcome: str, step: str
) -> None:
    """What is said beyond the answer, or instead of what was said before, leads on; nothing is booked."""
    office.ends["add_to_wish"] = outcome
    for key in keys:
        phone.press(key)
    office.ends["fit_wish"] = "fits"
    phone.say("nein, doch lieber in Moisling am Dienstag")
    assert phone.step == step
    assert "confirm" not in office.names()
    if keys == "11111":
        assert office.names()[-3:] == ["drop_hold", "fit_wish", "hold_place"]


def test_recogniser_expects_what_can_be_named(phone: Telephone) -> None:
    """Whatever a sentence may name is a hint where sentences are understood: first names, then synonyms."""
    assert phone.reply.listen is not None
    hints = list(phone.reply.listen.hints)
    assert {"neuer Termin", "Reisepass", "Perso", "Innenstadt"} <= set(hints)
    assert hints.index("Beglaubigung") < hints.index("Perso")


def test_what_is_left_to_the_menu(phone: Telephone, office: Office) -> None:
    """Options and commands work as ever; nonsense is asked again, and given up in the end."""
    phone.say("wie bitte")
    assert "take_wish" not in office.names()
    phone.say("einen neuen Termin")
    assert phone.step == "kind"
    for _ in range(3):
        phone.say("Blumenkohl")
    assert phone.step == "hand_over"
