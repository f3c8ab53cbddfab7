"""What staff do at random: who came, who did not, walk-ins, appointments beyond the rules, closed days."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

import booking
from booking import editing
from booking.counter import Person, book_at_counter
from booking.tables import AppointmentRow, WalkInRow
from tests.soak.callers import OFFICES, PHONES, SERVICES, Client

VERBS = {
    "arrived": booking.arrive,
    "done": booking.finish,
    "missed": booking.miss,
    "undone": booking.undo,
}
AT_ONCE = 20  # conflicts that are settled with one click
EARLY, LATE = 7 * 60, 19 * 60  # minutes of a day


def attend(client: Client) -> None:
    """Note one of today's appointments; or take back what was noted."""
    midnight = datetime.combine(client.clock().astimezone(booking.BERLIN), time(), tzinfo=booking.BERLIN)
    today = select(AppointmentRow.id).where(
        AppointmentRow.office_key == client.random.choice(OFFICES),
        AppointmentRow.starts_at >= midnight,
        AppointmentRow.starts_at < midnight + timedelta(days=1),
        AppointmentRow.state.in_(("confirmed", "arrived", "done", "missed")),
    )
    appointment = client.one_of(today)
    if appointment:
        what = client.random.choice(list(VERBS))
        with client.sessions.begin() as session:
            VERBS[what](session, appointment, by=client.agent, now=client.clock())
        client.diary.sure(what, id=appointment)


def draw_a_number(client: Client) -> None:
    office, services = client.random.choice(OFFICES), [client.random.choice(SERVICES)]
    with client.sessions.begin() as session:
        drawn = booking.walk_in(session, office, services, by=client.agent, now=client.clock())
    client.diary.sure("drew", id=drawn.id, number=drawn.number)


def call_a_number(client: Client) -> None:
    """The next one; who was called is served, or does not come."""
    office = client.random.choice(OFFICES)
    with client.sessions.begin() as session:
        called = booking.call_next(session, office, by=client.agent, now=client.clock())
    if called:
        client.diary.sure("called", id=called.id)
        end = client.random.choice((booking.served, booking.served, booking.gone))
        with client.sessions.begin() as session:
            end(session, called.id, by=client.agent, now=client.clock())


def send_a_number_away(client: Client) -> None:
    waiting = client.one_of(select(WalkInRow.id).where(WalkInRow.state == "waiting"))
    if waiting:
        with client.sessions.begin() as session:
            booking.gone(session, waiting, by=client.agent, now=client.clock())


def book_beyond(client: Client) -> None:
    """Any time of a day, any length, on a lane of its own where no desk is free; for any number."""
    start = 5 * client.random.randrange(EARLY // 5, LATE // 5)
    person = Person(phone=client.random.choice((None, *PHONES)))
    with client.sessions.begin() as session:
        made = book_at_counter(
            session,
            client.random.choice(OFFICES),
            [client.random.choice(SERVICES)],
            client.some_day(),
            time(*divmod(start, 60)),
            person=person,
            minutes=client.random.choice((None, 5, 15, 40)),
            allow=set(booking.Beyond),
            by=client.agent,
            now=client.clock(),
        )
    client.told("confirmed", made)


def close_an_office(client: Client) -> None:
    """For one day. The next time it is opened again."""
    office, day, now = client.random.choice(OFFICES), client.some_day(), client.clock()
    with client.sessions.begin() as session:
        seen = editing.version(session, office)
        closed = editing.closures_since(session, office, now.date())
        kept = [one for one in closed if one.reason == "Umbau"]
        if kept:
            editing.remove_closure(session, office, kept[0].id, seen=seen, by=client.agent, now=now)
        else:
            editing.add_closure(session, office, day, day, "Umbau", seen=seen, by=client.agent, now=now)


def settle_conflicts(client: Client) -> None:
    """Move those who had an appointment then to another day, or cancel it."""
    office = client.random.choice(OFFICES)
    with client.sessions.begin() as session:
        found = booking.conflicts(session, office, now=client.clock())
    chosen = {one.appointment.id for one in found[:AT_ONCE]}
    if not chosen:
        return
    settle = client.random.choice((booking.move_conflicts, booking.cancel_conflicts))
    for one in chosen if settle is booking.cancel_conflicts else ():
        client.diary.sure("wants_cancelled", id=one)
    settled = []
    for one in chosen:
        with client.sessions.begin() as session:
            settled += settle(session, office, only={one}, by=client.agent, now=client.clock())
    for settlement in settled:
        if settlement.outcome == booking.Settled.MOVED and settlement.appointment:
            client.told("moved", settlement.appointment)
        elif settlement.outcome == booking.Settled.CANCELLED:
            client.diary.sure("cancelled", id=settlement.id)
