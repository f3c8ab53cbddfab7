"""`<Dial>` of clients, numbers and SIP addresses: the first to answer is connected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.simulator.bridge import introduce, part
from ivr.simulator.callbacks import Callback, wanted_events
from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import Answered, Disturbance, Gone, Key, Ready, TimeUp
from ivr.simulator.leg import Leg, Route
from ivr.simulator.placing import place
from ivr.simulator.trouble import INVALID_NESTING, TOO_MANY_TARGETS, Trouble
from ivr.simulator.verbs.outcome import Outcome
from ivr.simulator.whisper import whisper

MOST_TARGETS = 10
NUMBER = re.compile(r"\+?[0-9][0-9 ()./-]{2,24}")


@dataclass(frozen=True, slots=True)
class Target:
    """Whom to ring. `address` is "client:…", "sip:…" or a number; `screen` runs on their leg before
    connecting.
    """

    address: str
    screen: Source | None = None
    callbacks: tuple[Callback, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The attributes of `<Dial>` that say how, in seconds."""

    caller_id: str
    timeout_s: int
    time_limit_s: int
    hangup_on_star: bool
    sequential: bool


def targets(verb: Verb, document: Document) -> list[Target]:
    """Raises Trouble for nobody, and for more than ten."""
    found = [_target(noun, document) for noun in verb.children]
    if verb.text:
        found.append(Target(_plain(verb.text)))
    if not found:
        raise Trouble(INVALID_NESTING, document.base, "<Dial> without anybody to dial")
    if len(found) > MOST_TARGETS:
        raise Trouble(TOO_MANY_TARGETS, document.base, f"<Dial> of {len(found)} at once; ten at most")
    return found


def _target(noun: Verb, document: Document) -> Target:
    url, callback = noun.get("url"), noun.get("statusCallback")
    events = wanted_events(noun.get("statusCallbackEvent"))
    method = noun.get("statusCallbackMethod", "POST")
    return Target(
        address=_address(noun),
        screen=document.source(url, noun.get("method", "POST")) if url else None,
        callbacks=(Callback(document.source(callback, method).url, method, events),) if callback else (),
        parameters={
            child.get("name"): child.get("value") for child in noun.children if child.name == "Parameter"
        },
    )


def _address(noun: Verb) -> str:
    identities = [child.text for child in noun.children if child.name == "Identity"]
    if noun.name == "Client":
        return "client:" + (identities[0] if identities else noun.text)
    return _plain(noun.text) if noun.name == "Number" else noun.text


def _plain(number: str) -> str:
    """E.164 without the marks that people write between digits."""
    return re.sub(r"[ ()./-]", "", number) if NUMBER.fullmatch(number) else number


def dial_phones(leg: Leg, wanted: list[Target], plan: Plan, outcome: Outcome) -> None:
    """Ring them, all at once or one after the other, and talk until one of the two hangs up."""
    rounds = [[target] for target in wanted] if plan.sequential else [wanted]
    for at_once in rounds:
        if (callee := _ring(leg, at_once, plan, outcome)) is not None:
            leg.answer()
            _talk(leg, callee, plan, outcome)
            return


def _ring(leg: Leg, wanted: list[Target], plan: Plan, outcome: Outcome) -> Leg | None:
    """Whoever answered and stayed; None when nobody did, with the reason in `outcome`."""
    rung = {_child(leg, target, plan): target for target in wanted}
    try:
        for child in rung:
            place(child)
        return _await_answer(leg, rung, plan, outcome)
    except Disturbance:
        outcome.status = "canceled"
        for child in list(leg.children):
            outcome.call_sid = child.sid
            _cancel(child)
        raise


def _child(leg: Leg, target: Target, plan: Plan) -> Leg:
    route = Route(plan.caller_id, target.address, "outbound-dial", leg, None, target.callbacks)
    child = leg.exchange.new_leg(route, leg.exchange.phone_for(target.address))
    child.parameters = target.parameters
    leg.children.append(child)
    return child


def _cancel(child: Leg) -> None:
    child.end("completed" if child.status == "in-progress" else "canceled")


def _await_answer(leg: Leg, rung: dict[Leg, Target], plan: Plan, outcome: Outcome) -> Leg | None:
    pending, screened = set(rung), False
    until: float | None = leg.exchange.clock.now() + plan.timeout_s
    while pending:
        match leg.wait(until):
            case Answered(leg=callee) if callee in pending and not screened:
                for other in pending - {callee}:
                    other.end("canceled")
                pending, screened, until = {callee}, True, None
                screen = rung[callee].screen
                if screen is None:
                    return callee
                whisper(callee, screen)
            case Ready(leg=callee) if callee in pending:
                return callee
            case Gone(leg=callee, redirected=redirected) if callee in pending:
                pending.discard(callee)
                outcome.status = callee.status if callee.over else "completed"
                outcome.call_sid = callee.sid
                outcome.duration_s = None if redirected else callee.duration
            case TimeUp():
                for other in pending:
                    outcome.status, outcome.call_sid, outcome.duration_s = "no-answer", other.sid, 0
                    other.end("no-answer")
                return None
    return None


def _talk(leg: Leg, callee: Leg, plan: Plan, outcome: Outcome) -> None:
    """The conversation; whichever way it ends, the other leg is told and hung up."""
    outcome.status, outcome.call_sid, outcome.bridged = "completed", callee.sid, True
    until = leg.exchange.clock.now() + plan.time_limit_s
    introduce(leg, callee)
    try:
        _wait_for_the_end(leg, callee, plan, outcome, until)
    finally:
        part(leg, callee)
        if callee in leg.children:
            leg.children.remove(callee)
            callee.end("completed")
            outcome.duration_s = callee.duration


def _wait_for_the_end(leg: Leg, callee: Leg, plan: Plan, outcome: Outcome, until: float) -> None:
    while True:
        match leg.wait(until):
            case Gone(leg=gone, redirected=redirected) if gone is callee:
                outcome.duration_s = None if redirected else callee.duration
                return
            case Key(key="*") if plan.hangup_on_star:
                return
            case TimeUp():
                return
