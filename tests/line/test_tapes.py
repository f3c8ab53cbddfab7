"""Recording of talks: only while two talk who have agreed, whatever the carrier makes of it."""

from routing import talks, tapes
from routing.tapes import TapeState
from tests.line.talks import ANNA, BELA, agent, events, open_legs, said
from tests.line.tapes import asked, press, recordings, talk, tape_of
from tests.world import World


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
