"""Sound files for telephones."""

import io
import wave
from array import array
from collections.abc import Iterable

RATE = 8000  # samples a second; a telephone carries no more


def wav(samples: Iterable[int]) -> bytes:
    """A WAV file: mono, 16 bit, 8 kHz."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", samples).tobytes())
    return out.getvalue()
