"""All that is done at random, and how often: each deed is one or a few transactions, as on the telephone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import booking
from tests.soak import at_the_office, messages
from tests.soak.callers import Client

KEPT_MINUTES = 15

Deed = Callable[[Client], None]


def book(client: Client) -> None:
    held = client.hold()
    if held:
        client.confirm(held)


def book_for_today(client: Client) -> None:
    held = client.hold(client.clock().date())
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
        now = client.clock()
        with client.sessions.begin() as session:
            booking.keep_hold(session, held.id, now=now, minutes=KEPT_MINUTES)
        client.diary.sure("kept", id=held.id, until=(now + timedelta(minutes=KEPT_MINUTES)).isoformat())
        with client.sessions.begin() as session:
            booking.hand_over(session, held.id, holder=client.agent, now=client.clock(), minutes=30)
        client.confirm(held, by=client.agent)


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
            booking.cancel(session, appointment, by="caller", now=client.clock())
        client.diary.sure("cancelled", id=appointment)


def close_ended_holds(client: Client) -> None:
    with client.sessions.begin() as session:
        booking.release_expired(session, now=client.clock())


DEEDS: dict[Deed, int] = {
    book: 26,
    book_for_today: 6,
    hold_and_vanish: 7,
    hold_and_release: 3,
    hang_up: 3,
    ask_an_agent: 8,
    move: 13,
    cancel: 13,
    close_ended_holds: 5,
    at_the_office.attend: 8,
    at_the_office.draw_a_number: 3,
    at_the_office.call_a_number: 3,
    at_the_office.send_a_number_away: 1,
    at_the_office.book_beyond: 4,
    at_the_office.close_an_office: 1,
    at_the_office.settle_conflicts: 2,
    messages.send_texts: 5,
    messages.answer_a_reminder: 1,
    messages.wait_for_something: 5,
    messages.serve_the_list: 3,
    messages.answer_an_offer: 4,
    messages.leave_the_list: 1,
}


def at_random(random: Random) -> Iterator[Deed]:
    """Without end, some more often than others."""
    while True:
        yield from random.choices(list(DEEDS), weights=list(DEEDS.values()))


def each_once(random: Random) -> Iterator[Deed]:
    """All of them, in no order: so that a short run leaves none to chance."""
    yield from random.sample(list(DEEDS), k=len(DEEDS))
