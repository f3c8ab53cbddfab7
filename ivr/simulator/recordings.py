"""Recordings of legs, as the carrier makes them: what passes over a leg while one runs, by its words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ivr.simulator.callbacks import Callback
from ivr.simulator.sids import new_sid
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.leg import Leg

GOING_ON = frozenset({"in-progress", "paused"})


@dataclass(eq=False)
class Recording:
    """One recording; `status` is "in-progress", "paused", "completed" or "absent". Moments in seconds of the
    exchange's clock. `words`: what can be heard in it, where a real one has sound.
    """

    leg: "Leg"
    channels: int
    callback: Callback | None
    began: datetime
    since: float
    sid: str = field(default_factory=lambda: new_sid("RE"))
    status: str = "in-progress"
    lasted: float = 0.0
    silence: bool = False
    words: list[str] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        return self.status in GOING_ON

    def become(self, status: str, now: float, *, silence: bool = False) -> None:
        """Go on, pause (`silence`: the pause stays in it, as silence), or end."""
        if self.status == "in-progress" or (self.status == "paused" and self.silence):
            self.lasted += now - self.since
        self.since, self.silence = now, silence
        self.status = "completed" if status == "stopped" else status


class Recordings:
    """All of them, by sid; guarded by the exchange's lock."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self.all: dict[str, Recording] = {}

    def begin(self, leg: "Leg", channels: int, callback: Callback | None) -> Recording:
        clock = self._exchange.clock
        made = Recording(leg, channels, callback, clock.at(), clock.now())
        self.all[made.sid] = made
        return made

    def of(self, leg: "Leg") -> list[Recording]:
        """The newest first."""
        return [each for each in reversed(self.all.values()) if each.leg is leg]

    def update(self, recording: Recording, status: str, *, silence: bool = False) -> None:
        recording.become(status, self._exchange.clock.now(), silence=silence)
        if not recording.goes_on:
            self._tell(recording)

    def leg_ended(self, leg: "Leg") -> None:
        for each in self.of(leg):
            if each.goes_on:
                self.update(each, "stopped")

    def passes(self, leg: "Leg", text: str) -> None:
        """Somebody says, or hears, this on a leg."""
        with self._exchange.lock:
            for each in self.of(leg):
                if each.status == "in-progress" and text:
                    each.words.append(text)

    def _tell(self, recording: Recording) -> None:
        callback = recording.callback
        if callback is None or recording.status not in callback.events:
            return
        account, sid = self._exchange.account_sid, recording.sid
        params = {
            "AccountSid": account,
            "CallSid": recording.leg.sid,
            "RecordingSid": sid,
            "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{sid}",
            "RecordingStatus": recording.status,
            "RecordingDuration": str(round(recording.lasted)),
            "RecordingChannels": str(recording.channels),
            "RecordingStartTime": self._exchange.timestamp(),
            "RecordingSource": "StartCallRecordingAPI",
            "RecordingTrack": "both",
        }
        letter = Letter("status", callback.url, callback.method, params, recording.leg.sid)
        self._exchange.courier.post(letter)
