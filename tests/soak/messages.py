"""What goes to and fro by text at random: notices, answers to reminders, and the waiting list."""

from sqlalchemy import select

import booking
from booking.tables import WaitingOfferRow, WaitingRow
from tests.soak.callers import OFFICES, PHONES, SERVICES, Client

LIMIT = 5
LOST = 0.1  # of all texts the carrier takes not at once


def send_texts(client: Client) -> None:
    """What a worker does: claim a few, commit, send them."""
    with client.sessions.begin() as session:
        claimed = booking.claim_notices(session, now=client.clock(), limit=LIMIT)
    for notice in claimed:
        with client.sessions.begin() as session:
            if client.random.random() < LOST:
                booking.notice_failed(session, notice.id, error="away", now=client.clock())
                continue
            booking.notice_sent(session, notice.id, carrier_id=f"SM{notice.id}", now=client.clock())
        client.diary.sure("sent", id=notice.id)


def answer_a_reminder(client: Client) -> None:
    """With a 1: the appointment is cancelled."""
    with client.sessions.begin() as session:
        reminded = booking.reminded(session, client.random.choice(PHONES), now=client.clock())
    if reminded:
        client.diary.sure("wants_cancelled", id=reminded[0].id)
        with client.sessions.begin() as session:
            booking.cancel(session, reminded[0].id, by="caller", told=True, now=client.clock())
        client.diary.sure("cancelled", id=reminded[0].id)


def wait_for_something(client: Client) -> None:
    """For anything, or for something earlier than somebody has."""
    appointment = client.any_open() if client.random.random() < 0.7 else None
    with client.sessions.begin() as session:
        if appointment is None:
            booking.wait_for(
                session,
                client.random.choice(SERVICES),
                phone=client.random.choice(PHONES),
                language="de",
                office=client.random.choice((*OFFICES, None)),
                by="caller",
                now=client.clock(),
            )
            return
        booking.wait_for_earlier(session, appointment, by="caller", now=client.clock())
    client.diary.sure("waits", id=appointment)


def serve_the_list(client: Client) -> None:
    with client.sessions.begin() as session:
        booking.serve_waiting_list(session, now=client.clock())


def answer_an_offer(client: Client) -> None:
    """Mostly with yes."""
    offered = select(WaitingRow.phone).join(WaitingOfferRow, WaitingOfferRow.entry_id == WaitingRow.id)
    phone = client.one_of(offered.where(WaitingOfferRow.state == "open"))
    if phone is None:
        return
    with client.sessions.begin() as session:
        if client.random.random() < 0.2:
            booking.decline_offered(session, phone, by="caller", now=client.clock())
            return
        made = booking.take_offered(session, phone, by="caller", now=client.clock())
    client.told("moved" if made.sequence else "confirmed", made)


def leave_the_list(client: Client) -> None:
    entry = client.one_of(select(WaitingRow.id).where(WaitingRow.state == "waiting"))
    if entry:
        with client.sessions.begin() as session:
            booking.stop_waiting(session, entry, by="caller", now=client.clock())
