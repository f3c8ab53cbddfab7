"""Booking and moving at the counter: staff name a time, and the exceptions from the rules that they allow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from booking import schedule
from booking.beyond import Beyond, hold_beyond
from booking.bookings import confirm, reschedule
from booking.errors import OutsideHours, UnknownService
from booking.finding import appointment
from booking.values import BERLIN, LANGUAGE, Appointment, Held, Offer

HOLD_MINUTES = 1  # confirmed in the same transaction


@dataclass(frozen=True, slots=True)
class Person:
    """`phone` in E.164, None where there is none."""

    name: str | None = None
    phone: str | None = None
    note: str | None = None
    language: str = LANGUAGE


def book_at_counter(
    session: Session,
    office: str,
    services: Sequence[str],
    day: date,
    start: time,
    *,
    person: Person,
    minutes: int | None = None,
    allow: Collection[Beyond] = (),
    by: str,
    now: datetime,
) -> Appointment:
    """Book at a local time, for as long as the services take by the rules or for `minutes`.

    Any desk will do. The limit for a number does not count here. Raises what `hold_beyond` raises: the
    `detail` of OutsideHours names the exceptions that would be needed.
    """
    held = _hold(session, office, services, day, start, minutes, allow, by, now)
    return confirm(
        session,
        held.id,
        phone=person.phone,
        language=person.language,
        name=person.name,
        note=person.note,
        by=by,
        now=now,
        unlimited=True,
    )


def move_at_counter(
    session: Session,
    appointment_id: int,
    day: date,
    start: time,
    *,
    minutes: int | None = None,
    allow: Collection[Beyond] = (),
    by: str,
    now: datetime,
) -> Appointment:
    """Move an open appointment to a local time at the same office, as `book_at_counter` books it.

    Its own place is not free until it has left it: a time that overlaps it needs another desk. Raises what
    `hold_beyond` raises, and UnknownReference where it is not open.
    """
    made = appointment(session, appointment_id)
    held = _hold(session, made.office, made.services, day, start, minutes, allow, by, now)
    return reschedule(session, appointment_id, held.id, by=by, now=now)


def _hold(
    session: Session,
    office: str,
    services: Sequence[str],
    day: date,
    start: time,
    minutes: int | None,
    allow: Collection[Beyond],
    by: str,
    now: datetime,
) -> Held:
    moment = datetime.combine(day, start, tzinfo=BERLIN).astimezone(UTC)
    if moment.astimezone(BERLIN).time() != start:
        raise OutsideHours  # an hour that this night in March has not
    length = minutes if minutes is not None else usual_minutes(session, office, services, day, start)
    first, *further = services
    place = Offer(office, first, 0, moment, moment + timedelta(minutes=length), tuple(further))
    return hold_beyond(session, place, allow=allow, now=now, minutes=HOLD_MINUTES, holder=by)


def usual_minutes(session: Session, office: str, services: Sequence[str], day: date, start: time) -> int:
    """How long the services take by the rules, all together, in the opening that counts at `start`.

    Raises UnknownService, and OutsideHours where the office has not opened by then.
    """
    needs = [schedule.needs_of(session, service) for service in services]
    if not needs or any(office not in each for each in needs):
        raise UnknownService(", ".join(services))
    begun = [one for one in schedule.calendar_of(session, office).open_on(day) if one.opens <= start]
    if not begun:
        raise OutsideHours
    latest = max(begun, key=lambda one: one.opens)
    return latest.place_minutes * sum(each[office].places for each in needs)
