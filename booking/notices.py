"""The outbox: messages to citizens, written in the transaction that changes an appointment, sent after it.

A claimed notice is due again by itself some time later, so that a worker that dies loses none. At worst a
citizen gets the same text twice; a text that is not sent would be worse.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from booking.phones import can_get_texts
from booking.reminders import reminder_due
from booking.rows import COLUMNS, as_appointment
from booking.sql import run
from booking.tables import AppointmentRow, NoticeRow
from booking.values import Appointment, Notice, NoticeKind, State

CLAIM = timedelta(minutes=2)  # far longer than any attempt at sending takes
ATTEMPTS = 6
FIRST_WAIT = timedelta(seconds=30)  # then four times as long each time: 6 attempts take about 3 hours
GROWTH = 4
ERROR_LENGTH = 200


def write(
    session: Session, appointment: Appointment, kind: NoticeKind, *, now: datetime, told: bool = False
) -> None:
    """Put a notice for whoever can get one into the outbox, and the reminder for the day before.

    Both supersede what was not sent yet, also an earlier reminder. `told`: the citizen knows already.
    """
    if kind != NoticeKind.CONFIRMED:  # before which there were none
        unsent = update(NoticeRow).where(
            NoticeRow.appointment_id == appointment.id, NoticeRow.due_at.is_not(None)
        )
        run(session, unsent.values(due_at=None, error="superseded"))
    if appointment.phone is None or not can_get_texts(appointment.phone):
        return
    to = (appointment.phone, appointment.language)
    rows = [] if told else [_row(appointment.id, kind, *to, now=now, due=now)]
    remind_at = reminder_due(appointment.start, now)
    if remind_at is not None and kind != NoticeKind.CANCELLED:
        rows.append(_row(appointment.id, NoticeKind.REMINDER, *to, now=now, due=remind_at))
    if rows:
        run(session, insert(NoticeRow), rows)


def write_of_hold(session: Session, hold_id: int, *, to: str, language: str, now: datetime) -> None:
    """Tell somebody who waits for something earlier that this place is held for them."""
    row = _row(hold_id, NoticeKind.EARLIER, to, language, now=now, due=now)
    run(session, insert(NoticeRow), [row])


def claim_notices(session: Session, *, now: datetime, limit: int = 20) -> list[Notice]:
    """Up to `limit` notices that are due, oldest first, for this worker alone. Commit before sending."""
    due = (
        select(NoticeRow.id)
        .where(NoticeRow.due_at <= now, NoticeRow.attempts < ATTEMPTS)
        .order_by(NoticeRow.due_at, NoticeRow.id)
        .limit(limit)
    )
    claim = (
        update(NoticeRow)
        .values(due_at=now + CLAIM, attempts=NoticeRow.attempts + 1)
        .where(NoticeRow.id.in_(due.with_for_update(skip_locked=True)), NoticeRow.due_at <= now)
        .returning(NoticeRow.id)
    )
    claimed = _read(session, list(run(session, claim).scalars()))
    late = [one.id for one in claimed if not _still_true(one, now)]
    if late:
        run(session, update(NoticeRow).where(NoticeRow.id.in_(late)).values(due_at=None, error="too_late"))
    return [one for one in claimed if one.id not in late]


def notice_sent(session: Session, notice_id: int, *, carrier_id: str | None, now: datetime) -> None:
    """The carrier took it, and calls it `carrier_id`."""
    done = update(NoticeRow).where(NoticeRow.id == notice_id, NoticeRow.sent_at.is_(None))
    run(session, done.values(sent_at=now, carrier_id=carrier_id, due_at=None, error=None))


def notice_failed(session: Session, notice_id: int, *, error: str, now: datetime) -> None:
    """Not taken by the carrier: again after a while, given up after six attempts. `error` names no number."""
    waiting = (NoticeRow.id == notice_id, NoticeRow.due_at.is_not(None))
    row = run(session, select(NoticeRow.attempts).where(*waiting)).first()
    if row is None:
        return
    again = now + FIRST_WAIT * GROWTH ** max(0, row.attempts - 1) if row.attempts < ATTEMPTS else None
    run(session, update(NoticeRow).where(*waiting).values(due_at=again, error=error[:ERROR_LENGTH]))


def _still_true(notice: Notice, now: datetime) -> bool:
    """A worker that was away reminds nobody of what is past, and offers nobody a place that went."""
    wanted = {NoticeKind.REMINDER: State.CONFIRMED, NoticeKind.EARLIER: State.HELD}.get(notice.kind)
    return wanted is None or (notice.appointment.state == wanted and notice.appointment.start > now)


def _row(
    appointment: int, kind: NoticeKind, to: str, language: str, *, now: datetime, due: datetime
) -> dict[str, Any]:
    return {
        "appointment_id": appointment,
        "kind": kind,
        "to_number": to,
        "language": language,
        "created_at": now,
        "due_at": due,
        "attempts": 0,
    }


def _read(session: Session, ids: list[int]) -> list[Notice]:
    if not ids:
        return []
    of_notice = (
        NoticeRow.id.label("notice_id"),
        NoticeRow.kind,
        NoticeRow.to_number,
        NoticeRow.language.label("notice_language"),
        NoticeRow.attempts,
    )
    chosen = select(*of_notice, *COLUMNS).join(AppointmentRow, AppointmentRow.id == NoticeRow.appointment_id)
    rows = run(session, chosen.where(NoticeRow.id.in_(ids)).order_by(NoticeRow.id))
    return [
        Notice(
            id=row.notice_id,
            kind=NoticeKind(row.kind),
            to=row.to_number,
            language=row.notice_language,
            appointment=as_appointment(row),
            attempts=row.attempts,
        )
        for row in rows
    ]
