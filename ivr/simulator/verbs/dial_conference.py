"""`<Dial><Conference>`: in a room until this leg, or the room, is done."""

from typing import TYPE_CHECKING

from ivr.simulator.callbacks import Callback, wanted_events
from ivr.simulator.conferences import MOST_PARTICIPANTS, Conference, Participant
from ivr.simulator.document import Document, Verb
from ivr.simulator.events import Announced, Interrupted, Key, TimeUp
from ivr.simulator.trouble import INVALID_NESTING, Trouble
from ivr.simulator.verbs.numbers import whole_number
from ivr.simulator.verbs.outcome import Outcome
from ivr.simulator.vocabulary import IN_A_CONFERENCE
from ivr.simulator.wait_loop import wait_for_ever, wait_source

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg
    from ivr.simulator.verbs.dial_phones import Plan


def dial_conference(leg: "Leg", noun: Verb, document: Document, plan: "Plan", outcome: Outcome) -> None:
    room = leg.exchange.rooms.open(noun.text, _callback(noun, document))
    most = whole_number(noun, "maxParticipants", MOST_PARTICIPANTS, document, INVALID_NESTING, least=2)
    if len(room.participants) >= most:
        outcome.status = "failed"
        return
    me = _participant(leg, noun, document)
    leg.answer()
    outcome.status, outcome.bridged = "answered", True
    room.join(me)
    try:
        _stay(leg, room, me, plan)
    finally:
        room.leave(me)


def _participant(leg: "Leg", noun: Verb, document: Document) -> Participant:
    return Participant(
        leg,
        label=noun.get("participantLabel"),
        starts=noun.says("startConferenceOnEnter", default=True),
        ends=noun.says("endConferenceOnExit"),
        muted=noun.says("muted"),
        wait_music=wait_source(document, noun.attributes.get("waitUrl"), noun.get("waitMethod", "POST")),
        coaches=noun.get("coach"),
    )


def _callback(noun: Verb, document: Document) -> Callback | None:
    if not noun.get("statusCallback"):
        return None
    source = document.source(noun.get("statusCallback"), noun.get("statusCallbackMethod", "POST"))
    return Callback(source.url, source.method, wanted_events(noun.get("statusCallbackEvent"), "start end"))


def _stay(leg: "Leg", room: Conference, me: Participant, plan: "Plan") -> None:
    """Music while on hold or alone, else the talk; looks again whenever the room says that something
    changed.
    """
    until = leg.exchange.clock.now() + plan.time_limit_s
    while not (me.dismissed or room.over):
        try:
            if me.hold:
                wait_for_ever(leg, me.hold_music, IN_A_CONFERENCE)
            elif not room.started:
                wait_for_ever(leg, me.wait_music, IN_A_CONFERENCE)
            elif _talked(leg, plan, until):
                return
        except Interrupted as interruption:
            if isinstance(interruption.order, Announced):
                _hear_announcement(leg, interruption.order)
        except Trouble as trouble:
            leg.exchange.warn(trouble.code, trouble.url, trouble.sentence)
            me.hold_music = me.wait_music = None


def _hear_announcement(leg: "Leg", announced: Announced) -> None:
    try:
        leg.exchange.program.play_all(leg, announced.source, IN_A_CONFERENCE)
    except Interrupted:
        return
    except Trouble as trouble:
        leg.exchange.warn(trouble.code, trouble.url, trouble.sentence)


def _talked(leg: "Leg", plan: "Plan", until: float) -> bool:
    event = leg.wait(until)
    return isinstance(event, TimeUp) or (plan.hangup_on_star and event == Key("*"))
