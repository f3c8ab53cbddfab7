"""To an agent and back: what is carried, what is said out of hours, and the number for a call back."""

import pytest

from ivr.dialog import Heard
from tests.dialog.office import Office
from tests.dialog.telephone import Telephone


def test_0_leads_to_an_agent_at_any_step(phone: Telephone) -> None:
    """With the skill of the office kind, once that is known, and with all that is known."""
    for key in "11111":
        phone.press(key)
    assert phone.press("0") == "Ich verbinde Sie mit unserer Beratung."
    handoff = phone.reply.handoff
    assert handoff is not None
    assert (handoff.skill, handoff.reason) == ("buergerservice", "asked")
    assert handoff.carry["service"] == "personalausweis"
    assert handoff.carry["service_name"] == "Personalausweis"
    assert handoff.carry["hold"] == 1


def test_agent_can_be_asked_for_in_words(phone: Telephone) -> None:
    """ "Ich möchte mit einem Menschen sprechen" is understood at every step."""
    phone.say("Ich möchte bitte mit einem Menschen sprechen")
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.skill == "citizen"


def test_story_tells_each_step_and_what_was_heard(phone: Telephone) -> None:
    """The agent reads the way through the menu, silence and nonsense included."""
    phone.press("1")
    phone.wait()
    phone.say("Blumenkohl")
    phone.press("0")
    assert [(each.step, each.kind, each.heard) for each in phone.call.story] == [
        ("main", "keys", "1"),
        ("kind", "silence", ""),
        ("kind", "speech", "Blumenkohl"),
        ("kind", "keys", "0"),
    ]


def test_out_of_hours_self_service_goes_on(phone: Telephone, office: Office) -> None:
    """Whoever asks for an agent at night hears when to call, and can go on by themselves."""
    office.ends["duty"] = "closed"
    phone.press("1")
    said = phone.press("0")
    assert "Bitte rufen Sie wieder an: Dienstag, den 24. November, um 7 Uhr." in said
    phone.press("1")
    assert phone.step == "main"


def test_out_of_hours_back_leads_to_the_question(phone: Telephone, office: Office) -> None:
    """# after the refusal goes on where the caller was, with the place still held."""
    for key in "11111":
        phone.press(key)
    office.ends["duty"] = "closed"
    phone.press("0")
    assert phone.press("#").startswith("Personalausweis: Dienstag")
    assert phone.call.values["hold"] == 1
    assert "drop_hold" not in office.names()


def test_main_menu_releases_what_was_held(phone: Telephone, office: Office) -> None:
    """Who goes back to the beginning gives up the place that they had chosen."""
    for key in "11111":
        phone.press(key)
    office.ends["duty"] = "closed"
    phone.press("0")
    phone.press("1")
    assert office.names()[-1] == "drop_hold"
    assert not set(phone.call.values) & {"hold", "service", "kind", "offer"}


def test_who_waits_may_be_called_back_on_their_number(phone: Telephone, office: Office) -> None:
    """The own number is read out and confirmed."""
    phone.press("0")
    assert "0 4 5 1" in phone.come_back("call_back")
    assert "Morgen zwischen" in phone.press("1")
    assert phone.press("2").startswith("Danke, wir rufen Sie zurück.")
    assert office.names()[-1] == "note_call_back"
    assert "number" not in office.done[-1][1]
    assert office.done[-1][1]["window"] == "2026-11-24T07:00:00+00:00"
    assert phone.reply.ended


def test_who_waits_may_leave_another_number(phone: Telephone, office: Office) -> None:
    """Another number is typed, read back, and taken as an international one; it is called in its turn."""
    office.ends["list_windows"] = "as_soon_as_possible"
    phone.press("0")
    phone.come_back("call_back")
    phone.press("2")
    assert phone.reply.listen is not None
    assert phone.reply.listen.finish_on_key == "#"
    assert "0 4 5 1" in phone.press("04511223311")
    phone.say("ja, das stimmt")
    assert office.done[-1][1]["number"] == "+494511223311"
    assert phone.reply.ended


def test_withheld_number_is_asked_for(phone: Telephone, office: Office) -> None:
    """Without a number of their own callers are asked for one; a bad one is asked for again."""
    office.ends |= {"own_number": "withheld", "note_call_back": "bad_number"}
    phone.press("0")
    phone.come_back("call_back")
    assert phone.step == "number"
    phone.press("04511223311")
    phone.press("1")
    phone.press("1")
    assert phone.step == "number"
    assert "number" not in phone.call.values


def test_who_waits_may_go_on_in_the_menu(phone: Telephone) -> None:
    """They are told that they keep the place, and come back to it with the 0."""
    phone.press("0")
    assert "Sie behalten Ihren Platz" in phone.come_back("self_service")
    assert phone.step == "main"
    phone.press("0")
    assert phone.reply.handoff is not None


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [("served", "Auf Wiederhören"), ("failed", "Bitte rufen Sie später noch einmal an")],
)
def test_call_that_comes_back_ends_clearly(phone: Telephone, outcome: str, sentence: str) -> None:
    """After the talk, or when there is no way to an agent, the call ends with a sentence."""
    phone.press("0")
    assert sentence in phone.come_back(outcome)
    assert phone.reply.ended


def test_line_that_closes_while_somebody_waits(phone: Telephone, office: Office) -> None:
    """They hear when to call again, and may go on by themselves."""
    phone.press("0")
    office.ends["duty"] = "closed"
    assert "Bitte rufen Sie wieder an" in phone.come_back("closed")
    assert phone.step == "closed"


def test_anything_else_while_waiting_keeps_the_place(phone: Telephone) -> None:
    """A stray key or an unknown outcome hands the call over once more."""
    phone.press("0")
    for heard in (Heard("keys", "5"), Heard("silence"), Heard("outcome", "unheard_of")):
        phone.hear(heard)
        assert phone.reply.handoff is not None


@pytest.mark.parametrize(("duty", "sentence"), [("open", "Ich verbinde Sie"), ("closed", "später")])
def test_fault_leads_to_an_agent_or_a_clear_end(
    phone: Telephone, office: Office, duty: str, sentence: str
) -> None:
    """After a turn that failed the caller hears an apology, and goes to an agent if there is one."""
    phone.press("1")
    office.ends["duty"] = duty
    said = phone.come_back("fault")
    assert said.startswith("Entschuldigung")
    assert sentence in said
    assert phone.call.reason == "fault"


def test_over_is_over(phone: Telephone, office: Office) -> None:
    """A late webhook of a call that has ended says nothing and does nothing."""
    phone.press("0")
    phone.come_back("served")
    done = len(office.done)
    assert phone.press("1") == ""
    assert phone.reply.ended
    assert len(office.done) == done
