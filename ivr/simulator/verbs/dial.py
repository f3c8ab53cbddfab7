"""`<Dial>`: other legs for this call, and what the action URL is told when they are over."""

from typing import TYPE_CHECKING

from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import CallEnded
from ivr.simulator.fetching import report
from ivr.simulator.trouble import INVALID_CALLER_ID, INVALID_DIAL_TIMEOUT, INVALID_NESTING, Trouble
from ivr.simulator.verbs.dial_conference import dial_conference
from ivr.simulator.verbs.dial_phones import Plan, dial_phones, targets
from ivr.simulator.verbs.dial_queue import dial_queue
from ivr.simulator.verbs.numbers import whole_number
from ivr.simulator.verbs.outcome import Outcome

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg


def dial(leg: "Leg", verb: Verb, document: Document) -> Source | None:
    outcome = Outcome()
    try:
        _connect(leg, verb, document, outcome)
    except CallEnded:
        if (source := _action(verb, document, outcome)) is not None:
            report(leg, source)
        raise
    return _action(verb, document, outcome)


def _connect(leg: "Leg", verb: Verb, document: Document, outcome: Outcome) -> None:
    nouns = {child.name for child in verb.children}
    plan = _plan(leg, verb, document)
    if nouns == {"Conference"}:
        dial_conference(leg, verb.children[0], document, plan, outcome)
    elif nouns == {"Queue"}:
        dial_queue(leg, verb.children[0], document, plan, outcome)
    elif nouns & {"Conference", "Queue"}:
        raise Trouble(INVALID_NESTING, document.base, "<Conference> and <Queue> stand alone within <Dial>")
    else:
        dial_phones(leg, targets(verb, document), plan, outcome)


def _plan(leg: "Leg", verb: Verb, document: Document) -> Plan:
    return Plan(
        caller_id=_caller_id(leg, verb, document),
        timeout_s=whole_number(verb, "timeout", 30, document, INVALID_DIAL_TIMEOUT),
        time_limit_s=whole_number(verb, "timeLimit", 14400, document, INVALID_DIAL_TIMEOUT),
        hangup_on_star=verb.says("hangupOnStar"),
        sequential=verb.says("sequential"),
    )


def _caller_id(leg: "Leg", verb: Verb, document: Document) -> str:
    """The number that is shown: the caller's, or one of the account's own. Raises Trouble for somebody
    else's.
    """
    caller_id = verb.get("callerId")
    if not caller_id:
        return leg.route.from_
    only_clients = all(child.name == "Client" for child in verb.children)
    known = {leg.route.from_, leg.route.to, *leg.exchange.numbers}
    if caller_id not in known and not only_clients:
        raise Trouble(INVALID_CALLER_ID, document.base, "callerId is none of this account's numbers")
    return caller_id


def _action(verb: Verb, document: Document, outcome: Outcome) -> Source | None:
    if not verb.get("action"):
        return None
    return document.source(verb.get("action"), verb.get("method", "POST"), outcome.params())
