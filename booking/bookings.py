"""Confirming, moving and cancelling appointments."""

import secrets
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.orm import Session, aliased

from booking import claims, freed, notices
from booking.errors import HoldEnded, TooManyBookings, UnknownReference
from booking.history import SYSTEM, What, record
from booking.reference import new_code
from booking.returning import CHANCE, back_at
from booking.rows import COLUMNS, AnyRow, as_appointment, cell_count
from booking.sql import all_or_nothing, one_at_a_time, run
from booking.tables import AppointmentRow
from booking.values import Appointment, NoticeKind, State

OPEN_PER_NUMBER = 5
UNLIMITED = 2**31 - 1
CODE_TRIES = 20  # with 100,000 codes in use out of a million, 20 misses in a row come once in 10^20 times
PLACE = (
    "office_key",
    "service_key",
    "further_services",
    "desk_id",
    "starts_at",
    "ends_at",
    "buffer_minutes",
)
TOKEN_BYTES = 16  # 128 bits: a link that cannot be guessed


def confirm(
    session: Session,
    hold_id: int,
    *,
    phone: str | None,
    language: str,
    by: str,
    now: datetime,
    name: str | None = None,
    note: str | None = None,
    unlimited: bool = False,
    limit: int = OPEN_PER_NUMBER,
    make_code: Callable[[], str] = new_code,
) -> Appointment:
    """Make a live hold an appointment with a code. `phone` is E.164, None when withheld.

    A number has at most `limit` open appointments unless `unlimited`; withheld numbers are not one person
    and not counted. Raises HoldEnded, TooManyBookings; after the latter the hold is alive still.
    """
    most = UNLIMITED
    if phone is not None and not unlimited:
        most = limit
        # One number at a time: else two calls could each see the last free place in the count.
        one_at_a_time(session, phone)
    person = {"phone": phone, "language": language, "name": name, "note": note}
    row = _confirm_row(session, hold_id, now, make_code, most, person)
    try:
        claims.make_firm(session, hold_id, cell_count(row), now=now)
    except HoldEnded:
        _expire_after_all(session, hold_id, now)
        raise
    record(session, [hold_id], What.CONFIRMED, by=by, via=row.holder, at=now)
    booked = as_appointment(row)
    notices.write(session, booked, NoticeKind.CONFIRMED, now=now)
    return booked


def reschedule(
    session: Session,
    appointment_id: int,
    hold_id: int,
    *,
    by: str,
    now: datetime,
    told: bool = False,
    reason: str | None = None,
    chance: Random = CHANCE,
) -> Appointment:
    """Move an open appointment to the place of a live hold; code and calendar entry stay the same.

    Its former place comes back as a cancelled one does. No notice goes to a citizen who is `told` already;
    a `reason` is kept in the history. Raises HoldEnded, UnknownReference; then nothing has changed.
    """
    with all_or_nothing(session):
        new = _close_hold(session, hold_id, State.SPENT, now)
        place = {name: getattr(new, name) for name in PLACE}
        old = _open_row(session, appointment_id, now)
        row = _change_open(session, appointment_id, now, **place)
        until = back_at(session, old.office_key, now=now, chance=chance)
        claims.hand_on(session, hold_id, cell_count(new), appointment_id, now=now, until=until)
        freed.note(session, old.office_key, old.starts_at, old.ends_at, back=until or now, of=old.id)
        record(session, [hold_id], What.SPENT, by=by, via=new.holder, at=now, appointment=appointment_id)
        record(
            session,
            [appointment_id],
            What.MOVED,
            by=by,
            via=new.holder,
            at=now,
            was=_place(old),
            now=_place(row),
            hold=hold_id,
            **_because(reason),
        )
        moved = as_appointment(row)
        notices.write(session, moved, NoticeKind.MOVED, now=now, told=told)
        return moved


def cancel(
    session: Session,
    appointment_id: int,
    *,
    by: str,
    now: datetime,
    via: str | None = None,
    told: bool = False,
    reason: str | None = None,
    chance: Random = CHANCE,
) -> Appointment:
    """Cancel an open appointment; its place comes back when the office lets it, see `returning`.

    `via` is the call or text that it came from, `reason` is kept with it in the history. No notice goes to a
    citizen who is `told` already. Raises UnknownReference where it is not open.
    """
    with all_or_nothing(session):
        row = _change_open(session, appointment_id, now, state=State.CANCELLED)
        until = back_at(session, row.office_key, now=now, chance=chance)
        claims.give_back(session, appointment_id, until=until)
        record(session, [appointment_id], What.CANCELLED, by=by, via=via, at=now, **_because(reason))
        freed.note(session, row.office_key, row.starts_at, row.ends_at, back=until or now, of=row.id)
        cancelled = as_appointment(row)
        notices.write(session, cancelled, NoticeKind.CANCELLED, now=now, told=told)
        return cancelled


def write_note(
    session: Session, appointment_id: int, note: str | None, *, by: str, now: datetime
) -> Appointment:
    """Replace the note that staff keep on an appointment. Raises UnknownReference."""
    change = update(AppointmentRow).values(note=note or None).where(AppointmentRow.id == appointment_id)
    row = run(session, change.where(AppointmentRow.state == State.CONFIRMED).returning(*COLUMNS)).first()
    if row is None:
        raise UnknownReference
    record(session, [appointment_id], What.NOTED, by=by, at=now)
    return as_appointment(row)


def _confirm_row(
    session: Session,
    hold_id: int,
    now: datetime,
    make_code: Callable[[], str],
    most: int,
    person: dict[str, Any],
) -> AnyRow:
    """One statement asks for all that is needed; only where it does nothing, others find out why.

    Codes are short, so that two may meet: then another is drawn. Of two who draw the same in the same moment,
    the database refuses the second with an IntegrityError. That comes once in a million such moments, and
    asking again helps; a savepoint for it would cost every caller.
    """
    of_hold = {"of_hold": hold_id, "at": now}
    count = {"of_phone": person["phone"], "at": now}
    for _ in range(CODE_TRIES):
        code = make_code()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        values = {"state": State.CONFIRMED, "held_until": None, "changed_at": now, **person}
        values |= {"code": code, "calendar_token": token, "drawn": code, "most": most}
        row = run(session, _CONFIRM, {**of_hold, **count, **values}).first()
        if row is not None:
            return row
        if run(session, _LIVE, of_hold).first() is None:
            raise HoldEnded
        if run(session, select(_OPEN_OF_PHONE), count).scalar_one() >= most:
            raise TooManyBookings
    raise RuntimeError("no free booking code found: forget old appointments")


def _expire_after_all(session: Session, hold_id: int, now: datetime) -> None:
    """By this clock the hold was alive; somebody's whose is ahead has taken or swept its place."""
    nobody = dict.fromkeys(("held_until", "code", "calendar_token", "phone", "name", "note"))
    over = update(AppointmentRow).where(AppointmentRow.id == hold_id)
    run(session, over.values(state=State.EXPIRED, changed_at=now, **nobody))
    record(session, [hold_id], What.EXPIRED, by=SYSTEM, at=now)


def _close_hold(session: Session, hold_id: int, state: State, now: datetime, **values: Any) -> AnyRow:
    values |= {"state": state, "held_until": None, "changed_at": now}
    row = run(session, _CLOSE_HOLD, {"of_hold": hold_id, "at": now, **values}).first()
    if row is None:
        raise HoldEnded
    return row


def _change_open(session: Session, appointment_id: int, now: datetime, **values: Any) -> AnyRow:
    change = (
        update(AppointmentRow)
        .values(sequence=AppointmentRow.sequence + 1, changed_at=now, **values)
        .where(AppointmentRow.id == appointment_id, _open(now))
    )
    row = run(session, change.returning(*COLUMNS)).first()
    if row is None:
        raise UnknownReference
    return row


def _open_row(session: Session, appointment_id: int, now: datetime) -> AnyRow:
    chosen = select(*COLUMNS).where(AppointmentRow.id == appointment_id, _open(now))
    row = run(session, chosen.with_for_update()).first()
    if row is None:
        raise UnknownReference
    return row


def _open(now: datetime) -> Any:
    """Confirmed and not begun."""
    return and_(AppointmentRow.state == State.CONFIRMED, AppointmentRow.starts_at > now)


_IS_LIVE = and_(
    AppointmentRow.id == bindparam("of_hold"),
    AppointmentRow.state == State.HELD,
    AppointmentRow.held_until > bindparam("at"),
)
_LIVE = select(AppointmentRow.id).where(_IS_LIVE)
_CLOSE_HOLD = update(AppointmentRow).where(_IS_LIVE).returning(*COLUMNS)

_OTHER = aliased(AppointmentRow)
_OPEN_OF_PHONE = (
    select(func.count(_OTHER.id))
    .where(_OTHER.phone == bindparam("of_phone"), _OTHER.state == State.CONFIRMED)
    .where(_OTHER.starts_at > bindparam("at"))
    .scalar_subquery()
)
_IN_USE = select(_OTHER.id).where(_OTHER.code == bindparam("drawn")).exists()
_CONFIRM = _CLOSE_HOLD.where(~_IN_USE, bindparam("most") > _OPEN_OF_PHONE)


def _because(reason: str | None) -> dict[str, str]:
    return {} if reason is None else {"reason": reason}


def _place(row: AnyRow) -> dict[str, Any]:
    return {
        "office": row.office_key,
        "service": row.service_key,
        "desk": row.desk_id,
        "start": row.starts_at.isoformat(),
        "end": row.ends_at.isoformat(),
    }
