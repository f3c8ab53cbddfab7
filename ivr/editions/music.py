"""The waiting music that the files of an edition name, for the archives in which editions travel."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.editions.edition import LINE
from ivr.editions.line_faults import examine_line
from ivr.lines import Piece
from ivr.recordings import sounds_of, take_in_music


def sounds_for(session: Session, line: str, files: Mapping[str, str]) -> dict[str, bytes]:
    """The sounds of an edition's music, by the names of their files."""
    pieces = _pieces(line, files)
    return sounds_of(session, pieces) if pieces else {}


def take_in_sounds(
    session: Session,
    line: str,
    files: Mapping[str, str],
    sounds: Mapping[str, bytes],
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep the music that an edition names. Raises `Unusable`, `MusicMissing` where a sound is nowhere."""
    take_in_music(session, line, _pieces(line, files), sounds, by=by, now=now)


def _pieces(line: str, files: Mapping[str, str]) -> tuple[Piece, ...]:
    """None where the line cannot be read: what is wrong with it is named as a fault of the draft."""
    found, _ = examine_line(files.get(LINE, ""), line)
    return found.music if found is not None else ()
