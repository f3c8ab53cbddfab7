"""`<Dial><Queue>`: take whoever waits longest; wait for somebody when nobody does."""

from typing import TYPE_CHECKING

from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import BridgeEnded, Connected, Key, TimeUp
from ivr.simulator.queues import Member, Queue
from ivr.simulator.verbs.outcome import Outcome

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg
    from ivr.simulator.verbs.dial_phones import Plan


def dial_queue(leg: "Leg", noun: Verb, document: Document, plan: "Plan", outcome: Outcome) -> None:
    queue = leg.exchange.existing_queue(noun.text)
    if queue is None:
        outcome.status = "failed"
        return
    member = _take(leg, queue, noun, document, plan)
    if member is None:
        return
    outcome.call_sid = member.leg.sid
    outcome.more = {"QueueSid": queue.sid, "QueueTime": str(member.waited_s), "DequeingCallSid": leg.sid}
    began = leg.exchange.clock.now()
    try:
        _talk(leg, plan, outcome)
    finally:
        outcome.duration_s = round(leg.exchange.clock.now() - began) if outcome.bridged else 0
        if member.bridge is not None:
            member.bridge.leave(leg)


def _take(leg: "Leg", queue: Queue, noun: Verb, document: Document, plan: "Plan") -> Member | None:
    def whisper(member: Member) -> Source | None:
        if not noun.get("url"):
            return None
        params = {"QueueSid": queue.sid, "QueueTime": str(member.waited_s), "DequeingCallSid": leg.sid}
        return document.source(noun.get("url"), noun.get("method", "POST"), params)

    until = leg.exchange.clock.now() + plan.timeout_s
    with leg.exchange.lock:
        queue.takers.append(leg)
    try:
        while (member := queue.take_first(leg, whisper)) is None:
            if isinstance(leg.wait(until), TimeUp):
                return None
        return member
    finally:
        with leg.exchange.lock:
            queue.takers.remove(leg)


def _talk(leg: "Leg", plan: "Plan", outcome: Outcome) -> None:
    until: float | None = None
    while True:
        match leg.wait(until):
            case Connected():
                outcome.status, outcome.bridged = "completed", True
                until = leg.exchange.clock.now() + plan.time_limit_s
            case BridgeEnded() | TimeUp():
                return
            case Key(key="*") if plan.hangup_on_star:
                return
