"""Sounds that the line gives a URL for: fetched once, to know that they are there and how long they last."""

import io
import wave
from typing import TYPE_CHECKING, NamedTuple

from ivr.simulator.trouble import Trouble
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

SECONDS_IF_UNKNOWN = 10.0


class Sound(NamedTuple):
    """`words` is what it says, where whoever serves it tells so: for those who read along."""

    seconds: float
    words: str = ""


class Media:
    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._sounds: dict[str, Sound] = {}

    def sound(self, url: str) -> Sound:
        """Of no length when it cannot be had, which is a warning and no end of the call."""
        if url not in self._sounds:
            try:
                answer = self._exchange.wire.send(Letter("media", url, "GET"))
            except Trouble as trouble:
                self._exchange.warn(trouble.code, trouble.url, trouble.sentence)
                return Sound(0.0)
            self._sounds[url] = Sound(wave_seconds(answer.body) or SECONDS_IF_UNKNOWN, answer.description)
        return self._sounds[url]


def wave_seconds(sound: bytes) -> float | None:
    """How long a WAV file lasts; None for what is none."""
    try:
        with wave.open(io.BytesIO(sound)) as file:
            return float(file.getnframes() / file.getframerate())
    except (wave.Error, EOFError):
        return None
