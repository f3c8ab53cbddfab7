"""TwiML on a called party's leg, after they answered and before they are connected."""

from typing import TYPE_CHECKING

from ivr.simulator.events import CallEnded, Disturbance, Ready, Rerouted
from ivr.simulator.trouble import Trouble
from ivr.simulator.vocabulary import BEFORE_CONNECTING

if TYPE_CHECKING:
    from ivr.simulator.document import Source
    from ivr.simulator.leg import Leg


def whisper(callee: "Leg", screen: "Source") -> None:
    """Start it on the callee's own thread. Its end means "connect"; a `<Hangup>` in it, that they decline."""
    with callee.exchange.lock:
        callee.start(lambda: _whisper(callee, screen))


def _whisper(callee: "Leg", screen: "Source") -> None:
    program = callee.exchange.program
    try:
        program.play_all(callee, screen, BEFORE_CONNECTING)
        callee.controller.post(Ready(callee))
    except CallEnded:
        return
    except Rerouted as change:
        program.run(callee, change.source)
    except Trouble as trouble:
        callee.exchange.warn(trouble.code, trouble.url, trouble.sentence)
        callee.end("failed")
    except Disturbance:
        callee.end("completed")
