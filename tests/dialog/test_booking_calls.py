"""New appointments by telephone: the ways through the shipped menu."""

import pytest

from tests.dialog.office import GIVEN, Office
from tests.dialog.telephone import Telephone

TO_OFFERS = "1111"
TO_READ_BACK = "11111"


def press(phone: Telephone, keys: str) -> Telephone:
    for key in keys:
        phone.press(key)
    return phone


def test_place_is_held_before_it_is_read_back(phone: Telephone, office: Office) -> None:
    """The chosen offer is held, and what is read back names service, time, office and street."""
    press(phone, TO_READ_BACK)
    assert office.done[-1][0] == "hold_place"
    assert office.done[-1][1]["offer"] == "place_1"
    assert phone.said[-1].startswith(
        "Personalausweis: Dienstag, den 1. Dezember, um 8 Uhr 30, "
        "Bürgerservicebüro St. Lorenz, Kreuzweg 9, Lübeck."
    )


def test_second_page_of_services_is_listed(phone: Telephone) -> None:
    """6 leads to further services, and from the last page back to the first."""
    press(phone, "11")
    assert "Beglaubigung" not in phone.said[-1]
    assert "Beglaubigung: die 1." in phone.press("6")
    assert "Personalausweis: die 1." in phone.press("6")


def test_service_of_a_later_page_can_be_spoken(phone: Telephone) -> None:
    """A spoken service need not be among those that were read out."""
    press(phone, "11").say("Ich brauche eine Beglaubigung")
    assert phone.call.values["service"] == "beglaubigung"


def test_where_only_one_office_has_the_service_nobody_is_asked(phone: Telephone, office: Office) -> None:
    """The question for the office is left out."""
    office.ends["list_offices"] = "only_one"
    press(phone, "111")
    assert phone.step == "offer"
    assert office.done[-1][1]["office"] == "st_lorenz"


def test_office_can_be_chosen_by_key(phone: Telephone, office: Office) -> None:
    """2, then the number of the office; offers are then of this office."""
    press(phone, "1112")
    assert "Bürgerservicebüro Innenstadt: die 1." in phone.said[-1]
    press(phone, "1")
    assert office.names()[-1] == "find_offers"
    assert office.done[-1][1]["office"] == "innenstadt"


def test_office_can_be_named_at_once(phone: Telephone, office: Office) -> None:
    """Where the earliest is offered, the name of an office is understood, too; also its former name."""
    press(phone, "111").say("Stadtteilbüro St. Lorenz")
    assert office.done[-1][1]["office"] == "st_lorenz"


def test_later_offers_and_none_left(phone: Telephone, office: Office) -> None:
    """4 asks for later places; where there are none, the first ones are offered again."""
    press(phone, TO_OFFERS + "4")
    assert office.names()[-1] == "later_offers"
    office.ends["later_offers"] = "none"
    assert phone.press("4").startswith("Spätere Termine gibt es nicht. Die 1: Dienstag")
    assert office.names()[-1] == "find_offers"


def test_another_day_by_keypad(phone: Telephone, office: Office) -> None:
    """5, then day and month in four digits; the year is the next in which the day comes."""
    press(phone, TO_OFFERS + "5").press("0301")
    assert office.done[-1][0] == "find_offers"
    assert office.done[-1][1]["day"] == "2027-01-03"


@pytest.mark.parametrize(
    ("outcome", "sentence"), [("day_full", "alles belegt"), ("day_closed", "geschlossen")]
)
def test_day_without_places_is_told_apart(
    phone: Telephone, office: Office, outcome: str, sentence: str
) -> None:
    """A full day and a closed day are said as what they are; then the earliest or another day."""
    press(phone, TO_OFFERS + "5")
    office.ends["find_offers"] = outcome
    assert sentence in phone.press("0612")
    office.ends.clear()
    phone.press("1")
    assert phone.step == "offer"
    assert "day" not in office.done[-1][1]


def test_place_that_was_taken_meanwhile(phone: Telephone, office: Office) -> None:
    """Who chooses a place that has just gone hears so, and is offered others."""
    office.ends["hold_place"] = "taken"
    press(phone, TO_READ_BACK)
    assert phone.said[-1].startswith("Dieser Termin wurde gerade vergeben. Die 1:")


def test_another_place_releases_the_held_one(phone: Telephone, office: Office) -> None:
    """2 at the reading back frees the place before others are looked for."""
    press(phone, TO_READ_BACK + "2")
    assert office.names()[-2:] == ["drop_hold", "find_offers"]
    assert "hold" not in phone.call.values


def test_hold_that_ended_is_said(phone: Telephone, office: Office) -> None:
    """Whoever thinks for too long hears that the place is free again, and gets other offers."""
    office.ends["confirm"] = "hold_ended"
    press(phone, TO_READ_BACK + "1")
    assert phone.said[-1].startswith("Die Zeit ist abgelaufen")
    assert phone.step == "offer"


def test_too_many_bookings_lead_to_an_agent(phone: Telephone, office: Office) -> None:
    """The limit of bookings is no dead end: an agent, who sees why and gets the held place."""
    office.ends["confirm"] = "too_many"
    press(phone, TO_READ_BACK + "1")
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.reason == "too_many"
    assert phone.reply.handoff.carry["hold"] == 1


def test_service_that_only_agents_book(phone: Telephone, office: Office) -> None:
    """Such a service leads to an agent with the skill of its office."""
    office.ends["choose_service"] = "by_agent_only"
    press(phone, "111")
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.reason == "not_bookable"
    assert phone.reply.handoff.skill == "buergerservice"
    assert phone.reply.handoff.carry["service"] == "personalausweis"


def test_no_places_in_one_office_leads_to_all(phone: Telephone, office: Office) -> None:
    """Where one office has nothing free, all can be searched; after that only an agent is left."""
    press(phone, "1112")
    office.ends["find_offers"] = "none"
    assert "In allen Büros suchen: die 2." in phone.press("1")
    assert "In allen Büros suchen" not in phone.press("2")
    assert "office" not in office.done[-1][1]
    phone.press("1")
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.reason == "no_places"


def test_after_booking_all_can_be_heard_again(phone: Telephone) -> None:
    """1 repeats code, documents and text message; silence ends the call in a friendly way."""
    press(phone, TO_READ_BACK + "1")
    told = phone.said[-1]
    assert phone.press("1") == told
    assert phone.wait() == "Vielen Dank für Ihren Anruf. Auf Wiederhören."
    assert phone.reply.ended


def test_caller_without_text_messages_is_told_to_write_down(phone: Telephone) -> None:
    """Where no text message can be sent, the sentence about it is another one."""
    booked = GIVEN["confirm", "booked"]
    values = {**booked, "text_sent": False}
    assert phone.prompts.text("booked.text", "de", values) == "Bitte notieren Sie den Code."
    assert phone.prompts.text("booked.text", "de", booked) == "Eine Textnachricht ist unterwegs."


def test_who_can_be_told_of_something_earlier_is_asked(phone: Telephone, office: Office) -> None:
    """Others do not hear of it, and the 3 is no key for them."""
    booked = {**GIVEN["confirm", "booked"], "may_wait": True}
    assert "die 3" in phone.prompts.text("after_booked", "de", booked)
    press(phone, TO_READ_BACK + "1")
    assert "die 3" not in phone.said[-1]
    phone.press("3")
    assert "wait_for_earlier" not in office.names()


def test_whole_call_in_english(phone: Telephone) -> None:
    """9 in the main menu tells of other languages, each in itself; there is a way back to German."""
    told = phone.press("9")
    assert "For English: 1. Türkçe için: 2." in told
    assert [each.language for each in phone.reply.said][:3] == [None, "en", "tr"]
    assert phone.press("*") == told
    assert phone.press("1").startswith("For a new appointment, press 1.")
    press(phone, "111111")
    assert "Your code: 1 2 3, 4 5, 6 7. Once more: 1 2 3, 4 5, 6 7." in phone.said[-1]
    press(phone, "299")
    assert phone.said[-1].startswith("Für einen neuen Termin")


def test_a_language_can_be_named(phone: Telephone) -> None:
    """In the main menu, without hearing the list of them; who hears the list and says nothing stays."""
    assert phone.say("in leichter Sprache").startswith("Sie wollen einen neuen Termin?")
    assert phone.press("9").startswith("Welche Sprache")
    assert phone.wait().startswith("Hier sind noch mehr Sprachen.")
    assert phone.wait().startswith("Sie wollen einen neuen Termin?")


def test_whole_booking_by_voice(phone: Telephone, office: Office) -> None:
    """Every step can be answered in words."""
    for words in ("Neuer Termin bitte", "Bürgerservice", "Personalausweis", "der früheste Termin"):
        phone.say(words)
    phone.say("den zweiten")
    assert office.done[-1][1]["offer"] == "place_2"
    phone.say("ja bitte")
    assert phone.said[-1].startswith("Ihr Termin ist gebucht.")
