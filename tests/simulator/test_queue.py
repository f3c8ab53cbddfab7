"""Enqueue, Leave and Dial Queue: waiting, what the waitUrl is told, how a wait ends."""

import pytest
from flask import Response

from ivr.simulator import Exchange
from tests.simulator.line import CALLER, NUMBER, ScriptedLine

ENQUEUE = '<Enqueue waitUrl="/wait" action="/after">kfz</Enqueue><Say>fell through</Say>'
WAIT = '<Say>bitte warten</Say><Pause length="10"/>'


def texts(call) -> list[str]:
    return [heard.text for heard in call.heard]


def test_the_wait_goes_round(exchange: Exchange, line: ScriptedLine) -> None:
    """The waitUrl is asked again when its document is used up, and is told place, time and size."""
    line.script(voice=ENQUEUE, wait=WAIT)
    first = exchange.dial(CALLER, NUMBER)
    exchange.pass_time(4)
    second = exchange.dial("+491709999999", NUMBER)
    assert (first.state, texts(first)) == ("queue", ["bitte warten"])
    exchange.pass_time(16)
    told = [params for params in line.params("/wait") if params["CallSid"] == first.sid]
    names = ("QueuePosition", "QueueTime", "AvgQueueTime", "CurrentQueueSize", "MaxQueueSize")
    assert [[params[name] for name in names] for params in told] == [
        ["1", "0", "0", "1", "1000"],
        ["1", "10", "8", "2", "1000"],
        ["1", "20", "18", "2", "1000"],
    ]
    assert line.params("/wait")[1]["QueuePosition"] == "2"
    assert second.state == "queue"


def test_a_wait_without_pauses_does_not_race(exchange: Exchange, line: ScriptedLine) -> None:
    """A waitUrl that takes no time is asked once a second, no faster."""
    line.script(voice=ENQUEUE, wait="<Say>hm</Say>")
    call = exchange.dial(CALLER, NUMBER)
    exchange.pass_time(3)
    assert texts(call) == ["hm"] * 4


@pytest.mark.parametrize(
    ("wait", "act", "result", "heard"),
    [
        ("<Leave/>", None, "leave", ["zurück"]),
        ('<Gather numDigits="1" action="/out"/>', "1", "leave", ["zurück"]),
        (WAIT, "hang up", "hangup", ["bitte warten"]),
        ("<Dial>+491701111111</Dial>", None, "error", ["zurück"]),
        ("<Hangup/>", None, "hangup", []),
    ],
)
def test_how_a_wait_ends(
    exchange: Exchange, line: ScriptedLine, wait: str, act: str | None, result: str, heard: list[str]
) -> None:
    """The action URL gets QueueResult, sid and time; its answer counts while the caller is there."""
    line.script(voice=ENQUEUE, wait=wait, out="<Leave/>", after="<Say>zurück</Say>")
    call = exchange.dial(CALLER, NUMBER)
    exchange.pass_time(3)
    if act == "hang up":
        call.hang_up()
    elif act:
        call.press(act)
    told = line.last("/after")
    assert told["QueueResult"] == result
    assert told["QueueSid"].startswith("QU")
    assert "QueueTime" in told
    assert texts(call) == heard
    assert told["CallStatus"] == ("completed" if result == "hangup" else "in-progress")


def test_without_action_the_document_goes_on(exchange: Exchange, line: ScriptedLine) -> None:
    """Without an action URL the verb after Enqueue is next."""
    line.script(voice='<Enqueue waitUrl="/wait">q</Enqueue><Say>weiter</Say>', wait="<Leave/>")
    assert texts(exchange.dial(CALLER, NUMBER)) == ["weiter"]


@pytest.mark.parametrize(("wait_url", "heard"), [("", []), (None, ["com.twilio.music.classical"])])
def test_waits_without_a_waiturl(
    exchange, line: ScriptedLine, wait_url: str | None, heard: list[str]
) -> None:
    """No waitUrl is the carrier's own music, an empty one is silence."""
    attribute = "" if wait_url is None else f'waitUrl="{wait_url}"'
    line.script(voice=f"<Enqueue {attribute}>q</Enqueue>")
    call = exchange.dial(CALLER, NUMBER)
    assert (call.state, texts(call)) == ("queue", heard)


def test_a_full_queue_takes_nobody(exchange: Exchange, line: ScriptedLine) -> None:
    """Over maxQueueSize the action gets queue-full, without sid and time."""
    line.script(voice='<Enqueue maxQueueSize="1" waitUrl="/wait" action="/after">q</Enqueue>', wait=WAIT)
    exchange.dial(CALLER, NUMBER)
    exchange.dial("+491709999999", NUMBER)
    told = line.last("/after")
    assert told["QueueResult"] == "queue-full"
    assert "QueueSid" not in told


def test_a_waiturl_that_fails_is_an_error(exchange: Exchange, line: ScriptedLine) -> None:
    """The caller does not stay in a queue whose waitUrl cannot be had."""
    line.script(voice=ENQUEUE, after="<Say>zurück</Say>")
    line.answers["/wait"] = Response("no", status=500)
    call = exchange.dial(CALLER, NUMBER)
    assert line.last("/after")["QueueResult"] == "error"
    assert texts(call) == ["zurück"]


def test_dial_queue_takes_the_head(exchange: Exchange, line: ScriptedLine) -> None:
    """Dial Queue connects whoever waits longest, after the whisper; the action comes when both have
    parted.
    """
    line.script(
        voice=lambda params: (
            ENQUEUE
            if params["From"] == CALLER
            else '<Dial action="/dialled"><Queue url="/before">kfz</Queue></Dial>'
        ),
        wait=WAIT,
        before="<Say>Sie werden verbunden</Say>",
        after="<Say>Danke</Say>",
        dialled="<Say>vorbei</Say>",
    )
    caller = exchange.dial(CALLER, NUMBER)
    exchange.pass_time(10)
    agent = exchange.dial("+494519990001", NUMBER)
    assert (caller.state, agent.state, agent.talks_to) == ("talking", "talking", CALLER)
    whisper = line.last("/before")
    assert (whisper["QueueTime"], whisper["DequeingCallSid"]) == ("10", agent.sid)
    assert line.params("/after") == []
    exchange.pass_time(30)
    agent.hang_up()
    assert line.last("/after")["QueueResult"] == "bridged"
    assert line.last("/after")["QueueTime"] == "10"
    told = line.last("/dialled")
    assert (told["DialCallStatus"], told["DialCallSid"]) == ("completed", caller.sid)
    assert texts(caller)[-2:] == ["Sie werden verbunden", "Danke"]


def test_dial_queue_waits_for_somebody(exchange: Exchange, line: ScriptedLine) -> None:
    """Where nobody waits, Dial Queue waits until somebody comes or its time is up."""
    line.script(
        voice=lambda params: (
            ENQUEUE
            if params["From"] == CALLER
            else '<Dial timeout="20" action="/dialled"><Queue>kfz</Queue></Dial>'
        ),
        wait=WAIT,
    )
    exchange.queue("kfz")
    late = exchange.dial("+494519990001", NUMBER)
    exchange.pass_time(21)
    assert line.last("/dialled")["DialCallStatus"] == "no-answer"
    assert late.state == "completed"
    agent = exchange.dial("+494519990002", NUMBER)
    caller = exchange.dial(CALLER, NUMBER)
    assert (agent.state, caller.state) == ("talking", "talking")
    caller.hang_up()
    assert line.last("/dialled")["DialCallStatus"] == "completed"


def test_dialling_a_queue_that_is_not_there(exchange: Exchange, line: ScriptedLine) -> None:
    """An unknown queue is a failed Dial."""
    line.script(voice='<Dial action="/dialled"><Queue>nowhere</Queue></Dial>')
    exchange.dial(CALLER, NUMBER)
    assert line.last("/dialled")["DialCallStatus"] == "failed"
