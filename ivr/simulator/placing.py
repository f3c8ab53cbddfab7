"""Ringing a telephone, and what it does by itself."""

from typing import TYPE_CHECKING

from ivr.simulator.document import Source
from ivr.simulator.events import Answered, CallEnded, Disturbance, Rerouted, TimeUp

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg

STATUS_OF_HABIT = {"decline": "busy", "busy": "busy", "fail": "failed"}


def place(leg: "Leg") -> None:
    """Set the telephone ringing; it ends at once where nothing can ring: "no-answer" for a client without a
    browser,
    "busy" for a telephone in use.
    """
    with leg.exchange.lock:
        leg.tell("initiated", status="initiated")
        phone = leg.phone
        if not phone.reachable:
            leg.end("no-answer")
        elif phone.engaged:
            leg.end("busy")
        elif phone.habit in STATUS_OF_HABIT:
            leg.end(STATUS_OF_HABIT[phone.habit])
        else:
            leg.ring()
            if phone.habit == "answer":
                leg.answer()


def place_and_run(leg: "Leg", source: Source, turn_s: float, timeout_s: float) -> None:
    """The life of a call that the REST API created, from its turn on; the body of its thread. Where time
    stands
    still nobody waits for their turn.
    """
    try:
        leg.stay(turn_s - leg.exchange.clock.now())
        place(leg)
        until = leg.exchange.clock.now() + timeout_s
        while not isinstance(event := leg.wait(until), Answered):
            if isinstance(event, TimeUp):
                leg.end("no-answer")
        leg.exchange.program.run(leg, source)
    except CallEnded:
        return
    except Rerouted as change:
        leg.exchange.program.run(leg, change.source)
    except Disturbance:
        leg.end("failed")
