"""Announcements: what every caller of a line hears first, from now on or in a window of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ivr.editions.edition import Announcement
from ivr.editions.tables import AnnouncementRow
from ivr.lines import Line
from routing import audit

LONGEST = 400  # letters; about half a minute of listening, before anything else
LONGEST_TIME = timedelta(days=14)


class AnnouncementFault(ValueError):
    """Why it cannot be announced: `no_text`, `too_long`, `never`, `too_far`; `language`: of which text."""

    def __init__(self, code: str, language: str = "") -> None:
        super().__init__(f"{code} {language}".strip())
        self.code, self.language = code, language


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement with who made it, and who ended it early, by login."""

    said: Announcement
    by: str
    at: datetime
    ended_by: str | None


def announce(
    session: Session,
    line: Line,
    texts: Mapping[str, str],
    *,
    begins: datetime,
    ends: datetime,
    by: str,
    now: datetime,
) -> Announcement:
    """To be said from `begins` until `ends`. Raises `AnnouncementFault`."""
    said = check_announcement(line, texts, begins=begins, ends=ends, now=now)
    row = AnnouncementRow(line=line.key, texts=said, begins=begins, ends=ends, by=by, at=now)
    session.add(row)
    session.flush()
    details = {"line": line.key, "announcement": row.id, "texts": said, "ends": ends.isoformat()}
    audit.note(session, by=by, what="announcement.begun", details=details, now=now)
    return Announcement(row.id, said, begins, ends)


def check_announcement(
    line: Line, texts: Mapping[str, str], *, begins: datetime, ends: datetime, now: datetime
) -> dict[str, str]:
    """The texts as they would be said, by language. Raises `AnnouncementFault`.

    The first language of the line is needed; callers in one that has no text hear that.
    """
    written = {language: " ".join(texts.get(language, "").split()) for language in line.languages}
    said = {language: text for language, text in written.items() if text}
    if line.languages[0] not in said:
        raise AnnouncementFault("no_text", line.languages[0])
    for language, text in said.items():
        if len(text) > LONGEST:
            raise AnnouncementFault("too_long", language)
    if ends <= max(begins, now):
        raise AnnouncementFault("never")
    if ends > now + LONGEST_TIME:
        raise AnnouncementFault("too_far")
    return said


def end_announcement(session: Session, line: str, announcement: int, *, by: str, now: datetime) -> bool:
    """Nobody who calls from now on hears it; False where it is over already."""
    ended = update(AnnouncementRow).where(
        AnnouncementRow.id == announcement, AnnouncementRow.line == line, AnnouncementRow.ends > now
    )
    if session.scalar(ended.values(ends=now, ended_by=by).returning(AnnouncementRow.id)) is None:
        return False
    details = {"line": line, "announcement": announcement}
    audit.note(session, by=by, what="announcement.ended", details=details, now=now)
    return True


def announcements(session: Session, line: str, *, now: datetime) -> list[Announced]:
    """Those that are said now or will be, the earliest first."""
    wanted = select(AnnouncementRow).where(AnnouncementRow.line == line, AnnouncementRow.ends > now)
    return [
        Announced(Announcement(row.id, row.texts, row.begins, row.ends), row.by, row.at, row.ended_by)
        for row in session.scalars(wanted.order_by(AnnouncementRow.begins, AnnouncementRow.id))
    ]
