"""Between the book and the plain one: the same town for both, and each one's words in those of the other."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

import booking
from tests.booking.plain_book import BUFFER, CLOSED, RETURN, Slot
from tests.booking.town import MONDAY, at, change_needs, change_office, close, load_town

MONDAY_0 = at(MONDAY, "00:00")


def load_plain_town(session: Session, now: int) -> None:
    """The small town with a buffer, a delay and a closure, as the plain book knows it by heart."""
    load_town(session, moment(now))
    for (service, office), buffer in BUFFER.items():
        change_needs(session, office, service, buffer_minutes=buffer)
    for office, delay in RETURN.items():
        change_office(session, office, return_after_min=delay, return_after_max=delay)
    for office, day in CLOSED:
        close(session, office, MONDAY + timedelta(days=day), MONDAY + timedelta(days=day))


def moment(minutes: int) -> datetime:
    return MONDAY_0 + timedelta(minutes=minutes)


def minutes(moment: datetime) -> int:
    return (moment - MONDAY_0) // timedelta(minutes=1)


def as_slot(offer: booking.Offer) -> Slot:
    return Slot(offer.office, offer.services, offer.desk, minutes(offer.start), minutes(offer.end))


def as_offer(slot: Slot) -> booking.Offer:
    first, *further = slot.services
    return booking.Offer(slot.office, first, slot.desk, moment(slot.start), moment(slot.end), tuple(further))
