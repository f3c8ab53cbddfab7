"""Sounds for tests: a tone of a known loudness."""

import io

import numpy as np
import soundfile


def tone(
    seconds: float = 1.0, lufs: float = -20.0, *, rate: int = 8000, channels: int = 1, form: str = "WAV"
) -> bytes:
    """A tone of 1 kHz. One of full scale is at -3 LUFS on one channel, and 3 higher on two."""
    amplitude = 10 ** ((lufs + 3.01 - 3.01 * (channels - 1)) / 20)
    wave = amplitude * np.sin(2 * np.pi * min(1000, rate / 4) * np.arange(int(seconds * rate)) / rate)
    out = io.BytesIO()
    soundfile.write(out, np.stack([wave] * channels, axis=1), rate, format=form)
    return out.getvalue()
