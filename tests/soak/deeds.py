"""What clients of the book do, at random: each deed is one or a few transactions, as on the telephone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

import booking
from booking.tables import AppointmentRow, ClosureRow
from tests.booking.town import close
from tests.soak.diary import Diary

OFFICES = ("markt", "hafen")
SERVICES = ("ausweis", "ausweis", "pass")
DAYS_AHEAD = 9  # few days, so that clients meet
PHONES = [f"+49151123456{number:02}" for number in range(40)]
CHOICES = 6
SATURDAY = 5


class Client:
    """One caller, agent or worker after the other, with a clock that may be wrong by a second."""

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

    def act(self) -> str:
        """Do something; what that was."""
        [deed] = self.random.choices(list(DEEDS), weights=list(DEEDS.values()))
        deed(self)
        return deed.__name__

    def hold(self) -> booking.Held | None:
        """A place among the next ones; None where there is none, or others were faster."""
        self.calls += 1
        wish = booking.Wish(day=self.some_day())
        chosen = {"office": self.random.choice((*OFFICES, None)), "wish": wish, "count": CHOICES}
        with self.sessions.begin() as session:
            offers = booking.offer(session, self.random.choice(SERVICES), now=self.clock(), **chosen)
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

    def any_open(self) -> int | None:
        """Somebody's appointment: others may be changing it at the same time."""
        open_ones = select(AppointmentRow.id).where(
            AppointmentRow.state == "confirmed", AppointmentRow.starts_at > self.clock()
        )
        with self.sessions.begin() as session:
            found = session.scalars(open_ones.order_by(AppointmentRow.id.desc()).limit(200)).all()
        return self.random.choice(found) if found else None

    def cancel_one(self, session: Session, appointment: int, by: str) -> None:
        booking.cancel(session, appointment, by=by, now=self.clock())

    def told(self, what: str, made: booking.Appointment) -> None:
        place = {"desk": made.desk, "start": made.start.isoformat(), "end": made.end.isoformat()}
        self.diary.sure(what, id=made.id, code=made.code, **place)


def book(client: Client) -> None:
    held = client.hold()
    if held:
        client.confirm(held)


def hold_and_vanish(client: Client) -> None:
    client.hold()


def hold_and_release(client: Client) -> None:
    held = client.hold()
    if held:
        with client.sessions.begin() as session:
            booking.release(session, held.id, now=client.clock())


def hang_up(client: Client) -> None:
    """Everything of the last call goes back."""
    held = client.hold()
    if held:
        with client.sessions.begin() as session:
            booking.release_of(session, f"{client.name}.{client.calls}", now=client.clock())


def ask_an_agent(client: Client) -> None:
    """The hold is kept, goes to an agent, and is confirmed there."""
    held = client.hold()
    if held:
        agent = f"agent:{client.name}"
        with client.sessions.begin() as session:
            booking.keep_hold(session, held.id, now=client.clock())
        with client.sessions.begin() as session:
            booking.hand_over(session, held.id, holder=agent, now=client.clock(), minutes=30)
        client.confirm(held, by=agent)


def move(client: Client) -> None:
    appointment, held = client.any_open(), client.hold()
    if appointment and held:
        with client.sessions.begin() as session:
            moved = booking.reschedule(session, appointment, held.id, by="caller", now=client.clock())
        client.told("moved", moved)


def cancel(client: Client) -> None:
    appointment = client.any_open()
    if appointment:
        client.diary.sure("wants_cancelled", id=appointment)
        with client.sessions.begin() as session:
            client.cancel_one(session, appointment, "caller")
        client.diary.sure("cancelled", id=appointment)


def close_an_office(client: Client) -> None:
    """For one day; who had an appointment then loses it. The next time it is opened again."""
    office, day = client.random.choice(OFFICES), client.some_day()
    with client.sessions.begin() as session:
        opened = delete(ClosureRow).where(ClosureRow.office_key == office)
        if session.execute(opened.returning(ClosureRow.id)).first():
            return
        close(session, office, day, day)
    since = datetime.combine(day, datetime.min.time(), tzinfo=booking.BERLIN)
    hit = select(AppointmentRow.id).where(
        AppointmentRow.office_key == office,
        AppointmentRow.state == "confirmed",
        AppointmentRow.starts_at > max(since, client.clock()),
        AppointmentRow.starts_at < since + timedelta(days=1),
    )
    with client.sessions.begin() as session:
        appointments = session.scalars(hit).all()
    for appointment in appointments:
        client.diary.sure("wants_cancelled", id=appointment)
        with client.sessions.begin() as session:
            client.cancel_one(session, appointment, "office")


def close_ended_holds(client: Client) -> None:
    with client.sessions.begin() as session:
        booking.release_expired(session, now=client.clock())


DEEDS: dict[Callable[[Client], None], int] = {
    book: 34,
    hold_and_vanish: 8,
    hold_and_release: 4,
    hang_up: 3,
    ask_an_agent: 10,
    move: 16,
    cancel: 18,
    close_an_office: 1,
    close_ended_holds: 6,
}
