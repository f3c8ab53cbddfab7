"""A line's own waiting music: sounds that are checked like recordings, and which of them is on.

The pieces of a line are kept beside its recordings; which of them callers hear is a part of each edition.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.lines import LONGEST_PIECE_S, Piece
from ivr.recordings.keeping import SOUNDS, keep_sound, note_unused
from ivr.recordings.sound import Unusable
from ivr.recordings.tables import MusicRow, SoundRow
from routing import audit

TITLE_AT_MOST = 80


class MusicMissing(LookupError):
    """Pieces are named that nobody has given: their titles."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__(", ".join(titles))
        self.titles = titles


def keep_music(session: Session, line: str, title: str, content: bytes, *, by: str, now: datetime) -> Piece:
    """One more piece for this line, or the one that it has already. Raises `Unusable`."""
    sound = keep_sound(session, content, longest_s=LONGEST_PIECE_S)
    row = session.scalar(select(MusicRow).filter_by(line=line, sound=sound.hash))
    if row is None:
        row = MusicRow(line=line, sound=sound.hash, title=title[:TITLE_AT_MOST], at=now, by=by)
        session.add(row)
        session.flush()
        told = {"line": line, "title": row.title, "sound": sound.hash[:12]}
        audit.note(session, by=by, what="music.kept", details=told, now=now)
    return _piece(row, sound)


def delete_music(session: Session, line: str, file: str, *, by: str, now: datetime) -> bool:
    """The line has this piece no more; False where it had none. Editions that name it go without it."""
    row = session.scalar(select(MusicRow).filter_by(line=line, sound=file.partition(".")[0]))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    note_unused(session, row.sound, now)
    told = {"line": line, "title": row.title, "sound": row.sound[:12]}
    audit.note(session, by=by, what="music.deleted", details=told, now=now)
    return True


def music_of(session: Session, line: str) -> list[Piece]:
    """The pieces of a line, the newest last."""
    found = select(MusicRow, SoundRow).join(SoundRow, SoundRow.hash == MusicRow.sound)
    rows = session.execute(found.where(MusicRow.line == line).order_by(MusicRow.id))
    return [_piece(row, sound) for row, sound in rows]


def music_on(session: Session, pieces: Sequence[Piece], now: datetime) -> str | None:
    """The path of the sound that is on at `now`; None where the line has no music of its own.

    Only what is there counts: a piece may have been deleted since the edition was made.
    """
    if not pieces:
        return None
    files = {each.hash: each for each in pieces}
    there = set(session.scalars(select(MusicRow.sound).where(MusicRow.sound.in_(files))))
    playing = piece_at([each for each in pieces if each.hash in there], now)
    return SOUNDS + playing.file if playing is not None else None


def piece_at(pieces: Sequence[Piece], now: datetime) -> Piece | None:
    """Which piece is on: they run one after the other, as on the radio.

    So nothing is remembered of a caller: who asks again when a piece is over gets the next.
    """
    ends = list(accumulate(each.seconds for each in pieces))
    if not ends:
        return None
    at = now.timestamp() % ends[-1]
    return next((piece for piece, end in zip(pieces, ends, strict=True) if at < end), pieces[-1])


def sounds_of(session: Session, pieces: Sequence[Piece]) -> dict[str, bytes]:
    """What is there of these pieces, by file: for an archive."""
    hashes = [each.hash for each in pieces]
    rows = session.execute(
        select(SoundRow.hash, SoundRow.format, SoundRow.content).where(SoundRow.hash.in_(hashes))
    )
    return {f"{row.hash}.{row.format}": row.content for row in rows}


def take_in_music(
    session: Session,
    line: str,
    pieces: Sequence[Piece],
    sounds: Mapping[str, bytes],
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep the sounds that came with an archive. Raises `Unusable`, `MusicMissing` where one is nowhere."""
    for piece in pieces:
        if piece.file in sounds:
            kept = keep_music(session, line, piece.title, sounds[piece.file], by=by, now=now)
            if kept.file != piece.file:
                raise Unusable("no_sound")
    here = {each.file for each in music_of(session, line)}
    if missing := [each.title for each in pieces if each.file not in here]:
        raise MusicMissing(missing)


def _piece(row: MusicRow, sound: SoundRow) -> Piece:
    return Piece(row.title, f"{sound.hash}.{sound.format}", round(sound.seconds, 1))
