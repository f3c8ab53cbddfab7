"""Appointments that the office's rules no longer give: after its hours, closures, desks or services changed.

Found by the same calendar that offers go by. What staff gave beyond the rules is no conflict as long as the
office opens on that day. Moving or cancelling many is done one by one, each with its message.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking import schedule
from booking.bookings import cancel, reschedule
from booking.cells import cell_of_wall_time, cells_between
from booking.errors import OutsideHours, SlotTaken, UnknownOffice, UnknownReference
from booking.history import What
from booking.holds import hold
from booking.offers import offer
from booking.opening import local_day
from booking.rows import COLUMNS, as_appointment
from booking.sql import all_or_nothing, run
from booking.tables import AppointmentRow, DeskRow, EventRow
from booking.values import Appointment, State

REASON = "conflict"
TRIES = 5  # a place that is offered may be taken by a caller a moment later


class Why(StrEnum):
    CLOSED = "closed"  # the office does not open on that day
    HOURS = "hours"  # it does, but not at that time
    DESK = "desk"  # at that time the desk is not open, or no longer does one of the services
    SERVICE = "service"  # the office no longer has one of the services


class Settled(StrEnum):
    MOVED = "moved"
    CANCELLED = "cancelled"
    NO_PLACE = "no_place"  # nothing later is free: it stays as it was
    GONE = "gone"  # cancelled, moved or begun meanwhile


@dataclass(frozen=True, slots=True)
class Conflict:
    appointment: Appointment
    why: Why


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one conflict; `appointment` as it is now, None where it is gone."""

    id: int
    outcome: Settled
    appointment: Appointment | None = None


def conflicts(session: Session, office: str, *, now: datetime) -> list[Conflict]:
    """The office's open appointments that its rules no longer give, soonest first. Raises UnknownOffice."""
    return _among(session, office, _coming(office, now))


def _coming(office: str, now: datetime) -> Select[*tuple[Any, ...]]:
    coming = select(*COLUMNS).where(
        AppointmentRow.office_key == office,
        AppointmentRow.starts_at > now,
        AppointmentRow.state == State.CONFIRMED,
    )
    return coming.order_by(AppointmentRow.starts_at, AppointmentRow.id)


def _among(session: Session, office: str, chosen: Select[*tuple[Any, ...]]) -> list[Conflict]:
    if office not in schedule.rules_of(session):
        raise UnknownOffice(office)
    rows = run(session, chosen).all()
    lanes = set(run(session, select(DeskRow.id).where(DeskRow.office_key == office, DeskRow.extra)).scalars())
    found = []
    for row in rows:
        made = as_appointment(row)
        why = _why(session, made, made.desk in lanes)
        if why is not None:
            found.append(Conflict(made, why))
    beyond = _given_beyond_the_rules(session, [one.appointment.id for one in found])
    return [one for one in found if one.why == Why.CLOSED or one.appointment.id not in beyond]


def move_conflicts(
    session: Session, office: str, *, only: Collection[int] | None = None, by: str, now: datetime
) -> list[Settlement]:
    """Move each conflict (or those of `only`) to the office's next free place, never to an earlier time.

    Each on its own savepoint, soonest first, told by a notice. While others book, do so one by one, each in
    its own transaction: else one could wait, with the second, for those who wait for the first. Raises
    UnknownOffice.
    """

    def move(made: Appointment) -> Settlement:
        moved = _to_next_place(session, made, by, now)
        return Settlement(made.id, Settled.MOVED if moved else Settled.NO_PLACE, moved or made)

    return _settle(session, office, only, now, move)


def cancel_conflicts(
    session: Session, office: str, *, only: Collection[int] | None = None, by: str, now: datetime
) -> list[Settlement]:
    """Cancel each conflict (or those of `only`), as `move_conflicts` moves them."""

    def end(made: Appointment) -> Settlement:
        cancelled = cancel(session, made.id, by=by, now=now, reason=REASON)
        return Settlement(made.id, Settled.CANCELLED, cancelled)

    return _settle(session, office, only, now, end)


def _settle(
    session: Session,
    office: str,
    only: Collection[int] | None,
    now: datetime,
    settle: Callable[[Appointment], Settlement],
) -> list[Settlement]:
    chosen = _coming(office, now)
    if only is not None:
        chosen = chosen.where(AppointmentRow.id.in_(only))
    results = []
    # Locked: a citizen who moves it just now has no conflict any more.
    for conflict in _among(session, office, chosen.with_for_update()):
        made = conflict.appointment
        try:
            with all_or_nothing(session):
                results.append(settle(made))
        except UnknownReference:
            results.append(Settlement(made.id, Settled.GONE))
    known = {one.id for one in results}
    return results + [Settlement(one, Settled.GONE) for one in sorted(only or ()) if one not in known]


def _to_next_place(session: Session, made: Appointment, by: str, now: datetime) -> Appointment | None:
    """The same time at another desk, where that is free; else the next."""
    not_before = max(made.start - timedelta.resolution, now)
    for _ in range(TRIES):
        places = offer(
            session,
            made.services,
            office=made.office,
            after=not_before,
            count=1,
            earliest=True,
            now=now,
        )
        if not places:
            return None
        with suppress(SlotTaken, OutsideHours):
            held = hold(session, places[0], now=now, minutes=1, holder=by)
            return reschedule(session, made.id, held.id, by=by, now=now, reason=REASON)
        not_before = places[0].start
    return None


def _why(session: Session, made: Appointment, lane: bool) -> Why | None:
    if any(made.office not in schedule.needs_of(session, service) for service in made.services):
        return Why.SERVICE
    day = local_day(made.start)
    series = schedule.calendar_of(session, made.office).open_on(day)
    if not series:
        return Why.CLOSED
    cells = cells_between(made.start, made.end)
    spans = [
        (range(cell_of_wall_time(day, one.opens), cell_of_wall_time(day, one.closes)), one.desks)
        for one in series
    ]
    if not _covered(cells, [span for span, desks in spans if desks]):
        return Why.HOURS
    if lane:
        return None
    at_desk = [span for span, desks in spans if any(made.desk == one.desk for one in desks)]
    able = made.desk not in schedule.unable_desks(session, made.services)
    return None if able and _covered(cells, at_desk) else Why.DESK


def _covered(cells: range, spans: Sequence[range]) -> bool:
    return all(any(cell in span for span in spans) for cell in cells)


def _given_beyond_the_rules(session: Session, ids: Iterable[int]) -> set[int]:
    """Those whose present place was held with a named exception: by their first hold, or the last move's."""
    holds = {one: one for one in ids}
    moves = select(EventRow.appointment_id, EventRow.details).where(
        EventRow.appointment_id.in_(holds), EventRow.what == What.MOVED
    )
    for moved, details in run(session, moves.order_by(EventRow.id)).all() if holds else ():
        holds[moved] = details.get("hold", moved)
    chosen = select(EventRow.appointment_id, EventRow.details).where(
        EventRow.appointment_id.in_(holds.values()), EventRow.what == What.HELD
    )
    made = run(session, chosen).all() if holds else ()
    beyond = {hold_id for hold_id, details in made if details.get("beyond")}
    return {one for one, hold_id in holds.items() if hold_id in beyond}
