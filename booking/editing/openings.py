"""Opening hours: series that recur, and special openings of one day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from booking import recurrence
from booking.cells import CELL_MINUTES
from booking.editing.changes import Changed, begin, note
from booking.editing.errors import (
    BadNumber,
    BadRule,
    DaysInDisorder,
    FirstDayMissing,
    GoneMeanwhile,
    NoDesk,
    NotWholeCells,
    Overlap,
    TimesInDisorder,
)
from booking.opening import local_day
from booking.sql import run
from booking.tables import DeskRow, OpeningSeriesRow, SeriesDeskRow
from booking.values import Use

PLACE_AT_MOST = 240  # minutes
LOOK_AHEAD_DAYS = 800  # overlaps are looked for as far as anybody can book


@dataclass(frozen=True, slots=True)
class Opening:
    """On the days of `rule` (see `recurrence`), at local times; `desks` by id, and for whom each is."""

    rule: str
    opens: time
    closes: time
    place_minutes: int
    desks: Mapping[int, Use]
    valid_from: date | None = None
    valid_until: date | None = None
    special: bool = False

    def falls_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        valid = begun and (self.valid_until is None or day <= self.valid_until)
        return valid and recurrence.falls_on(self.rule, self.valid_from, day)

    def meets(self, other: "Opening") -> bool:
        """Whether both have a desk at the same time of a day, if they fall on the same one."""
        return (
            self.opens < other.closes and other.opens < self.closes and bool(self.desks.keys() & other.desks)
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "opens": f"{self.opens:%H:%M}",
            "closes": f"{self.closes:%H:%M}",
            "place_minutes": self.place_minutes,
            "desks": {str(desk): use.value for desk, use in sorted(self.desks.items())},
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "special": self.special,
        }


@dataclass(frozen=True, slots=True)
class KeptOpening:
    id: int
    opening: Opening


def special_opening(
    day: date, opens: time, closes: time, place_minutes: int, desks: Mapping[int, Use]
) -> Opening:
    """Open on this one day, whatever the series and holidays say."""
    return Opening(recurrence.ONE_DAY, opens, closes, place_minutes, desks, day, day, special=True)


def openings(session: Session, office: str) -> list[KeptOpening]:
    """All of an office: series first, by time of day; then special openings, by day."""
    uses: dict[int, dict[int, Use]] = defaultdict(dict)
    here = select(OpeningSeriesRow.id).where(OpeningSeriesRow.office_key == office)
    chosen = select(SeriesDeskRow.series_id, SeriesDeskRow.desk_id, SeriesDeskRow.use)
    for series, desk, use in run(session, chosen.where(SeriesDeskRow.series_id.in_(here))):
        uses[series][desk] = Use(use)
    rows = run(
        session,
        select(*OpeningSeriesRow.__table__.columns)
        .where(OpeningSeriesRow.office_key == office)
        .order_by(
            OpeningSeriesRow.special, OpeningSeriesRow.valid_from, OpeningSeriesRow.opens, OpeningSeriesRow.id
        ),
    )
    return [
        KeptOpening(
            row.id,
            Opening(
                row.rule,
                row.opens,
                row.closes,
                row.place_minutes,
                uses[row.id],
                row.valid_from,
                row.valid_until,
                row.special,
            ),
        )
        for row in rows
    ]


def add_openings(
    session: Session, office: str, new: Sequence[Opening], *, seen: int, by: str, now: datetime
) -> None:
    """Add several at once: before and after a break. Raises what `editing` says, and each error of `errors`
    that tells of days, times, desks and overlaps.
    """
    begin(session, office, seen)
    for each in new:
        _require_sound(session, office, each, now)
        series = run(session, insert(OpeningSeriesRow).returning(OpeningSeriesRow.id), _row(office, each))
        _put_desks(session, series.scalar_one(), each)
        note(session, office, Changed.OPENING_ADDED, by=by, now=now, is_now=each.as_json())


def change_opening(
    session: Session, office: str, opening_id: int, new: Opening, *, seen: int, by: str, now: datetime
) -> None:
    """Put `new` in the place of the opening. Raises as `add_openings`, and GoneMeanwhile."""
    begin(session, office, seen)
    was = _kept(session, office, opening_id)
    _require_sound(session, office, new, now, instead_of=opening_id)
    change = update(OpeningSeriesRow).where(OpeningSeriesRow.id == opening_id).values(**_row(office, new))
    run(session, change)
    run(session, delete(SeriesDeskRow).where(SeriesDeskRow.series_id == opening_id))
    _put_desks(session, opening_id, new)
    note(session, office, Changed.OPENING_CHANGED, by=by, now=now, was=was.as_json(), is_now=new.as_json())


def remove_opening(
    session: Session, office: str, opening_id: int, *, seen: int, by: str, now: datetime
) -> None:
    """Raises what `editing` says, and GoneMeanwhile."""
    begin(session, office, seen)
    was = _kept(session, office, opening_id)
    run(session, delete(OpeningSeriesRow).where(OpeningSeriesRow.id == opening_id))
    note(session, office, Changed.OPENING_REMOVED, by=by, now=now, was=was.as_json())


def _kept(session: Session, office: str, opening_id: int) -> Opening:
    for kept in openings(session, office):
        if kept.id == opening_id:
            return kept.opening
    raise GoneMeanwhile


def _require_sound(
    session: Session, office: str, new: Opening, now: datetime, *, instead_of: int | None = None
) -> None:
    _require_days(new)
    _require_times(new)
    real = select(DeskRow.id).where(DeskRow.office_key == office, DeskRow.extra.is_(False))
    if not new.desks or new.desks.keys() - set(run(session, real).scalars()):
        raise NoDesk
    others = (kept.opening for kept in openings(session, office) if kept.id != instead_of)
    rivals = [other for other in others if other.special == new.special and other.meets(new)]
    if rivals and any(other.falls_on(day) for day in _days(new, local_day(now)) for other in rivals):
        raise Overlap


def _require_days(new: Opening) -> None:
    try:
        recurrence.check(new.rule)
    except recurrence.BadRule as bad:
        raise BadRule(new.rule) from bad
    if new.valid_from and new.valid_until and new.valid_until < new.valid_from:
        raise DaysInDisorder
    if "INTERVAL=" in new.rule and new.valid_from is None:
        raise FirstDayMissing


def _require_times(new: Opening) -> None:
    if (
        new.opens.minute % CELL_MINUTES
        or new.closes.minute % CELL_MINUTES
        or new.place_minutes % CELL_MINUTES
    ):
        raise NotWholeCells
    if not CELL_MINUTES <= new.place_minutes <= PLACE_AT_MOST:
        raise BadNumber("place_minutes")
    opens, closes = (each.hour * 60 + each.minute for each in (new.opens, new.closes))
    if closes - opens < new.place_minutes:
        raise TimesInDisorder


def _days(of: Opening, today: date) -> Iterator[date]:
    first = max(of.valid_from or today, today)
    last = min(of.valid_until or date.max, first + timedelta(days=LOOK_AHEAD_DAYS))
    days: Iterable[date] = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if of.falls_on(day))


def _row(office: str, of: Opening) -> dict[str, Any]:
    return {
        "office_key": office,
        "rule": of.rule,
        "opens": of.opens,
        "closes": of.closes,
        "place_minutes": of.place_minutes,
        "valid_from": of.valid_from,
        "valid_until": of.valid_until,
        "special": of.special,
    }


def _put_desks(session: Session, series: int, of: Opening) -> None:
    rows = [{"series_id": series, "desk_id": desk, "use": use} for desk, use in sorted(of.desks.items())]
    run(session, insert(SeriesDeskRow), rows)
