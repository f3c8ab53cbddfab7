"""Who wants to be told when something comes back: earlier than their appointment, or anything that fits."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from booking import schedule
from booking.errors import CannotText, TooManyBookings, UnknownOffice, UnknownReference, UnknownService
from booking.history import What, record
from booking.phones import can_get_texts
from booking.rows import AnyRow
from booking.sql import one_at_a_time, run
from booking.tables import AppointmentRow, WaitingRow
from booking.values import PartOfDay, State, Wish
from booking.waiting_history import Waited, note

WAITING_PER_NUMBER = 5
ANYTHING = Wish()


class WaitingState(StrEnum):
    WAITING = "waiting"
    SERVED = "served"  # took what was offered
    ENDED = "ended"  # no longer wanted, or let too many offers pass


@dataclass(frozen=True, slots=True)
class Waiting:
    """`office` None: any; `appointment` is the one to be improved, None where there is none yet."""

    id: int
    service: str
    office: str | None
    appointment: int | None
    wish: Wish
    phone: str | None = field(repr=False)
    language: str
    since: datetime
    state: WaitingState


def wait_for_earlier(
    session: Session, appointment_id: int, *, by: str, now: datetime, via: str | None = None
) -> Waiting:
    """Wait for the same service at the same office, but earlier. A second time changes nothing.

    Raises UnknownReference where it is not open, CannotText where its number is none of a mobile.
    """
    chosen = select(
        AppointmentRow.service_key, AppointmentRow.office_key, AppointmentRow.phone, AppointmentRow.language
    ).where(
        AppointmentRow.id == appointment_id,
        AppointmentRow.state == State.CONFIRMED,
        AppointmentRow.starts_at > now,
    )
    row = run(session, chosen.with_for_update()).first()
    if row is None:
        raise UnknownReference
    known = waiting_for(session, appointment_id)
    if known is not None:
        return known
    wanted = (row.service_key, row.office_key, appointment_id)
    entry = _enter(session, *wanted, row.phone, row.language, ANYTHING, now)
    note(session, [entry.id], Waited.ENTERED, by=by, via=via, at=now)
    record(session, [appointment_id], What.WAITS, by=by, via=via, at=now)
    return entry


def wait_for(
    session: Session,
    service: str,
    *,
    phone: str,
    language: str,
    by: str,
    now: datetime,
    via: str | None = None,
    office: str | None = None,
    wish: Wish = ANYTHING,
) -> Waiting:
    """Wait for any place that fits, without an appointment so far. A second time changes nothing.

    Raises UnknownService, UnknownOffice, CannotText, and TooManyBookings where a number waits five times.
    """
    offices = schedule.places_of(session, service)
    if office is not None and office not in schedule.rules_of(session):
        raise UnknownOffice(office)
    if office is not None and office not in offices:
        raise UnknownService(service)
    known = (one for one in waiting_of(session, phone) if one.appointment is None)
    for one in known:
        if (one.service, one.office, one.wish) == (service, office, wish):
            return one
    entry = _enter(session, service, office, None, phone, language, wish, now)
    note(session, [entry.id], Waited.ENTERED, by=by, via=via, at=now)
    return entry


def waiting_of(session: Session, phone: str) -> list[Waiting]:
    """What this number waits for, the longest first."""
    return [_read(row) for row in run(session, _OF_NUMBER, {"phone": phone})]


def waiting_for(session: Session, appointment_id: int) -> Waiting | None:
    """The entry that this appointment is to be improved by; None where nobody waits for that."""
    row = run(session, _open().where(WaitingRow.appointment_id == appointment_id)).first()
    return _read(row) if row else None


def who_waits(session: Session, office: str | None = None) -> list[Waiting]:
    """Who waits, the longest first; with `office` also those who take any."""
    chosen = _open().order_by(WaitingRow.since, WaitingRow.id)
    if office is not None:
        chosen = chosen.where((WaitingRow.office_key == office) | WaitingRow.office_key.is_(None))
    return [_read(row) for row in run(session, chosen)]


def end_waiting(
    session: Session, which: Any, *, now: datetime, state: WaitingState = WaitingState.ENDED
) -> list[AnyRow]:
    """End those entries that wait and meet the condition `which`: their ids, and those of appointments."""
    change = update(WaitingRow).values(state=state, ended_at=now)
    ended = change.where(WaitingRow.state == WaitingState.WAITING, which)
    return list(run(session, ended.returning(WaitingRow.id, WaitingRow.appointment_id)).all())


def _enter(
    session: Session,
    service: str,
    office: str | None,
    appointment_id: int | None,
    phone: str | None,
    language: str,
    wish: Wish,
    now: datetime,
) -> Waiting:
    if phone is None or not can_get_texts(phone):
        raise CannotText
    one_at_a_time(session, f"waiting {phone}")
    same = select(func.count()).where(WaitingRow.phone == phone, WaitingRow.state == WaitingState.WAITING)
    if (run(session, same).scalar() or 0) >= WAITING_PER_NUMBER:
        raise TooManyBookings
    row = {
        "service_key": service,
        "office_key": office,
        "appointment_id": appointment_id,
        "wish": _written(wish),
        "phone": phone,
        "language": language,
        "since": now,
        "state": WaitingState.WAITING,
    }
    return _read(run(session, insert(WaitingRow).returning(*WaitingRow.__table__.columns), row).one())


def _open() -> Any:
    return select(*WaitingRow.__table__.columns).where(WaitingRow.state == WaitingState.WAITING)


# Asked at the beginning of every call.
_OF_NUMBER = _open().where(WaitingRow.phone == bindparam("phone")).order_by(WaitingRow.since, WaitingRow.id)


def _read(row: AnyRow) -> Waiting:
    return Waiting(
        id=row.id,
        service=row.service_key,
        office=row.office_key,
        appointment=row.appointment_id,
        wish=wish_of(row.wish),
        phone=row.phone,
        language=row.language,
        since=row.since,
        state=WaitingState(row.state),
    )


def wish_of(written: dict[str, Any]) -> Wish:
    """The wish as it was kept."""
    values: dict[str, Any] = {
        name: date.fromisoformat(written[name]) for name in ("day", "until_day") if name in written
    }
    values |= {
        name: time.fromisoformat(written[name]) for name in ("from_time", "until_time") if name in written
    }
    part = written.get("part")
    return Wish(**values, weekdays=tuple(written.get("weekdays", ())), part=PartOfDay(part) if part else None)


def _written(wish: Wish) -> dict[str, Any]:
    """What is wished for, as JSON; nothing of what is not."""
    given = {name: value for name, value in asdict(wish).items() if value}
    return {
        name: value.isoformat() if isinstance(value, date | time) else value for name, value in given.items()
    }
