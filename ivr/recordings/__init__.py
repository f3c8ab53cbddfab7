"""Recorded prompts: sounds that are played in the place of a synthesised voice.

`keeping` has them in the database and at hand for the telephone, `sound` says whether a file can be used,
`serving` gives sounds to the carrier, `pages` is where operators listen and upload.
"""

from ivr.recordings.keeping import Shelf, delete, forget_unused, keep, recordings_of
from ivr.recordings.sound import Sound, Unusable, examine
from ivr.recordings.tables import RecordingRow, SoundRow

__all__ = [
    "RecordingRow",
    "Shelf",
    "Sound",
    "SoundRow",
    "Unusable",
    "delete",
    "examine",
    "forget_unused",
    "keep",
    "recordings_of",
]
