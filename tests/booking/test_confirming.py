"""From a hold to an appointment with a code."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

import booking
from tests.booking.town import LANDLINE, MOBILE, MONDAY, NOW, at, free_starts, hold
from tests.booking.town import book as make

DAY = timedelta(days=1)


def confirm(book: Session, held: booking.Held, **more: object) -> booking.Appointment:
    known: dict[str, object] = {"phone": MOBILE, "language": "de", "by": "caller", "now": NOW}
    return booking.confirm(book, held.id, **{**known, **more})  # type: ignore[arg-type]


def test_a_confirmed_hold_is_an_appointment(book: Session) -> None:
    """It has the place that was held, a valid code, a secret link, and whose it is."""
    held = hold(book)
    booked = confirm(book, held, language="en", name="Ada Holm", note="Rollstuhl")
    assert (booked.id, booked.state) == (held.id, booking.State.CONFIRMED)
    assert (booked.office, booked.service, booked.desk) == ("markt", "ausweis", held.offer.desk)
    assert (booked.start, booked.end) == (at(MONDAY, "08:00"), at(MONDAY, "08:10"))
    assert (booked.phone, booked.language) == (MOBILE, "en")
    assert (booked.name, booked.note) == ("Ada Holm", "Rollstuhl")
    assert booking.is_code(booked.code)
    assert len(booked.calendar_token) >= 22
    assert booking.appointment(book, booked.id) == booked


def test_an_appointment_does_not_end_by_itself(book: Session) -> None:
    """Its place is not free when the hold would have ended, nor after the worker came by."""
    for _ in range(3):
        make(book, phone=None)
    booking.release_expired(book, now=NOW + DAY)
    assert "08:00" not in free_starts(book, MONDAY, now=NOW + DAY)
    with pytest.raises(booking.SlotTaken):
        hold(book, now=NOW + DAY)


def test_a_hold_is_confirmed_once(book: Session) -> None:
    """The second time it is over, and the appointment is as before."""
    held = hold(book)
    booked = confirm(book, held)
    with pytest.raises(booking.HoldEnded):
        confirm(book, held, phone=LANDLINE)
    assert booking.appointment(book, booked.id) == booked


def test_an_ended_hold_is_not_confirmed(book: Session) -> None:
    """At the end of a hold it is too late, even if nobody took the place."""
    held = hold(book)
    with pytest.raises(booking.HoldEnded):
        confirm(book, held, now=held.until)


def test_a_number_has_five_open_appointments_at_most(book: Session) -> None:
    """The sixth is refused, and its hold stays alive so that an agent can go beyond."""
    for clock in ("08:00", "08:10", "08:20", "08:30", "08:40"):
        make(book, clock)
    held = hold(book, "09:00")
    with pytest.raises(booking.TooManyBookings):
        confirm(book, held)
    assert booking.held(book, held.id, now=NOW) == held
    assert confirm(book, held, unlimited=True, by="agent:petersen").state == booking.State.CONFIRMED


def test_the_limit_counts_only_open_ones_of_that_number(book: Session) -> None:
    """Cancelled and past appointments, and those of other numbers, leave room."""
    first = make(book, "08:00")
    make(book, "08:10", phone=LANDLINE)
    with pytest.raises(booking.TooManyBookings):
        confirm(book, hold(book, "08:20"), limit=1)
    booking.cancel(book, first.id, by="caller", now=NOW)
    make(book, "08:30")
    after = at(MONDAY, "08:31")
    assert confirm(book, hold(book, "11:00", now=after), now=after, limit=1)


def test_withheld_numbers_are_not_one_person(book: Session) -> None:
    """Any number of callers without a number may book."""
    for clock in ("08:00", "08:10", "08:20", "08:30", "08:40", "08:50", "09:00"):
        assert make(book, clock, phone=None).phone is None


def test_a_code_that_is_in_use_is_drawn_again(book: Session) -> None:
    """Where chance gives a code that somebody has, the next one is taken."""
    first = make(book)
    other = booking.new_code()
    codes: Iterator[str] = iter([first.code, first.code, other])
    assert confirm(book, hold(book, "09:00"), make_code=lambda: next(codes)).code == other


def test_codes_are_not_in_order(book: Session) -> None:
    """Appointments made one after the other have codes and links that do not tell about each other."""
    booked = [make(book, clock, phone=None) for clock in ("08:00", "08:10", "08:20", "08:30")]
    numbers = [int(one.code) for one in booked]
    assert len(set(numbers)) == len({one.calendar_token for one in booked}) == 4
    assert {b - a for a, b in pairwise(numbers)} != {1}


def test_a_printed_appointment_tells_nothing_about_its_person(book: Session) -> None:
    """What ends up in a log by mistake has no number, name, note, code or secret in it."""
    booked = confirm(book, hold(book), name="Ada Holm", note="Rollstuhl")
    (notice,) = booking.claim_notices(book, now=NOW)
    printed = f"{booked!r} {notice!r}"
    secrets = (MOBILE, "Ada Holm", "Rollstuhl", booked.code, booked.calendar_token)
    assert not [secret for secret in secrets if secret in printed]
