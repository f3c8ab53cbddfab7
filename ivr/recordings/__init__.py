"""Recorded prompts: sounds that are played in the place of a synthesised voice.

`keeping` has them in the database and at hand for the telephone, `music` the waiting music of lines beside
them. `sound` says whether a file can be used, `serving` gives sounds to the carrier, `pages` is where
operators listen and upload.
"""

from ivr.recordings.keeping import Shelf, delete, forget_unused, keep, recordings_of
from ivr.recordings.music import (
    MusicMissing,
    delete_music,
    keep_music,
    music_of,
    music_on,
    piece_at,
    sounds_of,
    take_in_music,
)
from ivr.recordings.sound import Sound, Unusable, examine
from ivr.recordings.tables import MusicRow, RecordingRow, SoundRow

__all__ = [
    "MusicMissing",
    "MusicRow",
    "RecordingRow",
    "Shelf",
    "Sound",
    "SoundRow",
    "Unusable",
    "delete",
    "delete_music",
    "examine",
    "forget_unused",
    "keep",
    "keep_music",
    "music_of",
    "music_on",
    "piece_at",
    "recordings_of",
    "sounds_of",
    "take_in_music",
]
