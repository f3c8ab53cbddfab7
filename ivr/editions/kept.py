"""The editions in memory of a process: which one each line has now, and each that a call still goes by."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from threading import Lock

import structlog
from sqlalchemy import Connection, Engine, Row, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from booking.db import UtcTime
from ivr.editions.edition import Announcement, Edition, EditionFaults, EditionLost
from ivr.editions.reading import read_edition
from ivr.editions.shipped import Shipped
from ivr.editions.tables import AnnouncementRow, EditionRow, PublicationRow, TrialRow
from ivr.editions.trying import Expected
from ivr.experiments.drawing import Experiment
from ivr.experiments.tables import ExperimentRow
from ivr.lines import Line

log = structlog.get_logger()

LOOKED_AT_S = 1.0  # how long what was seen in the database counts
AT_MOST = 40  # editions in memory beside the current ones


class Editions:
    """What lines are, in one process. `clock` is aware UTC; `ticks` counts seconds, as `time.monotonic`.

    What is published in another process is known here after `look_s` seconds, at the next call.
    """

    def __init__(
        self,
        shipped: Shipped,
        database: Engine,
        clock: Callable[[], datetime],
        *,
        look_s: float = LOOKED_AT_S,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.shipped = shipped
        self._database, self._clock = database, clock
        self._look_s, self._ticks = look_s, ticks
        self._now: dict[str, Edition] = dict(shipped.editions)
        self._announced: dict[str, tuple[Announcement, ...]] = {}
        self._tried: dict[str, Experiment] = {}
        self._expected: tuple[Expected, ...] = ()
        self._read: dict[int, Edition] = {}
        self._unreadable: dict[str, int] = {}
        self._looked: float | None = None
        self._looking = Lock()

    @property
    def known(self) -> Mapping[str, Edition]:
        """The newest known edition of each line; asks nobody."""
        return self._now

    @property
    def unreadable(self) -> Mapping[str, int]:
        """Lines that have what ships because this code cannot read their published edition, and that one."""
        return self._unreadable

    def current(self, line: str) -> Edition:
        """The edition that the line has now; raises KeyError where there is no such line.

        Looks into the database if the last look is old. With the database away, the newest known.
        """
        self._look()
        return self._now[line]

    def for_call(self, line: str, sid: str) -> Edition:
        """The edition that a call goes by which begins now: where two are tried, the one that is drawn."""
        current, tried = self.current(line), self._tried.get(line)
        if tried is None or not tried.takes(sid, current.id, self._clock()):
            return current
        try:
            return self.edition(line, tried.second)
        except (EditionLost, SQLAlchemyError):
            log.exception("tried_edition_unreadable", line=line, edition=tried.second)
            return current

    def edition(self, line: str, edition: int | None) -> Edition:
        """That of a call or a draft; None is what ships. Raises `EditionLost`."""
        if edition is None:
            return self.shipped.editions[line]
        found = self._read.get(edition)
        if found is None:
            with self._database.connect().execution_options(read_only=True) as connection:
                found = self._fetch(connection, line, edition)
        return found

    def announced(self, line: str, now: datetime) -> list[Announcement]:
        """What is to be said first to who calls `line` at `now`, oldest first; as of the last look."""
        return [each for each in self._announced.get(line, ()) if each.holds_at(now)]

    def expected(self, line: str, caller: str | None, now: datetime) -> Expected | None:
        """The trial that a call of this number (E.164) to this line is, as of the last look."""
        fitting = (each for each in self._expected if (each.line, each.number) == (line, caller))
        return next((each for each in fitting if now < each.ends), None)

    def _look(self) -> None:
        """One thread looks; the others go on with what is known."""
        looked = self._looked
        if looked is not None and self._ticks() - looked < self._look_s:
            return
        if not self._looking.acquire(blocking=looked is None):
            return
        try:
            if self._looked == looked:
                self._look_into_database()
        except SQLAlchemyError as error:
            log.error("no_look_at_editions", error=type(error).__name__)
        finally:
            self._looked = self._ticks()
            self._looking.release()

    def _look_into_database(self) -> None:
        with self._database.connect().execution_options(read_only=True) as connection:
            published = {row.line: row.edition_id for row in connection.execute(_NEWEST)}
            rows = connection.execute(_ANNOUNCED, {"now": self._clock()}).all()
            expected = connection.execute(_EXPECTED, {"now": self._clock()}).all()
            self._tried = {row.line: Experiment(*row) for row in connection.execute(_TRIED)}
            for line in self.shipped.editions:
                self._take(connection, line, published.get(line))
        self._expected = tuple(Expected(*row) for row in expected)
        self._announced = {
            line: tuple(_announcement(row) for row in rows if row.line == line)
            for line in self.shipped.editions
        }

    def _take(self, connection: Connection, line: str, edition: int | None) -> None:
        if self._now[line].id == edition or (edition is not None and self._unreadable.get(line) == edition):
            return
        try:
            self._now[line] = self._readable(connection, line, edition)
            self._unreadable.pop(line, None)
        except EditionLost:
            log.exception("edition_unreadable", line=line, edition=edition)
            self._now[line] = self.shipped.editions[line]
            self._unreadable[line] = edition or 0

    def _readable(self, connection: Connection, line: str, edition: int | None) -> Edition:
        if edition is None:
            return self.shipped.editions[line]
        return self._read.get(edition) or self._fetch(connection, line, edition)

    def _fetch(self, connection: Connection, line: str, edition: int) -> Edition:
        """Read an edition, and keep it; of too many, the one that was read longest ago is let go."""
        files = connection.scalar(select(EditionRow.files).where(EditionRow.id == edition))
        if files is None:
            raise EditionLost(f"There is no edition {edition}.")
        try:
            found = read_edition(files, line, self.shipped.prompts, edition=edition)
        except EditionFaults as faults:
            raise EditionLost(f"The edition {edition} cannot be read:\n{faults}") from faults
        if len(self._read) >= AT_MOST:
            self._read.pop(next(iter(self._read)), None)
        self._read[edition] = found
        return found


class CurrentLines(Mapping[str, Line]):
    """The lines by key, each as it is now."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    def __getitem__(self, key: str) -> Line:
        return self._editions.current(key).line

    def __iter__(self) -> Iterator[str]:
        return iter(self._editions.shipped.editions)

    def __len__(self) -> int:
        return len(self._editions.shipped.editions)


_NEWEST_N = (
    select(PublicationRow.line, func.max(PublicationRow.n).label("n"))
    .group_by(PublicationRow.line)
    .subquery()
)
_NEWEST = select(PublicationRow.line, PublicationRow.edition_id).join(
    _NEWEST_N, (PublicationRow.line == _NEWEST_N.c.line) & (PublicationRow.n == _NEWEST_N.c.n)
)
_ANNOUNCED = (
    select(
        AnnouncementRow.id,
        AnnouncementRow.line,
        AnnouncementRow.texts,
        AnnouncementRow.begins,
        AnnouncementRow.ends,
    )
    .where(AnnouncementRow.ends > bindparam("now", type_=UtcTime()))
    .order_by(AnnouncementRow.begins, AnnouncementRow.id)
)
_EXPECTED = select(TrialRow.id, TrialRow.line, TrialRow.number, TrialRow.ends).where(
    TrialRow.ends > bindparam("now", type_=UtcTime()), TrialRow.number.is_not(None)
)


_TRIED = select(
    ExperimentRow.id,
    ExperimentRow.line,
    ExperimentRow.first_id,
    ExperimentRow.second_id,
    ExperimentRow.share,
    ExperimentRow.since,
    ExperimentRow.until,
).where(ExperimentRow.ended_at.is_(None))


def _announcement(row: Row[int, str, dict[str, str], datetime, datetime]) -> Announcement:
    return Announcement(row.id, row.texts, row.begins, row.ends)
