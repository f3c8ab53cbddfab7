"""Places kept for somebody who decides. A hold ends by itself; a live call keeps it or hands it on."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, insert, select, update
from sqlalchemy.orm import Session

from booking import claims, schedule
from booking.availability import free_desks, is_place
from booking.cells import cell_at, cells_between, start_of
from booking.errors import HoldEnded, OutsideHours, SlotTaken
from booking.history import SYSTEM, What, record, who
from booking.opening import Window, earliest_start, local_day, windows_on
from booking.rows import COLUMNS, as_held, cell_count
from booking.sql import run
from booking.tables import AppointmentRow
from booking.values import LANGUAGE, Held, Offer, State

HOLD_MINUTES = 10


def hold(session: Session, offer: Offer, *, now: datetime, minutes: int = HOLD_MINUTES, holder: str) -> Held:
    """Keep the place for `holder` (a call's id, or "agent:<login>") for `minutes`.

    Where only the desk is taken, another desk of the office at the same time is as good: see the offer that
    comes back. Raises OutsideHours, SlotTaken, UnknownService, UnknownOffice.
    """
    window = _window_of(session, offer, now)
    until = now + timedelta(minutes=minutes)
    for desk in _desks_to_try(session, window, offer, now):
        with suppress(SlotTaken), session.begin_nested():
            return _take(session, offer, desk, holder, now, until)
    raise SlotTaken


def keep_hold(session: Session, hold_id: int, *, now: datetime, minutes: int = HOLD_MINUTES) -> None:
    """Let a live hold last at least `minutes` from now. Never shortens. Raises HoldEnded."""
    _prolong(session, hold_id, now, now + timedelta(minutes=minutes))


def hand_over(session: Session, hold_id: int, *, holder: str, now: datetime, minutes: int) -> None:
    """Give a live hold to another holder, for at least `minutes` from now. Raises HoldEnded."""
    _prolong(session, hold_id, now, now + timedelta(minutes=minutes), holder=holder)
    record(session, [hold_id], What.HANDED_OVER, by=who(holder), via=holder, at=now)


def held(session: Session, hold_id: int, *, now: datetime) -> Held | None:
    """The hold, while it is alive."""
    row = run(session, select(*COLUMNS).where(_alive(hold_id, now))).first()
    return as_held(row) if row else None


def release(session: Session, hold_id: int, *, now: datetime) -> bool:
    """Give a held place back. False where it was over already; so it may be called again."""
    return _release(session, AppointmentRow.id == hold_id, now) == 1


def release_of(session: Session, holder: str, *, now: datetime) -> int:
    """Give back everything that `holder` still holds; how many that was."""
    return _release(session, AppointmentRow.holder == holder, now)


def release_expired(session: Session, *, now: datetime) -> int:
    """Close the holds that ended by themselves; how many. Their places have been free since they ended."""
    due = select(AppointmentRow.id).where(
        AppointmentRow.state == State.HELD, AppointmentRow.held_until <= now
    )
    expire = (
        update(AppointmentRow)
        .values(state=State.EXPIRED, held_until=None, changed_at=now)
        .where(AppointmentRow.id.in_(due.with_for_update(skip_locked=True)))
        .returning(AppointmentRow.id)
    )
    ended = list(run(session, expire).scalars())
    record(session, ended, What.EXPIRED, by=SYSTEM, at=now)
    claims.sweep(session, now=now)
    return len(ended)


def _window_of(session: Session, offer: Offer, now: datetime) -> Window:
    """The window that gives this place: found by the rules that `offer` goes by."""
    day = local_day(offer.start)
    start, length = cell_at(offer.start), len(cells_between(offer.start, offer.end))
    if start_of(start) != offer.start or start_of(start + length) != offer.end:
        raise OutsideHours
    for table in schedule.timetables(session, [offer.service], office=offer.office):
        for window in windows_on(table, day, now):
            if is_place(window, offer.desk, start, length, earliest_start(table, now)):
                return window
    raise OutsideHours


def _desks_to_try(session: Session, window: Window, offer: Offer, now: datetime) -> Iterator[int]:
    """The offered desk; then the others that were free a moment ago."""
    yield offer.desk
    taken = claims.taken(session, window.desks, window.first, window.end, now=now)
    for desk in free_desks(window, taken, cell_at(offer.start)):
        if desk != offer.desk:
            yield desk


def _take(session: Session, offer: Offer, desk: int, holder: str, now: datetime, until: datetime) -> Held:
    row = {
        "state": State.HELD,
        "office_key": offer.office,
        "service_key": offer.service,
        "desk_id": desk,
        "starts_at": offer.start,
        "ends_at": offer.end,
        "holder": holder,
        "held_until": until,
        "language": LANGUAGE,
        "sequence": 0,
        "changed_at": now,
    }
    new = run(session, insert(AppointmentRow).returning(*COLUMNS), row).one()
    claims.take(session, new.id, desk, cells_between(offer.start, offer.end), now=now, until=until)
    place = {"office": offer.office, "service": offer.service, "desk": desk}
    record(
        session,
        [new.id],
        What.HELD,
        by=who(holder),
        via=holder,
        at=now,
        **place,
        start=offer.start.isoformat(),
        end=offer.end.isoformat(),
    )
    return as_held(new)


def _prolong(session: Session, hold_id: int, now: datetime, until: datetime, **changes: Any) -> None:
    later = case((AppointmentRow.held_until > until, AppointmentRow.held_until), else_=until)
    change = update(AppointmentRow).values(held_until=later, **changes).where(_alive(hold_id, now))
    with session.begin_nested():
        row = run(session, change.returning(*COLUMNS)).first()
        if row is None:
            raise HoldEnded
        claims.extend(session, hold_id, cell_count(row), now=now, until=row.held_until)


def _release(session: Session, which: Any, now: datetime) -> int:
    """Close held appointments that meet the condition `which`, and free what is still theirs."""
    change = (
        update(AppointmentRow)
        .values(state=State.RELEASED, held_until=None, changed_at=now)
        .where(which, AppointmentRow.state == State.HELD)
        .returning(AppointmentRow.id, AppointmentRow.holder)
    )
    closed = run(session, change).all()
    for hold_id, holder in closed:
        claims.give_back(session, hold_id)
        record(session, [hold_id], What.RELEASED, by=who(holder), via=holder, at=now)
    return len(closed)


def _alive(hold_id: int, now: datetime) -> Any:
    return and_(
        AppointmentRow.id == hold_id, AppointmentRow.state == State.HELD, AppointmentRow.held_until > now
    )
