"""`<Enqueue>` and `<Leave>`: waiting in a queue until somebody takes the call, or it goes elsewhere."""

from typing import TYPE_CHECKING

from ivr.simulator.bridge import Bridge
from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import BridgeEnded, CallEnded, Dequeued, Interrupted, LeftQueue, Rerouted
from ivr.simulator.fetching import report
from ivr.simulator.queues import Member
from ivr.simulator.trouble import INVALID_NESTING, INVALID_QUEUE_NAME, Trouble
from ivr.simulator.verbs.numbers import whole_number
from ivr.simulator.vocabulary import IN_A_CONFERENCE, IN_A_QUEUE
from ivr.simulator.wait_loop import wait_for_ever, wait_source

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg


def leave(leg: "Leg", verb: Verb, document: Document) -> None:  # noqa: ARG001 - the shape of a verb
    if leg.member is None:
        raise Trouble(INVALID_NESTING, document.base, "<Leave> outside of a queue")
    raise LeftQueue


def enqueue(leg: "Leg", verb: Verb, document: Document) -> Source | None:
    """Wait; afterwards the action URL is told how it ended. Its answer counts unless the call is over or
    elsewhere.
    """
    member = _join(leg, verb, document)
    if member is None:
        return _action(verb, document, {"QueueResult": "queue-full"})
    waits = wait_source(document, verb.attributes.get("waitUrl"), verb.get("waitUrlMethod", "POST"))
    try:
        result = _wait(leg, member, waits)
    except (CallEnded, Rerouted) as change:
        was_connected = member.bridge is not None and member.bridge.connected
        result = "redirected" if isinstance(change, Rerouted) else "hangup"
        if was_connected:
            result = "redirected-from-bridged" if isinstance(change, Rerouted) else "bridged"
        member.queue.leave(member)
        _report(leg, verb, document, member, result)
        raise
    finally:
        member.queue.leave(member)
    return _action(verb, document, _outcome(member, result))


def _join(leg: "Leg", verb: Verb, document: Document) -> Member | None:
    name = verb.text
    if not name or len(name) > 64:
        raise Trouble(INVALID_QUEUE_NAME, document.base, f"queue {name!r}")
    queue = leg.exchange.queue(name)
    most = whole_number(verb, "maxQueueSize", queue.most, document, INVALID_QUEUE_NAME, least=1)
    return queue.join(leg) if len(queue.members) < most else None


def _wait(leg: "Leg", member: Member, waits: Source | None) -> str:
    """How it ended, as QueueResult; a Disturbance when the call is over or elsewhere."""
    try:
        wait_for_ever(leg, waits, IN_A_QUEUE, lambda: member.queue.wait_params(member))
    except LeftQueue:
        return "leave"
    except Trouble as trouble:
        leg.exchange.warn(trouble.code, trouble.url, trouble.sentence)
        return "error"
    except Interrupted as interruption:
        if isinstance(interruption.order, Dequeued):
            return _connect(leg, interruption.order.bridge, interruption.order.whisper)
        raise
    raise AssertionError("a wait that ended without a reason")


def _connect(leg: "Leg", bridge: Bridge, whisper: Source | None) -> str:
    """What the caller hears before, then the conversation until one of the two goes."""
    try:
        if whisper is not None and not bridge.over:
            leg.exchange.program.play_all(leg, whisper, IN_A_CONFERENCE)
    except Trouble as trouble:
        leg.exchange.warn(trouble.code, trouble.url, trouble.sentence)
        return "error"
    bridge.connect()
    while not isinstance(leg.wait(), BridgeEnded):
        pass
    return "bridged" if bridge.connected else "error"


def _outcome(member: Member, result: str) -> dict[str, str]:
    return {
        "QueueResult": result,
        "QueueSid": member.queue.sid,
        "QueueTime": str(member.waited_s),
    }


def _action(verb: Verb, document: Document, params: dict[str, str]) -> Source | None:
    if not verb.get("action"):
        return None
    return document.source(verb.get("action"), verb.get("method", "POST"), params)


def _report(leg: "Leg", verb: Verb, document: Document, member: Member, result: str) -> None:
    source = _action(verb, document, _outcome(member, result))
    if source is not None:
        report(leg, source)
