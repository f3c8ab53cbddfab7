"""A place came back: it is held for whoever waits longest and wants it, and they are told, once.

They have half an hour to take it; then it is the next one's. The hold is an ordinary one, so that no place is
given to two. Nobody is written to at night, and nobody more than three times in vain.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, time, timedelta

from sqlalchemy import Select, and_, exists, func, insert, or_, select, true, update
from sqlalchemy.orm import Session

from booking import freed, notices
from booking.errors import OutsideHours, SlotTaken, TooManyPlaces, UnknownService
from booking.history import SYSTEM, WAITING_LIST
from booking.holds import hold
from booking.offered import LAPSED, OPEN, note_end
from booking.offers import offer
from booking.rows import AnyRow
from booking.sql import alone, run
from booking.tables import AppointmentRow, WaitingOfferRow, WaitingRow
from booking.values import BERLIN, Held, Offer, State, Wish
from booking.waiting_history import Waited, note
from booking.waiting_list import WaitingState, end_waiting, wish_of
from booking.wishes import fits

MINUTES = 30  # to answer
TO_GET_THERE = timedelta(hours=1)  # after that, until the place begins
FROM, UNTIL = time(8), time(20)  # in Berlin: when people are written to
IN_VAIN = 3
LOOK_AGAIN = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(days=90)  # who waits so long without an appointment has found another way
AT_ONCE = 20
STARTS_A_DAY = 200

Places = dict[tuple[str, ...], list[Offer]]


def serve_waiting_list(session: Session, *, now: datetime, minutes: int = MINUTES) -> int:
    """Offer what came back to those who wait; how many got an offer. For the worker, every few seconds.

    One worker at a time: two could each offer something to the same number, whose answer must mean one place.
    """
    if not alone(session, "serve waiting list"):
        return 0
    _close_what_is_over(session, now)
    if not FROM <= now.astimezone(BERLIN).time() < UNTIL:
        return 0
    return sum(_serve(session, row, now, minutes) for row in freed.due(session, now=now, limit=AT_ONCE))


def _serve(session: Session, row: AnyRow, now: datetime, minutes: int) -> bool:
    """Offer one stretch of time to the first who wants it; keep it in mind as long as anybody might."""
    until = now + timedelta(minutes=minutes)
    waiting = run(session, _who_wants(session, row)).all() if row.starts_at >= until + TO_GET_THERE else []
    if not waiting:
        freed.drop(session, row.id)
        return False
    held = _hold_for_first(session, row, waiting, now, minutes)
    freed.look_again(session, row.id, at=now + LOOK_AGAIN if held is None else until)
    return held is not None


def _hold_for_first(
    session: Session, row: AnyRow, waiting: Iterable[AnyRow], now: datetime, minutes: int
) -> Held | None:
    known: Places = {}
    for one in waiting:
        services = (one.service_key, *(one.further_services or ()))
        if services not in known:
            known[services] = _places(session, row, services, now)
        for place in known[services]:
            if fits(wish_of(one.wish), place.start) and _waits_still(session, one.id):
                with suppress(SlotTaken, OutsideHours):
                    held = hold(session, place, now=now, minutes=minutes, holder=f"{WAITING_LIST}{one.id}")
                    _tell(session, one, held, now)
                    return held
                break
    return None


def _waits_still(session: Session, entry_id: int) -> bool:
    """Who is just leaving the list is passed over; who leaves it from now on gives the place back."""
    still = select(WaitingRow.id).where(WaitingRow.id == entry_id, WaitingRow.state == WaitingState.WAITING)
    return run(session, still.with_for_update(skip_locked=True)).first() is not None


def _places(session: Session, row: AnyRow, services: tuple[str, ...], now: datetime) -> list[Offer]:
    """The free starts within the stretch; none where the office has not these services any more."""
    start, last = (moment.astimezone(BERLIN) for moment in (row.starts_at, row.ends_at))
    wish = Wish(day=start.date(), from_time=start.time(), until_time=last.time())
    try:
        return offer(
            session, services, office=row.office_key, wish=wish, count=STARTS_A_DAY, earliest=True, now=now
        )
    except (UnknownService, TooManyPlaces):
        return []


def _tell(session: Session, entry: AnyRow, held: Held, now: datetime) -> None:
    row = {
        "entry_id": entry.id,
        "hold_id": held.id,
        "starts_at": held.offer.start,
        "offered_at": now,
        "until": held.until,
        "state": OPEN,
    }
    run(session, insert(WaitingOfferRow), [row])
    note(session, [entry.id], Waited.OFFERED, by=SYSTEM, at=now, hold=held.id)
    notices.write_of_hold(session, held.id, to=entry.phone, language=entry.language, now=now)


def _who_wants(session: Session, row: AnyRow) -> Select[*tuple[object, ...]]:
    """Those who wait for something at this office and time, the longest first.

    Not who has an open offer, by whatever entry: an answer must mean one place. Nor who let this one pass, or
    gave it up themselves.
    """
    entry, other = WaitingRow.__table__.alias("entry"), WaitingRow.__table__.alias("other")
    offered = exists().where(
        WaitingOfferRow.state == OPEN, WaitingOfferRow.entry_id == other.c.id, other.c.phone == entry.c.phone
    )
    passed = exists().where(
        WaitingOfferRow.entry_id == entry.c.id,
        WaitingOfferRow.starts_at >= row.starts_at,
        WaitingOfferRow.starts_at < row.ends_at,
    )
    have = AppointmentRow.__table__
    gave = run(session, select(AppointmentRow.phone).where(AppointmentRow.id == row.appointment_id)).scalar()
    return (
        select(*entry.c, have.c.further_services)
        .outerjoin(have, have.c.id == entry.c.appointment_id)
        .where(entry.c.state == WaitingState.WAITING, ~offered, ~passed)
        .where(true() if gave is None else entry.c.phone != gave)
        .where(or_(entry.c.office_key.is_(None), entry.c.office_key == row.office_key))
        .where(or_(entry.c.appointment_id.is_(None), have.c.starts_at > row.starts_at))
        .order_by(entry.c.since, entry.c.id)
    )


def _close_what_is_over(session: Session, now: datetime) -> None:
    """Offers whose time is over; and entries whose appointment is over, or that have let too many pass."""
    over = update(WaitingOfferRow).values(state=LAPSED)
    due = over.where(WaitingOfferRow.state == OPEN, WaitingOfferRow.until <= now)
    lapsed = run(session, due.returning(WaitingOfferRow.entry_id, WaitingOfferRow.hold_id)).all()
    for entry_id, hold_id in lapsed:
        note(session, [entry_id], Waited.LAPSED, by=SYSTEM, at=now, hold=hold_id)
    if lapsed:
        ignored = (
            select(WaitingOfferRow.entry_id)
            .where(WaitingOfferRow.state == LAPSED)
            .group_by(WaitingOfferRow.entry_id)
            .having(func.count() >= IN_VAIN)
        )
        in_vain = end_waiting(session, WaitingRow.id.in_(ignored), now=now)
        note_end(session, in_vain, Waited.ENDED, at=now)
    still_open = select(AppointmentRow.id).where(
        AppointmentRow.id == WaitingRow.appointment_id,
        AppointmentRow.state == State.CONFIRMED,
        AppointmentRow.starts_at > now,
    )
    without = and_(WaitingRow.appointment_id.is_(None), WaitingRow.since < now - FORGOTTEN_AFTER)
    improved = and_(WaitingRow.appointment_id.is_not(None), ~still_open.exists())
    over_too = end_waiting(session, or_(without, improved), now=now)
    note(session, [one.id for one in over_too], Waited.ENDED, by=SYSTEM, at=now)
