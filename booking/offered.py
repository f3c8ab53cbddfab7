"""What is held for somebody who waits: told of, taken, declined; and leaving the list.

Whoever answers, by text or on the telephone, answers to the one place that is held for them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from booking import freed
from booking.bookings import confirm, reschedule
from booking.errors import HoldEnded, UnknownReference
from booking.history import SYSTEM, What, record
from booking.holds import release
from booking.rows import AnyRow, as_offer
from booking.sql import all_or_nothing, run
from booking.tables import AppointmentRow, WaitingOfferRow, WaitingRow
from booking.values import Appointment, Offer
from booking.waiting_history import Waited, note
from booking.waiting_list import WaitingState, end_waiting

DAY = timedelta(days=1)

OPEN, TAKEN, LAPSED = "open", "taken", "lapsed"


@dataclass(frozen=True, slots=True)
class Offered:
    """A place that is held for the entry `entry` until `until`, by the hold `hold`.

    Taken, it stands `instead` of that appointment; None: it is a new one.
    """

    hold: int
    entry: int
    place: Offer
    until: datetime
    instead: int | None


def offered_to(session: Session, phone: str, *, now: datetime) -> Offered | None:
    """What is held for this number; never more than one place."""
    return _offered(session, WaitingRow.phone == phone, _can_be_taken(now))


def offered_for(session: Session, appointment_id: int, *, now: datetime) -> Offered | None:
    """What is held that would improve this appointment."""
    return _offered(session, WaitingRow.appointment_id == appointment_id, _can_be_taken(now))


def offered_with(session: Session, hold_id: int) -> Offered:
    """What was offered with this hold, whatever became of it. Raises UnknownReference."""
    found = _offered(session, WaitingOfferRow.hold_id == hold_id)
    if found is None:
        raise UnknownReference
    return found


def take_offered(
    session: Session,
    phone: str | None = None,
    *,
    hold: int | None = None,
    by: str,
    now: datetime,
    via: str | None = None,
    told: bool = False,
) -> Appointment:
    """Take what is held by `hold`, or what was offered to this number last.

    The appointment is moved there, or a new one is made. Raises UnknownReference where nothing was offered,
    HoldEnded where the time is over, TooManyBookings.
    """
    row = _answered(session, phone, hold, now)
    with all_or_nothing(session):
        _close(session, row.id, TAKEN, now)
        if row.appointment_id is None:
            made = confirm(session, row.hold_id, phone=row.phone, language=row.language, by=by, now=now)
        else:
            made = reschedule(session, row.appointment_id, row.hold_id, by=by, now=now, told=told)
        note(session, [row.entry_id], Waited.TAKEN, by=by, via=via, at=now, hold=row.hold_id)
        end_waiting(session, WaitingRow.id == row.entry_id, now=now, state=WaitingState.SERVED)
        freed.drop_taken(session, made.office, made.start, until=row.until)
        return made


def decline_offered(
    session: Session,
    phone: str | None = None,
    *,
    hold: int | None = None,
    by: str,
    now: datetime,
    via: str | None = None,
) -> None:
    """Give back what is held by `hold`, or was offered to this number last; they go on waiting.

    The next one is asked at once. Raises UnknownReference, HoldEnded.
    """
    row = _answered(session, phone, hold, now)
    _close(session, row.id, LAPSED, now)
    note(session, [row.entry_id], Waited.DECLINED, by=by, via=via, at=now, hold=row.hold_id)
    release(session, row.hold_id, now=now)
    place = select(AppointmentRow.office_key, AppointmentRow.starts_at, AppointmentRow.ends_at)
    back = run(session, place.where(AppointmentRow.id == row.hold_id)).one()
    freed.look_now(session, *back, until=row.until, now=now)


def stop_waiting(session: Session, entry_id: int, *, by: str, now: datetime, via: str | None = None) -> bool:
    """Take somebody off the list, and give back what is held for them. False where they did not wait."""
    left = end_waiting(session, WaitingRow.id == entry_id, now=now)  # from then on nothing is offered to them
    held = select(WaitingOfferRow.hold_id).where(WaitingOfferRow.entry_id == entry_id, _can_be_taken(now))
    hold = run(session, held).scalar()
    if hold is not None:
        decline_offered(session, hold=hold, by=by, via=via, now=now)
    note_end(session, left, Waited.LEFT, by=by, via=via, at=now)
    return bool(left)


def note_end(
    session: Session,
    ended: list[AnyRow],
    what: Waited,
    *,
    by: str = SYSTEM,
    at: datetime,
    via: str | None = None,
) -> None:
    """That these entries are off the list: in their own history, and in that of their appointments."""
    note(session, [row.id for row in ended], what, by=by, via=via, at=at)
    improved = [row.appointment_id for row in ended if row.appointment_id is not None]
    record(session, improved, What.WAITS_NO_MORE, by=by, via=via, at=at)


def _can_be_taken(now: datetime) -> Any:
    return and_(WaitingOfferRow.state == OPEN, WaitingOfferRow.until > now)


def _offered(session: Session, *which: Any) -> Offered | None:
    place = AppointmentRow
    chosen = (
        select(
            WaitingOfferRow.hold_id,
            WaitingOfferRow.entry_id,
            WaitingOfferRow.until,
            WaitingRow.appointment_id,
            *(place.office_key, place.service_key, place.further_services, place.desk_id),
            *(place.starts_at, place.ends_at),
        )
        .join(WaitingRow, WaitingRow.id == WaitingOfferRow.entry_id)
        .join(place, place.id == WaitingOfferRow.hold_id)
        .where(*which)
    )
    row = run(session, chosen.order_by(WaitingOfferRow.id.desc()).limit(1)).first()
    if row is None:
        return None
    return Offered(row.hold_id, row.entry_id, as_offer(row), row.until, row.appointment_id)


def _answered(session: Session, phone: str | None, hold: int | None, now: datetime) -> AnyRow:
    """The offer that an answer means: of this hold; or from this number the last, of the last day."""
    of_phone = and_(WaitingRow.phone == phone, WaitingOfferRow.offered_at > now - DAY)
    chosen = (
        select(
            *WaitingOfferRow.__table__.columns,
            *(WaitingRow.appointment_id, WaitingRow.language, WaitingRow.phone),
        )
        .join(WaitingRow, WaitingRow.id == WaitingOfferRow.entry_id)
        .where(of_phone if hold is None else WaitingOfferRow.hold_id == hold)
    )
    row = run(session, chosen.order_by(WaitingOfferRow.id.desc()).limit(1)).first()
    if row is None:
        raise UnknownReference
    return row


def _close(session: Session, offer_id: int, state: str, now: datetime) -> None:
    """Raises HoldEnded where somebody or time was faster."""
    change = update(WaitingOfferRow).values(state=state)
    if run(session, change.where(WaitingOfferRow.id == offer_id, _can_be_taken(now))).rowcount != 1:
        raise HoldEnded
