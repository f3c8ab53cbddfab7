"""Dial: clients, numbers, SIP; who answers, who declines, what the action URL and the callbacks are told."""

import pytest

from ivr.simulator import Exchange
from ivr.simulator.call import Call
from tests.simulator.line import CALLER, NUMBER, ScriptedLine

AGENT = "client:agent_17"
EVENTS = 'statusCallback="/cs" statusCallbackEvent="initiated ringing answered completed"'


def dial(exchange: Exchange, line: ScriptedLine, nouns: str, attributes: str = "") -> Call:
    line.script(voice=f'<Dial action="/done" {attributes}>{nouns}</Dial>', done="<Say>vorbei</Say>")
    return exchange.dial(CALLER, NUMBER)


def done(line: ScriptedLine) -> tuple[str, str, str | None]:
    told = line.last("/done")
    return told["DialCallStatus"], told["DialBridged"], told.get("DialCallDuration")


def test_a_client_answers_and_hangs_up(exchange: Exchange, line: ScriptedLine) -> None:
    """The callee sees the parameters; every step of its leg is reported in order; the action ends it."""
    agent = exchange.phone(AGENT)
    noun = f'<Client {EVENTS}><Identity>agent_17</Identity><Parameter name="ticket" value="5"/></Client>'
    call = dial(exchange, line, noun)
    assert agent.ringing
    assert agent.parameters == {"ticket": "5"}
    agent.answer()
    assert (call.state, call.talks_to, agent.call.talks_to) == ("talking", AGENT, CALLER)
    exchange.pass_time(42)
    agent.hang_up()
    assert done(line) == ("completed", "true", "42")
    assert line.last("/done")["DialCallSid"] == agent.call.sid
    told = line.params("/cs")
    assert [(p["CallStatus"], p["SequenceNumber"]) for p in told] == [
        ("initiated", "0"),
        ("ringing", "1"),
        ("in-progress", "2"),
        ("completed", "3"),
    ]
    assert told[-1]["CallDuration"] == "42"
    assert told[0]["ParentCallSid"] == call.sid
    assert (told[0]["Direction"], told[0]["From"], told[0]["To"]) == ("outbound-dial", CALLER, AGENT)
    assert [heard.text for heard in call.heard] == ["vorbei"]


@pytest.mark.parametrize(("habit", "status"), [("decline", "busy"), ("busy", "busy"), ("fail", "failed")])
def test_nobody_takes_it(exchange: Exchange, line: ScriptedLine, habit, status: str) -> None:
    """A callee that declines, is busy or cannot be reached is told to the action as such."""
    exchange.phone(AGENT).habit = habit
    call = dial(exchange, line, "<Client>agent_17</Client>")
    assert done(line) == (status, "false", "0")
    assert [heard.text for heard in call.heard] == ["vorbei"]


def test_ringing_ends_with_the_timeout(exchange: Exchange, line: ScriptedLine) -> None:
    """After the time-out, and no sooner, it is no-answer."""
    agent = exchange.phone(AGENT)
    dial(exchange, line, "<Client>agent_17</Client>", 'timeout="20"')
    exchange.pass_time(19)
    assert agent.ringing
    exchange.pass_time(1)
    assert not agent.ringing
    assert done(line) == ("no-answer", "false", "0")


def test_ringing_out_takes_the_default_of_thirty_seconds(exchange: Exchange, line: ScriptedLine) -> None:
    """Without a time-out a phone rings for thirty seconds."""
    dial(exchange, line, "<Number>+494519990001</Number>")
    exchange.phone("+494519990001").ring_out()
    assert exchange.clock.now() == 30
    assert done(line)[0] == "no-answer"


def test_a_client_without_a_browser_does_not_ring(exchange: Exchange, line: ScriptedLine) -> None:
    """A client that nobody has registered fails at once."""
    dial(exchange, line, "<Client>nobody</Client>")
    assert done(line) == ("no-answer", "false", "0")


@pytest.mark.parametrize(
    ("noun", "address"),
    [
        ("<Number>+49 451 / 999-0001</Number>", "+494519990001"),
        ("+494519990001", "+494519990001"),
        ("<Sip>sip:kfz@example.org</Sip>", "sip:kfz@example.org"),
    ],
)
def test_numbers_and_sip_addresses(exchange: Exchange, line: ScriptedLine, noun: str, address: str) -> None:
    """A number, with or without its noun, and a SIP address ring."""
    call = dial(exchange, line, noun)
    exchange.phone(address).answer()
    assert call.talks_to == address


def test_a_caller_who_hangs_up_ends_the_ringing(exchange: Exchange, line: ScriptedLine) -> None:
    """The ringing stops, and the action is asked although nobody will hear its answer."""
    agent = exchange.phone(AGENT)
    call = dial(exchange, line, f"<Client {EVENTS}>agent_17</Client>")
    call.hang_up()
    assert not agent.ringing
    assert done(line)[0] == "canceled"
    assert line.last("/done")["CallStatus"] == "completed"
    assert line.last("/cs")["CallStatus"] == "canceled"
    assert call.heard == []


def test_a_caller_who_hangs_up_ends_the_talk(exchange: Exchange, line: ScriptedLine) -> None:
    """The callee's leg ends with the caller's."""
    agent = exchange.phone(AGENT)
    call = dial(exchange, line, "<Client>agent_17</Client>")
    talk = agent.answer()
    call.hang_up()
    assert talk.state == "completed"
    assert done(line)[:2] == ("completed", "true")


def test_of_several_the_first_to_answer_wins(exchange: Exchange, line: ScriptedLine) -> None:
    """All ring at once; when one answers the others stop, and learn nothing more."""
    phones = [exchange.phone(f"client:agent_{n}") for n in range(3)]
    call = dial(exchange, line, "".join(f"<Client>agent_{n}</Client>" for n in range(3)))
    assert all(phone.ringing for phone in phones)
    phones[0].decline()
    assert call.state == "in-progress"
    phones[2].answer()
    assert [phone.ringing for phone in phones] == [False, False, False]
    assert call.talks_to == "client:agent_2"
    assert phones[1].call.state == "canceled"


def test_sequential_rings_one_after_the_other(exchange: Exchange, line: ScriptedLine) -> None:
    """With sequential="true" the next rings when the one before has not taken it."""
    first, second = exchange.phone("client:a"), exchange.phone("client:b")
    call = dial(exchange, line, "<Client>a</Client><Client>b</Client>", 'sequential="true"')
    assert (first.ringing, second.ringing) == (True, False)
    first.decline()
    assert second.ringing
    second.answer()
    assert call.talks_to == "client:b"


def test_more_than_ten_are_refused(exchange: Exchange, line: ScriptedLine) -> None:
    """Ten at most at once."""
    dial(exchange, line, "<Client>a</Client>" * 11)
    assert "ErrorCode" in line.last("/fallback")


@pytest.mark.parametrize(("whisper", "connected"), [("<Say>ein Anruf</Say>", True), ("<Hangup/>", False)])
def test_a_whisper_before_connecting(exchange, line: ScriptedLine, whisper: str, connected: bool) -> None:
    """`url` runs on the callee's leg after the answer: its end connects, its Hangup declines."""
    line.script(whisper=whisper)
    agent = exchange.phone(AGENT)
    call = dial(exchange, line, '<Client url="/whisper">agent_17</Client>')
    agent.answer()
    asked = line.last("/whisper")
    assert (asked["To"], asked["CallStatus"], asked["ParentCallSid"]) == (AGENT, "in-progress", call.sid)
    assert (call.talks_to == AGENT) is connected
    if not connected:
        assert done(line)[:2] == ("completed", "false")


def test_a_whisper_asks_for_a_key(exchange: Exchange, line: ScriptedLine) -> None:
    """A callee can be asked to press a key first; the caller goes on waiting meanwhile."""
    line.script(
        whisper='<Gather numDigits="1" action="/accept"><Say>eins</Say></Gather><Hangup/>',
        accept="<Say>ja</Say>",
    )
    agent = exchange.phone("+494519990001")
    call = dial(exchange, line, '<Number url="/whisper">+494519990001</Number>')
    agent.answer()
    assert call.talks_to is None
    agent.press("1")
    assert call.talks_to == "+494519990001"
    assert [heard.text for heard in agent.heard] == ["eins", "ja"]


def test_a_caller_who_hangs_up_during_the_whisper(exchange: Exchange, line: ScriptedLine) -> None:
    """The callee's leg ends in the middle of its TwiML."""
    line.script(whisper='<Gather numDigits="1"/>')
    agent = exchange.phone(AGENT)
    call = dial(exchange, line, '<Client url="/whisper">agent_17</Client>')
    talk = agent.answer()
    call.hang_up()
    assert talk.state == "completed"
    assert done(line)[1] == "false"


def test_a_whisper_may_not_dial(exchange: Exchange, line: ScriptedLine) -> None:
    """Dial within a whisper is an error: the callee's leg fails."""
    line.script(whisper="<Dial>+491701111111</Dial>")
    agent = exchange.phone(AGENT)
    dial(exchange, line, '<Client url="/whisper">agent_17</Client>')
    agent.answer()
    assert done(line)[0] == "failed"


def test_answer_on_bridge_rings_on(exchange: Exchange, line: ScriptedLine) -> None:
    """With answerOnBridge the caller's leg is answered when the callee is."""
    agent = exchange.phone(AGENT)
    call = dial(exchange, line, "<Client>agent_17</Client>", 'answerOnBridge="true"')
    assert call.state == "ringing"
    agent.answer()
    assert call.state == "talking"


def test_star_hangs_up_the_callee(exchange: Exchange, line: ScriptedLine) -> None:
    """hangupOnStar ends the talk and goes on with the call."""
    agent = exchange.phone(AGENT)
    call = dial(exchange, line, "<Client>agent_17</Client>", 'hangupOnStar="true"')
    talk = agent.answer()
    call.press("*")
    assert talk.state == "completed"
    assert [heard.text for heard in call.heard] == ["vorbei"]


def test_the_time_limit_ends_the_talk(exchange: Exchange, line: ScriptedLine) -> None:
    """timeLimit is in seconds of talk."""
    agent = exchange.phone(AGENT)
    dial(exchange, line, "<Client>agent_17</Client>", 'timeLimit="60"')
    agent.answer()
    exchange.pass_time(60)
    assert done(line) == ("completed", "true", "60")


def test_without_action_the_document_goes_on(exchange: Exchange, line: ScriptedLine) -> None:
    """Without an action URL the verb after Dial is next."""
    line.script(voice="<Dial><Client>nobody</Client></Dial><Say>weiter</Say>")
    assert [heard.text for heard in exchange.dial(CALLER, NUMBER).heard] == ["weiter"]


def test_two_who_talk_hear_each_other(exchange: Exchange, line: ScriptedLine) -> None:
    """What one says, the other hears, unless muted."""
    agent = exchange.phone(AGENT)
    call = dial(exchange, line, "<Client>agent_17</Client>")
    agent.answer()
    call.say("Guten Tag")
    assert [(heard.text, heard.kind) for heard in agent.heard] == [("Guten Tag", "voice")]
    agent.call.leg.muted = True
    agent.say("niemand hört das")
    assert call.heard == []


def test_a_phone_in_use_is_busy(exchange: Exchange, line: ScriptedLine) -> None:
    """A number takes one call at a time."""
    phone = exchange.phone("+494519990001")
    dial(exchange, line, "<Number>+494519990001</Number>")
    phone.answer()
    exchange.dial("+491709999999", NUMBER)
    assert done(line)[0] == "busy"


def test_the_caller_id_must_be_ours(exchange: Exchange, line: ScriptedLine) -> None:
    """The callee sees the caller's number, or one of the account's; another's is refused."""
    phone = exchange.phone("+494519990001")
    dial(exchange, line, "<Number>+494519990001</Number>", f'callerId="{NUMBER}"')
    assert phone.call.leg.route.from_ == NUMBER
    phone.decline()
    dial(exchange, line, "<Number>+494519990001</Number>", 'callerId="+491234567890"')
    assert line.last("/fallback")["ErrorCode"] == "13214"
