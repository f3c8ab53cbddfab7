"""Who uses the book at random: one caller, agent or worker after the other, out of one process."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, sessionmaker

import booking
from booking.tables import AppointmentRow
from tests.soak.diary import Diary

OFFICES = ("markt", "hafen")
SERVICES = ("ausweis", "ausweis", "pass")
DAYS_AHEAD = 9  # few days, so that clients meet
PHONES = [f"+49151123456{number:02}" for number in range(40)]
CHOICES = 6
SATURDAY = 5


class Client:
    """With a clock that may be wrong by a second, and a diary of what it was told."""

    def __init__(
        self,
        name: str,
        sessions: sessionmaker[Session],
        clock: Callable[[], datetime],
        diary: Diary,
        seed: str,
    ) -> None:
        self.name, self.sessions, self.clock, self.diary = name, sessions, clock, diary
        self.random = Random(seed)
        self.calls = 0

    @property
    def agent(self) -> str:
        return f"agent:{self.name}"

    def hold(self, on: date | None = None) -> booking.Held | None:
        """A place among the next ones, None where there is none. Raises SlotTaken if others are faster."""
        self.calls += 1
        wish = booking.Wish(day=on or self.some_day())
        office = self.random.choice((*OFFICES, None))
        services = self.random.choices(SERVICES, k=self.random.choice((1, 1, 1, 2)))
        with self.sessions.begin() as session:
            offers = booking.offer(
                session, services, office=office, wish=wish, count=CHOICES, now=self.clock()
            )
        if not offers:
            return None
        with self.sessions.begin() as session:
            offer = self.random.choice(offers)
            return booking.hold(session, offer, now=self.clock(), holder=f"{self.name}.{self.calls}")

    def some_day(self) -> date:
        """One of the next working days."""
        day = self.clock().date() + timedelta(days=self.random.randrange(DAYS_AHEAD))
        return day if day.weekday() < SATURDAY else day + timedelta(days=2)

    def confirm(self, held: booking.Held, by: str = "caller") -> None:
        phone = self.random.choice((None, *PHONES))
        with self.sessions.begin() as session:
            made = booking.confirm(session, held.id, phone=phone, language="de", by=by, now=self.clock())
        self.told("confirmed", made)

    def one_of(self, found: Select[Any]) -> Any:
        """Any of what a query finds: others may be changing it at the same time. None where there is none."""
        with self.sessions.begin() as session:
            rows = session.scalars(found).all()
        return self.random.choice(rows) if rows else None

    def any_open(self) -> int | None:
        """Somebody's appointment."""
        open_ones = select(AppointmentRow.id).where(
            AppointmentRow.state == "confirmed", AppointmentRow.starts_at > self.clock()
        )
        found: int | None = self.one_of(open_ones.order_by(AppointmentRow.id.desc()).limit(200))
        return found

    def told(self, what: str, made: booking.Appointment) -> None:
        place = {"desk": made.desk, "start": made.start.isoformat(), "end": made.end.isoformat()}
        self.diary.sure(what, id=made.id, code=made.code, **place)
