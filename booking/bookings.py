"""Confirming, moving and cancelling appointments."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from booking import claims, freed, notices
from booking.errors import HoldEnded, TooManyBookings, UnknownReference
from booking.history import What, record
from booking.reference import new_code
from booking.returning import CHANCE, back_at
from booking.rows import COLUMNS, AnyRow, as_appointment, cell_count
from booking.sql import one_at_a_time, run
from booking.tables import AppointmentRow
from booking.values import Appointment, NoticeKind, State

OPEN_PER_NUMBER = 5
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
    person = {"phone": phone, "language": language, "name": name, "note": note}
    for _ in range(CODE_TRIES):
        # Codes are short, so that two may meet: then the database refuses, and another is drawn.
        with suppress(IntegrityError), session.begin_nested():
            if phone is not None and not unlimited:
                _require_room(session, phone, limit, now)
            given = {"code": make_code(), "calendar_token": secrets.token_urlsafe(TOKEN_BYTES), **person}
            row = _close_hold(session, hold_id, State.CONFIRMED, now, **given)
            claims.make_firm(session, hold_id, cell_count(row), now=now)
            record(session, [hold_id], What.CONFIRMED, by=by, via=row.holder, at=now)
            booked = as_appointment(row)
            notices.write(session, booked, NoticeKind.CONFIRMED, now=now)
            return booked
    raise RuntimeError("no free booking code found: forget old appointments")


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
    with session.begin_nested():
        new = _close_hold(session, hold_id, State.SPENT, now)
        place = {name: getattr(new, name) for name in PLACE}
        old = _open_row(session, appointment_id, now)
        row = _change_open(session, appointment_id, now, **place)
        until = back_at(session, old.office_key, now=now, chance=chance)
        claims.hand_on(session, hold_id, cell_count(new), appointment_id, now=now, until=until)
        freed.note(session, old.office_key, old.starts_at, old.ends_at, back=until or now)
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
    with session.begin_nested():
        row = _change_open(session, appointment_id, now, state=State.CANCELLED)
        until = back_at(session, row.office_key, now=now, chance=chance)
        claims.give_back(session, appointment_id, until=until)
        record(session, [appointment_id], What.CANCELLED, by=by, via=via, at=now, **_because(reason))
        freed.note(session, row.office_key, row.starts_at, row.ends_at, back=until or now)
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


def _require_room(session: Session, phone: str, limit: int, now: datetime) -> None:
    """One number at a time: else two calls could each see the last free place in the count."""
    one_at_a_time(session, phone)
    if run(session, _COUNT_OPEN, {"of_phone": phone, "at": now}).scalar_one() >= limit:
        raise TooManyBookings


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


def _open(now: datetime | BindParameter[datetime]) -> Any:
    """Confirmed and not begun."""
    return and_(AppointmentRow.state == State.CONFIRMED, AppointmentRow.starts_at > now)


_CLOSE_HOLD = (
    update(AppointmentRow)
    .where(AppointmentRow.id == bindparam("of_hold"))
    .where(AppointmentRow.state == State.HELD, AppointmentRow.held_until > bindparam("at"))
    .returning(*COLUMNS)
)
_COUNT_OPEN = (
    select(func.count())
    .select_from(AppointmentRow)
    .where(AppointmentRow.phone == bindparam("of_phone"), _open(bindparam("at")))
)


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
