"""Recordings in the database, and at hand for the telephone."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from time import monotonic

import structlog
from sqlalchemy import Engine, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ivr.recordings.sound import LONGEST_S, examine
from ivr.recordings.tables import MusicRow, RecordingRow, SoundRow
from routing import audit
from voice_prompts.recordable import Part

log = structlog.get_logger()
SOUNDS = "/recordings/"
ADDRESS = SOUNDS + "{hash}.{format}"


class Shelf:
    """What each line has recorded: by language, texts and the addresses of their sounds.

    It is read anew after `seconds`. Where the database is away, what was read last holds.
    """

    def __init__(self, at_once: Engine, seconds: float) -> None:
        self.at_once, self.seconds = at_once, seconds
        self._read_at = -seconds
        self._kept: dict[tuple[str, str], dict[str, str]] = {}
        self._lock = Lock()

    def of(self, line: str, language: str) -> Mapping[str, str]:
        """Paths of sounds by the text that they say."""
        with self._lock:
            if monotonic() - self._read_at >= self.seconds:
                self._kept = self._read() or self._kept
                self._read_at = monotonic()
            return self._kept.get((line, language), {})

    def _read(self) -> dict[tuple[str, str], dict[str, str]] | None:
        recorded = select(
            RecordingRow.line, RecordingRow.language, RecordingRow.text, SoundRow.hash, SoundRow.format
        ).join(SoundRow, SoundRow.hash == RecordingRow.sound)
        try:
            with self.at_once.connect().execution_options(read_only=True) as connection:
                rows = connection.execute(recorded.order_by(RecordingRow.id)).all()
        except SQLAlchemyError as error:
            log.error("recordings_not_read", error=type(error).__name__)
            return None
        found: dict[tuple[str, str], dict[str, str]] = {}
        for row in rows:
            texts = found.setdefault((row.line, row.language), {})
            texts[row.text] = ADDRESS.format(hash=row.hash, format=row.format)
        return found


def keep(
    session: Session, line: str, language: str, part: Part, content: bytes, *, by: str, now: datetime
) -> RecordingRow:
    """Use this sound for a part of a prompt from now on; it takes the place of an earlier one for this text.

    Raises `Unusable`.
    """
    name = keep_sound(session, content).hash
    named = {"line": line, "language": language, "key": part.key, "part": part.n, "text": part.text}
    row = session.scalar(select(RecordingRow).filter_by(**named))
    if row is None:
        row = RecordingRow(**named)
        session.add(row)
    before, row.sound, row.at, row.by = row.sound, name, now, by
    session.flush()
    note_unused(session, before, now)
    told = {"line": line, "language": language, "key": part.key, "part": part.n, "sound": name[:12]}
    audit.note(session, by=by, what="recording.kept", details=told, now=now)
    return row


def keep_sound(session: Session, content: bytes, *, longest_s: float = LONGEST_S) -> SoundRow:
    """The sound by its hash, which is used from now on. Raises `Unusable`."""
    sound = examine(content, longest_s=longest_s)
    name = hashlib.sha256(content).hexdigest()
    kept = session.get(SoundRow, name)
    if kept is not None:
        kept.unused_since = None
        return kept
    row = SoundRow(
        hash=name,
        format=sound.format,
        content=content,
        bytes=len(content),
        seconds=sound.seconds,
        rate=sound.rate,
        channels=sound.channels,
        loudness=sound.loudness,
        peak=sound.peak,
    )
    session.add(row)
    session.flush()
    return row


def delete(session: Session, line: str, recording: int, *, by: str, now: datetime) -> bool:
    """From now on a voice says it again; False where there is no such recording of this line."""
    row = session.get(RecordingRow, recording)
    if row is None or row.line != line:
        return False
    told = {"line": line, "language": row.language, "key": row.key, "part": row.part, "sound": row.sound[:12]}
    session.delete(row)
    session.flush()
    note_unused(session, row.sound, now)
    audit.note(session, by=by, what="recording.deleted", details=told, now=now)
    return True


def recordings_of(session: Session, line: str, language: str) -> list[tuple[RecordingRow, SoundRow]]:
    """All of a line's recordings in a language, by key and part, the newest of each first."""
    found = select(RecordingRow, SoundRow).join(SoundRow, SoundRow.hash == RecordingRow.sound)
    here = found.where(RecordingRow.line == line, RecordingRow.language == language)
    order = here.order_by(RecordingRow.key, RecordingRow.part, RecordingRow.id.desc())
    return [(row, sound) for row, sound in session.execute(order)]


def forget_unused(session: Session, *, before: datetime) -> int:
    """Delete the sounds that nothing has used since `before`; how many.

    Not at once: a call may be just about to play one.
    """
    gone = session.execute(delete_from(SoundRow).where(SoundRow.unused_since < before))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def note_unused(session: Session, name: str | None, now: datetime) -> None:
    """Note since when a sound is used by nothing, if so."""
    said = select(RecordingRow.id).where(RecordingRow.sound == name)
    played = select(MusicRow.id).where(MusicRow.sound == name)
    unused = update(SoundRow).where(SoundRow.hash == name, ~said.exists(), ~played.exists())
    session.execute(unused.values(unused_since=now))
