"""Places kept for somebody who decides. A hold ends by itself; a live call keeps it or hands it on."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, and_, bindparam, case, insert, select, update
from sqlalchemy.orm import Session

from booking import claims, schedule
from booking.availability import free_desks, is_place
from booking.cells import CELL_MINUTES, cell_at, cells_between, start_of
from booking.errors import HoldEnded, OutsideHours, SlotTaken
from booking.history import SYSTEM, What, record, who
from booking.opening import Window, earliest_start, local_day, windows_on
from booking.rows import COLUMNS, as_held, cell_count
from booking.sql import all_or_nothing, run
from booking.tables import AppointmentRow
from booking.values import LANGUAGE, Channel, Held, Offer, State

HOLD_MINUTES = 10

_CLOSE = (
    update(AppointmentRow)
    .values(state=State.RELEASED, held_until=None, changed_at=bindparam("now"))
    .where(AppointmentRow.state == State.HELD)
    .returning(AppointmentRow.id, AppointmentRow.holder)
)
# Made once: every call that ends asks both.
_RELEASE = _CLOSE.where(AppointmentRow.id == bindparam("which"))
_RELEASE_OF = _CLOSE.where(AppointmentRow.holder == bindparam("which"))


def hold(
    session: Session,
    offer: Offer,
    *,
    now: datetime,
    minutes: int = HOLD_MINUTES,
    holder: str,
    channel: Channel = Channel.PHONE,
) -> Held:
    """Keep the place for `holder` (a call's id, or "agent:<login>") for `minutes`.

    Where only the desk is taken, another desk of the office at the same time is as good: see the offer that
    comes back. Raises OutsideHours, SlotTaken, UnknownService, UnknownOffice, TooManyPlaces.
    """
    window = _window_of(session, offer, channel, now)
    until = now + timedelta(minutes=minutes)
    for desk in _desks_to_try(session, window, offer, now):
        with suppress(SlotTaken), all_or_nothing(session):
            return take(session, offer, desk, window.buffer, holder=holder, now=now, until=until)
    raise SlotTaken


def keep_hold(session: Session, hold_id: int, *, now: datetime, minutes: int = HOLD_MINUTES) -> None:
    """Let a live hold last at least `minutes` from now. Never shortens. Raises HoldEnded."""
    _prolong(session, hold_id, now, now + timedelta(minutes=minutes))


def hand_over(session: Session, hold_id: int, *, holder: str, now: datetime, minutes: int) -> None:
    """Give a live hold to another holder, for at least `minutes` from now. Raises HoldEnded."""
    until = now + timedelta(minutes=minutes)
    _prolong(session, hold_id, now, until, holder=holder)
    record(session, [hold_id], What.HANDED_OVER, by=who(holder), via=holder, at=now, until=until.isoformat())


def held(session: Session, hold_id: int, *, now: datetime) -> Held | None:
    """The hold, while it is alive."""
    row = run(session, select(*COLUMNS).where(_alive(hold_id, now))).first()
    return as_held(row) if row else None


def release(session: Session, hold_id: int, *, now: datetime) -> bool:
    """Give a held place back. False where it was over already; so it may be called again."""
    return _release(session, _RELEASE, hold_id, now) == 1


def release_of(session: Session, holder: str, *, now: datetime) -> int:
    """Give back everything that `holder` still holds; how many that was."""
    return _release(session, _RELEASE_OF, holder, now)


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


def take(
    session: Session,
    offer: Offer,
    desk: int,
    buffer: int,
    *,
    holder: str,
    now: datetime,
    until: datetime,
    **details: Any,
) -> Held:
    """Claim the place at `desk`, and `buffer` cells after it, whatever the hours say: the caller checks them.

    `details` go into the history. Raises SlotTaken. Call it inside `all_or_nothing`.
    """
    row = {
        "state": State.HELD,
        "office_key": offer.office,
        "service_key": offer.service,
        "further_services": list(offer.further),
        "desk_id": desk,
        "starts_at": offer.start,
        "ends_at": offer.end,
        "buffer_minutes": buffer * CELL_MINUTES,
        "holder": holder,
        "held_until": until,
        "language": LANGUAGE,
        "sequence": 0,
        "changed_at": now,
    }
    hold_id: int = run(session, _NEW, row).scalar_one()
    cells = cells_between(offer.start, offer.end)
    claims.take(session, hold_id, desk, range(cells.start, cells.stop + buffer), now=now, until=until)
    place: dict[str, Any] = {"office": offer.office, "service": offer.service, "desk": desk}
    if offer.further:
        place["further"] = list(offer.further)
    if buffer:
        place["buffer_minutes"] = buffer * CELL_MINUTES
    place |= {"start": offer.start.isoformat(), "end": offer.end.isoformat(), "until": until.isoformat()}
    record(session, [hold_id], What.HELD, by=who(holder), via=holder, at=now, **place, **details)
    return Held(hold_id, replace(offer, desk=desk), until)


_NEW = insert(AppointmentRow).returning(AppointmentRow.id)


def whole_cells(start: datetime, end: datetime) -> range:
    """The cells of a time. Raises OutsideHours where it begins or ends within one, or is none."""
    cells = cells_between(start, end)
    if not cells or start_of(cells.start) != start or start_of(cells.stop) != end:
        raise OutsideHours
    return cells


def _window_of(session: Session, offer: Offer, channel: Channel, now: datetime) -> Window:
    """The window that gives this place: found by the rules that `offer` goes by."""
    day = local_day(offer.start)
    cells = whole_cells(offer.start, offer.end)
    start, length = cells.start, len(cells)
    for table in schedule.timetables(session, offer.services, office=offer.office, channel=channel):
        for window in windows_on(table, day, now):
            if is_place(window, offer.desk, start, length, earliest_start(table, now)):
                return window
    raise OutsideHours


def _desks_to_try(session: Session, window: Window, offer: Offer, now: datetime) -> Iterator[int]:
    """The offered desk; then the others that were free a moment ago."""
    yield offer.desk
    end = window.end + window.buffer
    taken = claims.taken(session, window.desks, window.first, end, now=now)
    for desk in free_desks(window, taken, cell_at(offer.start)):
        if desk != offer.desk:
            yield desk


def _prolong(session: Session, hold_id: int, now: datetime, until: datetime, **changes: Any) -> None:
    later = case((AppointmentRow.held_until > until, AppointmentRow.held_until), else_=until)
    change = update(AppointmentRow).values(held_until=later, **changes).where(_alive(hold_id, now))
    with all_or_nothing(session):
        row = run(session, change.returning(*COLUMNS)).first()
        if row is None:
            raise HoldEnded
        claims.extend(session, hold_id, cell_count(row), now=now, until=row.held_until)


def _release(session: Session, close: Executable, which: Any, now: datetime) -> int:
    """Close the held appointments that `close` finds by `which`, and free what is still theirs."""
    closed = run(session, close, {"which": which, "now": now}).all()
    for hold_id, holder in closed:
        claims.end_hold(session, hold_id)
        record(session, [hold_id], What.RELEASED, by=who(holder), via=holder, at=now)
    return len(closed)


def _alive(hold_id: int, now: datetime) -> Any:
    return and_(
        AppointmentRow.id == hold_id, AppointmentRow.state == State.HELD, AppointmentRow.held_until > now
    )
