"""Dial Conference, and its participants by the REST API."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.simulator import Exchange
from tests.simulator.line import CALLER, NUMBER, ScriptedLine

OTHER = "+494519990001"
ROOM = '<Dial action="/done"><Conference waitUrl="" {}>room</Conference></Dial>'
EVENTS = 'statusCallback="/room" statusCallbackEvent="start end join leave mute hold"'


def two_in_a_room(exchange: Exchange, line: ScriptedLine, first: str = "", second: str = ""):
    line.script(voice=lambda params: ROOM.format(first if params["From"] == CALLER else second))
    return exchange.dial(CALLER, NUMBER), exchange.dial(OTHER, NUMBER)


def test_two_meet_and_part(exchange: Exchange, line: ScriptedLine) -> None:
    """The room begins with the second, both hear each other, and the action gets "answered" without a
    duration.
    """
    one, other = two_in_a_room(exchange, line, EVENTS)
    one.say("Hallo")
    assert [heard.text for heard in other.heard] == ["Hallo"]
    one.hang_up()
    told = line.params("/done")[0]
    assert (told["DialCallStatus"], told["CallStatus"]) == ("answered", "completed")
    assert "DialCallDuration" not in told
    assert "DialCallSid" not in told
    other.hang_up()
    assert [told["StatusCallbackEvent"] for told in line.params("/room")] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]


def test_the_room_ends_with_the_one_who_ends_it(exchange: Exchange, line: ScriptedLine) -> None:
    """endConferenceOnExit takes everybody along."""
    one, other = two_in_a_room(exchange, line, 'endConferenceOnExit="true"')
    one.hang_up()
    assert other.state == "completed"


def test_waiting_for_the_one_who_starts_it(exchange: Exchange, line: ScriptedLine) -> None:
    """With startConferenceOnEnter="false" the wait music goes on until somebody may start."""
    line.script(
        voice=lambda params: (
            '<Dial><Conference waitUrl="/music" startConferenceOnEnter="'
            f'{"false" if params["From"] == CALLER else "true"}">room</Conference></Dial>'
        ),
        music='<Say>gleich</Say><Pause length="60"/>',
    )
    one = exchange.dial(CALLER, NUMBER)
    assert [heard.text for heard in one.heard] == ["gleich"]
    other = exchange.dial(OTHER, NUMBER)
    other.say("Da bin ich")
    assert [heard.text for heard in one.heard] == ["Da bin ich"]


def test_participants_by_rest(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """Hold, mute, announce and remove, with the real client."""
    one, other = two_in_a_room(exchange, line, EVENTS + ' participantLabel="citizen"')
    line.script(hold='<Say>einen Moment</Say><Pause length="30"/>', news="<Say>eine Durchsage</Say>")
    [room] = twilio.conferences.list(friendly_name="room", status="in-progress")
    people = twilio.conferences(room.sid).participants
    assert {p.call_sid: (p.muted, p.hold, p.label) for p in people.list()} == {
        one.sid: (False, False, "citizen"),
        other.sid: (False, False, None),
    }
    held = twilio.conferences(room.sid).participants(one.sid).update(hold=True, hold_url=f"{line.base}/hold")
    assert held.hold
    assert [heard.text for heard in one.heard] == ["einen Moment"]
    other.say("hört niemand")
    assert one.heard == []
    twilio.conferences(room.sid).participants("citizen").update(hold=False)
    other.say("wieder da")
    assert [heard.text for heard in one.heard] == ["wieder da"]
    twilio.conferences(room.sid).participants(other.sid).update(muted=True)
    other.say("stumm")
    assert one.heard == []
    twilio.conferences(room.sid).participants(one.sid).update(announce_url=f"{line.base}/news")
    assert ([heard.text for heard in one.heard], other.heard) == (["eine Durchsage"], [])
    assert twilio.conferences(room.sid).participants(other.sid).delete()
    assert other.state == "completed"
    with pytest.raises(TwilioRestException) as gone:
        twilio.conferences(room.sid).participants(other.sid).fetch()
    assert (gone.value.status, gone.value.code) == (404, 20404)


def test_a_coach_is_heard_by_one(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """A coaching participant hears all, and is heard by the coached one alone."""
    citizen, agent = two_in_a_room(exchange, line)
    [room] = twilio.conferences.list(friendly_name="room")
    phone = exchange.phone("+494519990009")
    twilio.conferences(room.sid).participants.create(
        to="+494519990009", from_=NUMBER, coaching=True, call_sid_to_coach=agent.sid, label="supervisor"
    )
    exchange.settle()
    coach = phone.answer()
    coach.say("frag nach dem Ausweis")
    assert [heard.text for heard in agent.heard] == ["frag nach dem Ausweis"]
    assert citizen.heard == []
    twilio.conferences(room.sid).participants("supervisor").update(coaching=False)
    coach.say("Guten Tag zusammen")
    assert [heard.text for heard in citizen.heard] == ["Guten Tag zusammen"]


def test_a_room_is_ended_by_rest(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """Status "completed" sends everybody on to their action URLs."""
    one, other = two_in_a_room(exchange, line)
    line.script(done="<Say>Schluss</Say>")
    [room] = twilio.conferences.list(friendly_name="room")
    twilio.conferences(room.sid).update(status="completed")
    assert [heard.text for heard in one.heard + other.heard] == ["Schluss", "Schluss"]
