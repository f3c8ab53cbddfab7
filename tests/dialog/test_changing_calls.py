"""Changing and cancelling by telephone, and what is said to whom."""

from tests.dialog.office import Office
from tests.dialog.telephone import Telephone

CODE = "1234567"


def test_appointment_is_found_by_code(phone: Telephone, office: Office) -> None:
    """Seven digits by key or voice; then the appointment is named."""
    phone.press("2")
    assert phone.reply.listen is not None
    assert phone.reply.listen.max_digits == 7
    said = phone.say("eins zwo drei, vier fünf, sechs sieben")
    assert office.done[-1][1]["code"] == CODE
    assert "Personalausweis, Dienstag, den 1. Dezember, um 8 Uhr 30" in said


def test_from_another_phone_the_day_is_needed(phone: Telephone, office: Office) -> None:
    """Before code and day match nothing about an appointment is said."""
    office.ends["find_appointment"] = "need_day"
    phone.press("2")
    said = phone.press(CODE)
    assert phone.step == "code_day"
    assert "Personalausweis" not in said
    office.ends.clear()
    phone.press("0112")
    assert dict(office.done)["find_appointment"]["day"] == "2026-12-01"
    assert phone.step == "appointment"
    assert "day" not in phone.call.values, "the day of an appointment is no wish for the next one"


def test_wrong_codes_lead_to_an_agent(phone: Telephone, office: Office) -> None:
    """After a wrong code another try; when the action says that it is enough, an agent."""
    office.ends["find_appointment"] = "unknown"
    phone.press("2")
    assert phone.press(CODE).startswith("Damit finde ich keinen Termin. Bitte geben Sie Ihren Code ein")
    assert "code" not in phone.call.values
    office.ends["find_appointment"] = "locked"
    phone.press(CODE)
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.reason == "wrong_code"
    assert phone.reply.handoff.skill == "citizen"


def test_cancelling_is_asked_for_twice(phone: Telephone, office: Office) -> None:
    """2, then yes; a no leads back to the appointment."""
    phone.press("2")
    phone.press(CODE)
    phone.press("2")
    assert "wirklich absagen" in phone.said[-1]
    phone.say("nein")
    assert phone.step == "appointment"
    phone.press("2")
    phone.say("ja")
    assert office.names()[-1] == "cancel"
    assert phone.said[-1].startswith("Ihr Termin ist abgesagt.")


def test_moving_keeps_the_appointment_until_the_new_place_is_sure(phone: Telephone, office: Office) -> None:
    """Another time is offered, held and read back like a new one; then it is moved, not booked."""
    phone.press("2")
    phone.press(CODE)
    phone.press("1")
    phone.press("1")
    assert phone.said[-1].startswith("Neuer Termin: Dienstag, den 1. Dezember")
    phone.press("1")
    assert office.names()[-3:] == ["find_offers", "hold_place", "move"]
    assert office.done[-1][1]["appointment"] == 7
    assert "confirm" not in office.names()


def test_appointment_that_is_gone_leads_to_an_agent(phone: Telephone, office: Office) -> None:
    """Where somebody else has changed it meanwhile, an agent sorts it out."""
    office.ends["cancel"] = "gone"
    phone.press("2")
    phone.press(CODE)
    phone.press("2")
    phone.press("1")
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.reason == "gone"


def test_hours_and_documents(phone: Telephone, office: Office) -> None:
    """Hours of an office, documents and fee of a service; each can be heard again."""
    for key in "3111":
        phone.press(key)
    assert "Geöffnet: Montag und Dienstag 8 Uhr bis 14 Uhr." in phone.said[-1]
    assert "Geschlossen" not in phone.said[-1]
    phone.press("2")
    for key in "3211":
        phone.press(key)
    told = phone.said[-1]
    assert "Bitte bringen Sie mit: bisheriger Ausweis. Kosten: 37 Euro." in told
    assert phone.press("1") == told
    assert office.names().count("documents_of") == 2


def test_only_one_office_of_a_kind_is_not_asked_for(phone: Telephone, office: Office) -> None:
    """Its hours are told at once."""
    office.ends["all_offices"] = "only_one"
    for key in "312":
        phone.press(key)
    assert "Geöffnet" in phone.said[-1]
