"""The sounds of the browser telephone: a ring, a soft beep for keys, silence for the rest.

The carrier's SDK would fetch its own from its servers; a page of ours loads nothing from elsewhere.
"""

import math
from functools import cache

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from routing.desk.desk import Desk
from routing.guards import Role, requires
from routing.wav import RATE, wav

# Hertz and seconds; the ring is the tone of German telephones: a second on, four off.
SOUNDS = {"ring": (425.0, 1.0, 4.0), "beep": (440.0, 0.1, 0.0), "silence": (0.0, 0.1, 0.0)}
LOUDNESS = 0.25  # of full scale


def add_sounds(blueprint: Blueprint, _desk: Desk) -> None:
    @blueprint.get("/sounds/<name>.wav")
    @requires(Role.AGENT, Role.SUPERVISOR)
    def sound(name: str) -> ResponseReturnValue:
        if name not in SOUNDS:
            abort(404)
        return Response(tone(name), mimetype="audio/wav", headers={"Cache-Control": "private, max-age=86400"})


@cache
def tone(name: str) -> bytes:
    """A WAV file: mono, 16 bit, 8 kHz."""
    hertz, on_s, off_s = SOUNDS[name]
    wanted = int(32767 * LOUDNESS)
    heard = [int(wanted * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(int(RATE * on_s))]
    return wav(heard + [0] * int(RATE * off_s))
