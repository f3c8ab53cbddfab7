"""What the line is told about a leg: the parameters of every request, and the status callbacks."""

from math import ceil
from typing import TYPE_CHECKING

from ivr.simulator.callbacks import Courier
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg


def voice_params(leg: "Leg") -> dict[str, str]:
    """The parameters that every request about a leg carries; what the carrier does not know is sent empty."""
    from_, to = leg.route.from_, leg.route.to
    params = {
        "CallSid": leg.sid,
        "AccountSid": leg.exchange.account_sid,
        "ApiVersion": "2010-04-01",
        "Direction": leg.route.direction,
        "CallStatus": leg.status,
        "From": from_,
        "To": to,
        "Caller": from_,
        "Called": to,
    }
    for whose in ("From", "Caller", "To", "Called"):
        for what in ("City", "State", "Zip"):
            params[whose + what] = ""
    if leg.route.parent is not None:
        params["ParentCallSid"] = leg.route.parent.sid
    return params


class Bulletins:
    """The status callbacks of one leg, numbered from 0 in the order in which things happened."""

    def __init__(self, leg: "Leg") -> None:
        self._leg = leg
        self.courier = Courier(leg.exchange, of_a_leg=True)
        self._sequence = 0
        self._told_end = False

    def tell(self, event: str, status: str | None = None, **more: str) -> None:
        """`event` is "initiated", "ringing", "answered" or "completed"; whoever asked for it is told."""
        leg = self._leg
        with leg.exchange.lock:
            params = voice_params(leg) | more
            params |= {
                "CallStatus": status or leg.status,
                "CallbackSource": "call-progress-events",
                "SequenceNumber": str(self._sequence),
                "Timestamp": leg.exchange.timestamp(),
            }
            self._sequence += 1
            for callback in leg.callbacks:
                if event in callback.events:
                    self.courier.post(Letter("status", callback.url, callback.method, params, leg.sid))

    def tell_end(self) -> None:
        """Once only, with the duration in seconds and in minutes begun."""
        with self._leg.exchange.lock:
            if not self._told_end:
                self._told_end = True
                seconds = self._leg.duration
                self.tell("completed", CallDuration=str(seconds), Duration=str(ceil(seconds / 60)))
