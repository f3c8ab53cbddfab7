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
    source: str = "StartCallRecordingAPI"
    words: list[str] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        return self.status in GOING_ON

    def says(self, text: str, seconds: float) -> None:
        """What a recording of a verb holds; its silences are trimmed, so only this counts."""
        self.words.append(text)
        self.lasted += seconds

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

    def begin(
        self, leg: "Leg", channels: int, callback: Callback | None, source: str = "StartCallRecordingAPI"
    ) -> Recording:
        clock = self._exchange.clock
        made = Recording(leg, channels, callback, clock.at(), clock.now(), source=source)
        self.all[made.sid] = made
        return made

    def of(self, leg: "Leg") -> list[Recording]:
        """The newest first."""
        return [each for each in reversed(self.all.values()) if each.leg is leg]

    def update(self, recording: Recording, status: str, *, silence: bool = False) -> None:
        recording.become(status, self._exchange.clock.now(), silence=silence)
        if not recording.goes_on:
            self._tell(recording)

    def end_verb(self, recording: Recording) -> None:
        """A `<Record>` is over. One in which nothing is said is none."""
        if recording.goes_on:
            recording.status = "completed" if recording.words else "absent"
            self._tell(recording)
        if not recording.words:
            del self.all[recording.sid]

    def url(self, recording: Recording) -> str:
        """As it stands in webhooks."""
        account = self._exchange.account_sid
        return f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{recording.sid}"

    def leg_ended(self, leg: "Leg") -> None:
        for each in self.of(leg):
            if each.goes_on and each.source == "RecordVerb":
                self.end_verb(each)
            elif each.goes_on:
                self.update(each, "stopped")

    def passes(self, leg: "Leg", text: str) -> None:
        """Somebody says, or hears, this on a leg."""
        with self._exchange.lock:
            for each in self.of(leg):
                if each.status == "in-progress" and text and each.source != "RecordVerb":
                    each.words.append(text)

    def _tell(self, recording: Recording) -> None:
        callback = recording.callback
        if callback is None or recording.status not in callback.events:
            return
        params = {
            "AccountSid": self._exchange.account_sid,
            "CallSid": recording.leg.sid,
            "RecordingSid": recording.sid,
            "RecordingUrl": self.url(recording),
            "RecordingStatus": recording.status,
            "RecordingDuration": str(round(recording.lasted)),
            "RecordingChannels": str(recording.channels),
            "RecordingStartTime": self._exchange.timestamp(),
            "RecordingSource": recording.source,
            "RecordingTrack": "inbound" if recording.source == "RecordVerb" else "both",
        }
        letter = Letter("status", callback.url, callback.method, params, recording.leg.sid)
        self._exchange.courier.post(letter)
