"""Sounds that the line gives a URL for: fetched once, to know that they are there and how long they last."""

import io
import wave
from typing import TYPE_CHECKING

from ivr.simulator.trouble import Trouble
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

SECONDS_IF_UNKNOWN = 10.0


class Media:
    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._seconds: dict[str, float] = {}

    def seconds(self, url: str) -> float:
        """How long the sound lasts; 0 when it cannot be had, which is a warning and no end of the call."""
        if url not in self._seconds:
            try:
                answer = self._exchange.wire.send(Letter("media", url, "GET"))
            except Trouble as trouble:
                self._exchange.warn(trouble.code, trouble.url, trouble.sentence)
                return 0.0
            self._seconds[url] = wave_seconds(answer.body) or SECONDS_IF_UNKNOWN
        return self._seconds[url]


def wave_seconds(sound: bytes) -> float | None:
    """How long a WAV file lasts; None for what is none."""
    try:
        with wave.open(io.BytesIO(sound)) as file:
            return float(file.getnframes() / file.getframerate())
    except (wave.Error, EOFError):
        return None
