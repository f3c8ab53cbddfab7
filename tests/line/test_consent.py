"""Whether a talk may be recorded: asked of the caller, before anybody is rung, and only yes is yes."""

import pytest

from routing import tapes
from routing.reports import contacts
from routing.resting import TIME_TO_ANSWER
from tests.line.talks import agent, said, ticket_of
from tests.line.tapes import asked, recordings
from tests.world import World


def test_nothing_is_asked_and_nothing_recorded_unless_the_line_says_so(line: World) -> None:
    """As it ships: whoever wants a person is rung through at once."""
    anna = agent(line)
    call = line.dial()
    call.press("0")
    line.work()
    anna.phone.answer()
    line.work()
    assert "aufzeichnen" not in " ".join(heard.text for heard in call.all_heard)
    assert recordings(line) == []


@pytest.mark.parametrize("refusal", ["2", "nein, lieber nicht", ""])
def test_who_does_not_say_yes_is_not_recorded(recording: World, refusal: str) -> None:
    """A key, a word, or silence: it is said again that nothing is recorded, and the call goes its way."""
    line, anna = recording, agent(recording)
    call = asked(line)
    if refusal == "2":
        call.press(refusal)
    elif refusal:
        call.say(refusal)
    else:
        call.silence()
    assert any("nichts aufgezeichnet" in heard.text for heard in call.heard)
    line.work()
    anna.phone.answer()
    line.work()
    assert said(anna, call, "Guten Tag")
    assert recordings(line) == []


def test_a_yes_in_words_and_in_another_language(recording: World) -> None:
    """Asked and understood in the language of the call."""
    line = recording
    line.add_agent("eve", "client:agent_eve", "citizen", languages=("tr",))
    call = line.dial()
    for key in "920":
        call.press(key)
    assert "kaydedebilir miyiz" in call.heard[-1].text
    call.say("evet")
    assert any("Teşekkürler" in heard.text for heard in call.heard)
    line.work()
    line.exchange.phone("client:agent_eve").answer()
    line.work()
    assert [each.status for each in recordings(line)] == ["in-progress"]


def test_the_question_is_asked_once_and_keeps_nobody_waiting(recording: World) -> None:
    """Who went back to the menu is not asked again. Who never answers is rung through all the same."""
    line = recording
    call = asked(line)
    call.press("1")
    call.press("2")  # the menu, with the place
    call.press("0")
    assert sum("aufzeichnen" in heard.text for heard in call.all_heard) == 1
    call.hang_up()
    silent = asked(line)
    anna = agent(line)
    line.exchange.pass_time(TIME_TO_ANSWER.total_seconds() + 1)
    line.work()
    assert anna.phone.ringing
    anna.phone.answer()
    line.work()
    assert said(anna, silent, "Guten Tag")
    assert recordings(line) == []


def test_the_question_is_no_wait(recording: World) -> None:
    """From the answer on the caller waits; their place is that of when they wanted a person."""
    line = recording
    call = asked(line)
    wanted = line.now()
    line.exchange.pass_time(4)
    call.press("1")
    line.exchange.pass_time(5)
    anna = agent(line)
    line.work()
    anna.phone.answer()
    with line.house.sessions() as session:
        ticket = ticket_of(session, call)
        (contact,) = contacts(session, wanted, line.now())
    assert contact.wait_s == 5
    assert ticket.counts_from == wanted


def test_an_answer_that_comes_late_and_twice_changes_no_figure(recording: World) -> None:
    """Who was rung through unasked has waited all the while."""
    line = recording
    call = asked(line)
    line.exchange.pass_time(TIME_TO_ANSWER.total_seconds() + 1)
    with line.house.sessions() as session:
        before = ticket_of(session, call)
    anna = agent(line)
    line.work()
    assert anna.phone.ringing
    for _ in range(2):
        with line.house.sessions.begin() as session:
            assert not tapes.answer(session, ticket_of(session, call), agreed=False, now=line.now())
    with line.house.sessions() as session:
        assert ticket_of(session, call).enqueued_at == before.enqueued_at
