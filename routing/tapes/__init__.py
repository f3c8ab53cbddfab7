"""Tapes: recordings of talks, off unless a line's settings say otherwise, and only with the caller's word.

(What the line itself says can be recorded, too: that is `ivr.recordings`.) The agent's own leg is recorded,
so that nothing goes on when the talk is over, and only while the two who agreed talk to each other. What the
carrier is to do follows from the tables alone (`wishes`); it is told until it has done it (`Recorder`). See
docs/decisions/talks-are-recorded-only-with-both.md.
"""

from routing.tapes.consent import answer, ask, refuse
from routing.tapes.keeping import (
    discard,
    finished,
    heard,
    hold_on,
    of_call,
    of_ticket,
)
from routing.tapes.recorder import Recorder, forget_consents
from routing.tapes.values import Tape, TapeState
from routing.tapes.wishes import alone, wanted

__all__ = [
    "Recorder",
    "Tape",
    "TapeState",
    "alone",
    "answer",
    "ask",
    "discard",
    "finished",
    "forget_consents",
    "heard",
    "hold_on",
    "of_call",
    "of_ticket",
    "refuse",
    "wanted",
]
