"""Whether a recording can be played to callers: its format, its length and its loudness.

Loudness is that of EBU R 128 (ITU-R BS.1770), which says how loud a text is heard, and not how high its peaks
are. Synthesised voices are near -20 LUFS; a recording beside them must not be much louder or softer.

What computes it is imported where it is used: it takes a third of the time in which the line starts, and few
processes are ever given a recording.
"""

import io
import math
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

FORMATS = {"WAV": "wav", "WAVEX": "wav", "MP3": "mp3"}
LEAST_RATE = 8000  # Hz: what a telephone carries
SHORTEST_S, LONGEST_S = 0.4, 60.0  # the first is the shortest of which a loudness can be told
LOUDNESS, SOFTEST, LOUDEST = -20.0, -26.0, -14.0  # LUFS
HIGHEST_PEAK = -0.5  # dBFS: above that something was cut off
MOST_BYTES = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that can be used. `remarks` are codes of what could be better."""

    format: str
    seconds: float
    rate: int
    channels: int
    loudness: float
    peak: float
    remarks: tuple[str, ...] = ()


class Unusable(ValueError):
    """A file that callers cannot be played. `code` names the sentence that says what to change."""

    def __init__(self, code: str, **values: float | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class _Samples:
    data: "np.ndarray[tuple[int, int], np.dtype[np.float64]]" = field(repr=False)
    rate: int
    format: str


def examine(content: bytes, *, longest_s: float = LONGEST_S) -> Sound:
    """What is known about a file. Raises `Unusable`."""
    samples = _read(content, longest_s)
    frames, channels = samples.data.shape
    seconds = frames / samples.rate
    if samples.rate < LEAST_RATE:
        raise Unusable("rate", rate=samples.rate)
    if channels > 2:
        raise Unusable("channels", channels=channels)
    if not SHORTEST_S <= seconds <= longest_s:
        raise Unusable(
            "too_short" if seconds < SHORTEST_S else "too_long",
            seconds=round(seconds, 1),
            most=round(longest_s),
        )
    peak = _decibel(float(abs(samples.data).max()))
    loudness = _loudness(samples)
    if not math.isfinite(loudness):
        raise Unusable("silent")
    if loudness < SOFTEST:
        raise Unusable("too_soft", loudness=_shown(loudness), by=round(LOUDNESS - loudness))
    if loudness > LOUDEST:
        raise Unusable("too_loud", loudness=_shown(loudness), by=round(loudness - LOUDNESS))
    if peak > HIGHEST_PEAK:
        raise Unusable("clipped", peak=_shown(peak))
    remarks = ("stereo",) if channels > 1 else ()
    return Sound(samples.format, seconds, samples.rate, channels, loudness, peak, remarks)


def _read(content: bytes, longest_s: float) -> _Samples:
    import soundfile  # noqa: PLC0415

    if len(content) > MOST_BYTES:
        raise Unusable("too_big", megabytes=MOST_BYTES // 1024 // 1024)
    try:
        with soundfile.SoundFile(io.BytesIO(content)) as file:
            found = FORMATS.get(file.format)
            if found is None:
                raise Unusable("format", format=file.format)
            if file.samplerate and file.frames > file.samplerate * longest_s * 2:
                raise Unusable(
                    "too_long", seconds=round(file.frames / file.samplerate), most=round(longest_s)
                )
            data = file.read(dtype="float64", always_2d=True)
            return _Samples(data, file.samplerate, found)
    except (soundfile.LibsndfileError, RuntimeError, TypeError) as fault:
        raise Unusable("no_sound") from fault


def _loudness(samples: _Samples) -> float:
    import pyloudnorm  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of silence, whose logarithm is none
        meter = pyloudnorm.Meter(samples.rate)
        return float(meter.integrated_loudness(samples.data))


def _decibel(peak: float) -> float:
    return 20 * math.log10(peak) if peak else -math.inf


def _shown(decibel: float) -> str:
    return f"{decibel:.0f}".replace("-", "−")
