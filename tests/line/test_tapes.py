"""Recording of talks: off unless set, only with the caller's word, only while two talk, and gone in time."""

from dataclasses import replace
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

import routing
from ivr.editions import Editions
from ivr.simulator import Call
from ivr.simulator.recordings import Recording
from routing import Ring, audit, talks, tapes
from routing.staff import add_staff
from routing.talks import NotPossible
from routing.tapes import TapeState
from routing.tapes.consent import TIME_TO_ANSWER
from tests.line.talks import ANNA, BELA, Desk, agent, events, open_legs, said, ticket_of
from tests.signed_in import sign_in_as
from tests.world import World

DAYS = 7
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def recording(line: World) -> World:
    """The line, as it is with recordings kept for a week."""
    shipped = line.house.editions.shipped
    edition = shipped.editions["termine"]
    recording = replace(edition, line=replace(edition.line, record_days=DAYS))
    changed = replace(shipped, editions={**shipped.editions, "termine": recording})
    lent = cast("Any", line.house.editions)
    lent.behind = Editions(changed, line.house.at_once, line.now, look_s=0.0)
    return line


def asked(line: World) -> Call:
    """A caller who wants a person, and is asked."""
    call = line.dial()
    call.press("0")
    line.work()
    return call


def talk(line: World, desk: Desk, call: Call) -> Call:
    call.press("1")
    line.work()
    desk.phone.answer()
    line.work()
    return call


def recordings(line: World) -> list[Recording]:
    return list(line.exchange.recordings.all.values())


def tape_of(line: World, call: Call) -> tapes.Tape | None:
    with line.house.sessions() as session:
        found = tapes.of_call(session, call.sid)
    return found[-1] if found else None


def press(line: World, desk: Desk, deed: Any) -> None:
    """A button of the recording, without the worker."""
    with line.house.sessions.begin() as session:
        ticket = deed(session, desk.id, now=line.now())
    tapes.Recorder(line.house.sessions, line.duties.line, line.now).follow(ticket)


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


def test_who_agrees_is_recorded_until_the_talk_ends(recording: World) -> None:
    """Asked before anybody is rung; what is said before the talk, and after it, is in no recording."""
    line, anna = recording, agent(recording)
    call = asked(line)
    assert "aufzeichnen" in call.heard[-1].text
    assert not anna.phone.ringing
    talk(line, anna, call)
    assert said(anna, call, "Guten Tag")
    (made,) = recordings(line)
    assert (made.status, made.channels, made.leg.route.to) == ("in-progress", 2, ANNA)
    line.exchange.pass_time(30)
    anna.hang_up()
    line.work()
    assert made.status == "completed"
    assert made.words == ["Guten Tag"]
    tape = tape_of(line, call)
    assert tape is not None
    assert (tape.state, tape.seconds, tape.can_be_heard) == (TapeState.OVER, 30, True)
    assert line.duties.line.tape_sound(made.sid).startswith(b"RIFF")
    call.hang_up()
    assert open_legs(line) == []


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


def test_the_agent_pauses_and_nothing_of_the_pause_is_in_it(recording: World) -> None:
    """At once, before the next word, although the worker has not been by; then it goes on."""
    line, anna = recording, agent(recording)
    call = talk(line, anna, asked(line))
    press(line, anna, lambda *given, **more: tapes.hold_on(*given, True, **more))
    (made,) = recordings(line)
    assert made.status == "paused"
    assert said(call, anna, "Meine Bankverbindung ist")
    press(line, anna, lambda *given, **more: tapes.hold_on(*given, False, **more))
    assert said(anna, call, "Danke")
    assert made.words == ["Danke"]
    assert [each for each in events(line, call) if each.startswith("record")] == [
        "recorded",
        "recording_paused",
        "recording_resumed",
    ]


def test_whoever_else_takes_part_is_not_recorded(recording: World) -> None:
    """Neither on hold nor with a colleague; who is handed over to has a recording of their own."""
    line, anna, bela = recording, agent(recording), agent(recording, BELA)
    call = talk(line, anna, asked(line))
    (made,) = recordings(line)
    anna.do(talks.hold)
    assert made.status == "paused"
    anna.do(talks.resume)
    assert made.status == "in-progress"
    anna.do(talks.consult_colleague, bela.id)
    bela.phone.answer()
    line.work()
    assert said(bela, anna, "Unter uns gesagt")
    anna.do(talks.all_together)
    assert said(bela, call, "Alle zusammen")
    assert made.words == []
    anna.do(talks.hand_over)
    line.work()
    assert made.status == "completed"
    second = recordings(line)[-1]
    assert (len(recordings(line)), second.leg.route.to) == (2, BELA)
    assert said(bela, call, "Ich übernehme")
    assert second.words == ["Ich übernehme"]
    call.hang_up()
    line.work()
    assert [each.goes_on for each in recordings(line)] == [False, False]


def test_who_takes_the_word_back_has_it_deleted(recording: World) -> None:
    """At the carrier and here, within seconds; and nobody else in this call is recorded."""
    line, anna, bela = recording, agent(recording), agent(recording, BELA)
    call = talk(line, anna, asked(line))
    press(line, anna, tapes.discard)
    line.duties.erase_tapes()
    line.exchange.pass_time(3)
    line.duties.erase_tapes()
    assert recordings(line) == []
    assert tape_of(line, call) is None
    with pytest.raises(NotPossible), line.house.sessions.begin() as session:
        tapes.discard(session, anna.id, now=line.now())
    assert isinstance(anna.do(talks.send_to_colleague, bela.id, ring_s=30), Ring)
    bela.phone.answer()
    line.work()
    assert said(bela, call, "Guten Tag")
    assert recordings(line) == []


def test_it_is_deleted_after_the_days_that_are_set(recording: World) -> None:
    """At the carrier and here; also where the carrier is away at first, or lost the answer."""
    line, anna = recording, agent(recording)
    call = talk(line, anna, asked(line))
    call.hang_up()
    line.work()
    line.exchange.pass_time(DAYS * 86400 - 60)
    line.duties.erase_tapes()
    assert tape_of(line, call) is not None
    line.exchange.pass_time(120)
    line.exchange.misbehave(rest_down_for=2)
    line.duties.erase_tapes()
    assert len(recordings(line)) == 1
    line.exchange.pass_time(3)
    line.exchange.misbehave(rest_lost_answers=1)
    for _ in range(2):
        line.duties.erase_tapes()
        line.exchange.pass_time(3)
    line.duties.erase_tapes()
    assert (recordings(line), tape_of(line, call)) == ([], None)


def test_the_carrier_on_a_bad_day(recording: World) -> None:
    """Begun once although the answer was lost; paused and ended although words come late and twice."""
    line, anna = recording, agent(recording)
    call = asked(line)
    call.press("1")
    line.work()
    anna.phone.answer()
    line.exchange.misbehave(rest_lost_answers=1, status_late_and_twice=True)
    line.work()
    (made,) = recordings(line)
    tape = tape_of(line, call)
    assert tape is not None
    assert tape.sid is None
    line.exchange.pass_time(3)
    line.work()
    tape = tape_of(line, call)
    assert tape is not None
    assert (tape.sid, tape.state, len(recordings(line))) == (made.sid, TapeState.RUNNING, 1)
    line.exchange.misbehave(rest_down_for=10)
    press(line, anna, lambda *given, **more: tapes.hold_on(*given, True, **more))
    assert made.status == "in-progress"
    line.exchange.pass_time(11)
    line.work()
    assert made.status == "paused"
    call.hang_up()
    line.work()
    line.exchange.deliver_late()
    tape = tape_of(line, call)
    assert tape is not None
    assert (made.status, tape.state, tape.can_be_heard) == ("completed", TapeState.OVER, True)


def test_supervisors_hear_it_and_each_listening_is_noted(recording: World) -> None:
    """From the page of the call; operators see that there is one. What is gone at the carrier is gone."""
    line, anna = recording, agent(recording)
    call = talk(line, anna, asked(line))
    call.hang_up()
    line.work()
    (made,) = recordings(line)
    tape = tape_of(line, call)
    assert tape is not None
    address = f"/calls/{call.sid}/tapes/{tape.id}.wav"
    gesa, olga = visitor(line, "supervisor"), visitor(line, "operator")
    assert f'src="{address}"' in gesa.get(f"/calls/{call.sid}").text
    assert "Anhören darf sie nur die Aufsicht." in olga.get(f"/calls/{call.sid}", headers=GERMAN).text
    assert olga.get(address).status_code == 403
    heard = gesa.get(address)
    assert (heard.status_code, heard.data[:4]) == (200, b"RIFF")
    del line.exchange.recordings.all[made.sid]
    assert gesa.get(address).status_code == 404
    with line.house.sessions() as session:
        found, _ = audit.entries(session, audit.Wanted(what="call.recording"))
    told = {"call": call.sid, "recording": tape.id}
    assert [(each.who, each.details) for each in found] == [("supervisor", told)] * 2


def visitor(line: World, role: str) -> FlaskClient:
    client = line.app.test_client()
    with line.house.sessions.begin() as session:
        staff = add_staff(session, role, role.title(), "a long password", [role], now=line.now())
    sign_in_as(client, line.house.sessions, staff, now=line.now())
    return client


def test_what_was_never_recorded_leaves_nothing_behind(recording: World) -> None:
    """Somebody listened from the first word to the last: no recording, no entry, no promise of one."""
    line, anna = recording, agent(recording)
    gesa = agent(line, BELA)
    call = asked(line)
    call.press("1")
    with line.house.sessions.begin() as session:
        routing.set_wants(session, gesa.id, routing.Wants.AWAY, now=line.now())
    line.duties.ring_agents()
    line.exchange.settle()
    anna.phone.answer()
    with line.house.sessions() as session:
        ticket = ticket_of(session, call)
    with line.house.sessions.begin() as session:
        talks.listen(session, ticket.id, gesa.id, now=line.now())
    line.work()
    gesa.phone.answer()
    line.work()
    call.hang_up()
    line.work()
    line.exchange.pass_time(3)
    line.duties.erase_tapes()
    assert recordings(line) == []
    assert tape_of(line, call) is None
    assert "recorded" not in events(line, call)
