"""The waiting music of lines that have none of their own: a few soft chords.

They are made here, so that nobody has a right in them and none is fetched.
"""

import math
from functools import cache

from routing.wav import RATE, wav

SHIPPED_MUSIC = "/music.wav"
CHORD_S = 3.0
LOUDNESS = 0.18  # of full scale: music behind a wait, not in its face
# C, a minor, F, G: frequencies in hertz.
CHORDS = (
    (261.63, 329.63, 392.00),
    (220.00, 261.63, 329.63),
    (174.61, 261.63, 349.23),
    (196.00, 246.94, 392.00),
)


@cache
def waiting_music() -> bytes:
    """About 24 s of music as a WAV file: mono, 16 bit, 8 kHz."""
    return wav(value for chord in CHORDS * 2 for value in _chord(chord))


def _chord(notes: tuple[float, ...]) -> list[int]:
    count = int(RATE * CHORD_S)
    scale = 32767 * LOUDNESS / len(notes)
    return [
        int(scale * _swell(at / count) * sum(math.sin(2 * math.pi * note * at / RATE) for note in notes))
        for at in range(count)
    ]


def _swell(part: float) -> float:
    """Each chord comes and goes, so that none begins or ends with a click."""
    return math.sqrt(math.sin(math.pi * part))
