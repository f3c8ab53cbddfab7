"""The calls of past weeks, as the expectation needs them: one statement."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from booking import BERLIN
from routing.demand.expectation import AFTER, PROFILE_WEEKS, WEEK, Calendar, Counts
from routing.forecast import DEFAULT_HANDLING_S
from routing.reports.figures import half_hour
from routing.sql_time import seconds_between
from routing.tables import TicketRow

HOLIDAYS_DAYS = 365
"""How far back days after holidays are looked for."""


def history_of_line(session: Session, line: str, calendar: Calendar, *, today: date) -> tuple[Counts, float]:
    """Calls by day and half hour before `today`, and the seconds of agents that each answered one takes.

    Who is handed over has called once, and takes the time of all who have to do with them, who is only asked
    included.
    The weeks of the profile; of the past year the days after holidays, each with its weekday before.
    """
    days = _days(calendar, today)
    spans = [
        (TicketRow.enqueued_at >= since) & (TicketRow.enqueued_at < until) for since, until in _spans(days)
    ]
    rows = session.execute(
        select(
            TicketRow.enqueued_at,
            seconds_between(TicketRow.connected_at, TicketRow.closed_at),
            TicketRow.follows_id.is_(None),
        ).where(TicketRow.line == line, or_(*spans))
    )
    counts: dict[date, dict[time, int]] = {day: defaultdict(int) for day in days}
    answered, busy_s = 0, 0.0
    for entered, handled_s, is_call in rows:
        if is_call:
            counts[entered.astimezone(BERLIN).date()][half_hour(entered)] += 1
            answered += handled_s is not None
        busy_s += handled_s or 0
    # Before the first call of all, the line was not there: those days say nothing.
    first = min((day for day, calls in counts.items() if calls), default=today)
    known = {day: calls for day, calls in counts.items() if day >= first}
    return known, busy_s / answered if answered else DEFAULT_HANDLING_S


def _days(calendar: Calendar, today: date) -> list[date]:
    recent = {today - timedelta(days=back) for back in range(1, PROFILE_WEEKS * 7 + 1)}
    year = (today - timedelta(days=back) for back in range(1, HOLIDAYS_DAYS + 1))
    after = {day for day in year if calendar.kind(day) == AFTER}
    return sorted(recent | after | {day - WEEK for day in after})


def _spans(days: Iterable[date]) -> list[tuple[datetime, datetime]]:
    """Days that follow each other, joined."""
    joined: list[tuple[datetime, datetime]] = []
    for day in days:
        begins, ends = (datetime.combine(each, time(), BERLIN) for each in (day, day + timedelta(days=1)))
        if joined and joined[-1][1] == begins:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((begins, ends))
    return joined
