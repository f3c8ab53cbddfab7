"""Personal data go when they are due; what is counted stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
from booking.availability import DAY_CELLS
from booking.tables import AppointmentRow, ClaimRow, NoticeRow, OccupancyRow
from tests.booking.town import MOBILE, MONDAY, NOW, hold, place
from tests.booking.town import book as make

DAY = timedelta(days=1)


def make_at(book: Session, offer: booking.Offer) -> booking.Appointment:
    held = booking.hold(book, offer, now=NOW, holder="CA2")
    return booking.confirm(book, held.id, phone=None, language="de", by="caller", now=NOW)


def test_all_personal_data_are_forgotten(book: Session) -> None:
    """Number, name, note, code, link, call and messages go; place, state and history stay."""
    booked = make(book)
    booking.write_note(book, booked.id, "Rollstuhl", by="office", now=NOW)
    assert booking.forget(book, before=booked.end + DAY) == 1
    left = booking.appointment(book, booked.id)
    assert (left.phone, left.name, left.note, left.code, left.calendar_token) == (None, None, None, "", "")
    assert (left.start, left.service, left.state) == (booked.start, booked.service, booking.State.CONFIRMED)
    assert len(booking.history_of(book, booked.id)) == 3
    assert book.execute(select(AppointmentRow.holder)).scalars().all() == [None]
    assert book.execute(select(NoticeRow.id)).first() is None
    assert book.execute(select(ClaimRow.cell)).first() is None


def test_a_day_that_is_over_is_read_by_nobody(book: Session) -> None:
    """What was taken on it goes, at every desk, in both tables alike; the day that goes on stays whole."""
    make(book)
    tuesday = make_at(book, place("09:00", day=MONDAY + DAY))
    hold(book, "10:00")
    for before, days_left in ((tuesday.end, 1), (tuesday.end, 1), (tuesday.end + DAY, 0)):
        booking.forget(book, before=before)
        cells = book.execute(select(ClaimRow.cell)).scalars().all()
        assert {cell // DAY_CELLS for cell in cells} == set(book.execute(select(OccupancyRow.day)).scalars())
        assert len({cell // DAY_CELLS for cell in cells}) == days_left


def test_forgetting_is_done_once(book: Session) -> None:
    """The second time nothing is left to forget."""
    booked = make(book)
    booking.forget(book, before=booked.end + DAY)
    assert booking.forget(book, before=booked.end + DAY) == 0


def test_what_is_not_due_is_kept(book: Session) -> None:
    """An appointment that ends at that moment or later is untouched, and so is its place."""
    booked = make(book)
    assert booking.forget(book, before=booked.end) == 0
    assert booking.find(book, code=booked.code, phone=MOBILE, now=NOW) == booked


def test_ended_holds_are_forgotten_too(book: Session) -> None:
    """A hold names its call: that goes as well."""
    held = hold(book)
    booking.release(book, held.id, now=NOW)
    assert booking.forget(book, before=held.offer.end + DAY) == 1
    assert book.execute(select(AppointmentRow.holder)).scalars().all() == [None]


def test_a_forgotten_link_leads_nowhere(book: Session) -> None:
    """The calendar link of a forgotten appointment is unknown."""
    booked = make(book)
    booking.forget(book, before=booked.end + DAY)
    with pytest.raises(booking.UnknownReference):
        booking.by_calendar_token(book, booked.calendar_token)
