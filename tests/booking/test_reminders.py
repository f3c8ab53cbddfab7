"""The reminder of the day before: when, of what, and only once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import NoticeKind
from booking.reminders import reminder_due
from tests.booking.town import LANDLINE, MOBILE, MONDAY, NOW, at, hold, local
from tests.booking.town import book as make

SUNDAY = MONDAY - timedelta(days=1)
EVENING = at(SUNDAY, "17:00")
SECOND = timedelta(seconds=1)


def sent(book: Session, now: datetime) -> list[tuple[NoticeKind, int]]:
    """What goes out at `now`, as kind and appointment; all of it is taken by the carrier."""
    notices = booking.claim_notices(book, now=now)
    for one in notices:
        booking.notice_sent(book, one.id, carrier_id="SM", now=now)
    return [(one.kind, one.appointment.id) for one in notices]


def test_a_reminder_the_evening_before(book: Session) -> None:
    """At 17:00 in Berlin, once, after the confirmation."""
    booked = make(book, language="en")
    assert sent(book, NOW) == [(NoticeKind.CONFIRMED, booked.id)]
    assert sent(book, EVENING - SECOND) == []
    assert sent(book, EVENING) == [(NoticeKind.REMINDER, booked.id)]
    assert sent(book, EVENING + timedelta(hours=1)) == []


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 3, 29), "Sat 28.03. 17:00"),  # clocks go forward in the night between
        (date(2026, 3, 30), "Sun 29.03. 17:00"),
        (date(2026, 10, 25), "Sat 24.10. 17:00"),  # and back
        (date(2026, 10, 26), "Sun 25.10. 17:00"),
    ],
)
def test_the_hour_is_berlins(day: date, due: str) -> None:
    """Also around the clock changes."""
    start = at(day, "09:00")
    found = reminder_due(start, start - timedelta(days=7))
    assert found is not None
    assert local(found) == due


def test_who_books_less_than_a_day_before_is_not_reminded() -> None:
    """The confirmation is reminder enough; nor where 17:00 is over."""
    start = at(MONDAY, "09:00")
    assert reminder_due(start, start - timedelta(hours=23, minutes=59)) is None
    assert reminder_due(start, start - timedelta(hours=24)) == EVENING
    assert reminder_due(at(MONDAY, "23:00"), EVENING) is None


def test_who_cancels_is_not_reminded(book: Session) -> None:
    """Nothing is due any more but the cancellation."""
    booked = make(book)
    booking.cancel(book, booked.id, by="caller", now=NOW)
    assert sent(book, EVENING) == [(NoticeKind.CANCELLED, booked.id)]


def test_who_moves_is_reminded_of_the_new_day(book: Session) -> None:
    """Not the evening before the old one; and again, where the first reminder was sent already."""
    booked = make(book)
    assert len(sent(book, NOW)) == 1
    assert sent(book, EVENING) == [(NoticeKind.REMINDER, booked.id)]
    wish = booking.Wish(day=MONDAY + timedelta(days=3))
    (offer,) = booking.offer(book, "ausweis", office="markt", wish=wish, count=1, now=EVENING)
    held = booking.hold(book, offer, now=EVENING, holder="CA2")
    booking.reschedule(book, booked.id, held.id, by="caller", now=EVENING)
    assert sent(book, EVENING) == [(NoticeKind.MOVED, booked.id)]
    assert sent(book, EVENING + timedelta(days=2)) == []
    assert sent(book, EVENING + timedelta(days=3)) == [(NoticeKind.REMINDER, booked.id)]


def test_a_worker_that_was_away_reminds_nobody_of_what_is_past(book: Session) -> None:
    """Late is still right as long as the appointment has not begun; then it is dropped for good."""
    early, late = make(book, "08:00"), make(book, "09:00")
    sent(book, NOW)
    assert sent(book, early.start) == [(NoticeKind.REMINDER, late.id)]
    assert sent(book, early.start + timedelta(hours=12)) == []


def test_who_has_arrived_is_not_reminded(book: Session) -> None:
    """A reminder that is late is not sent to somebody who sits in the waiting room."""
    booked = make(book, "09:00")
    sent(book, NOW)
    booking.arrive(book, booked.id, by="agent:olga", now=at(MONDAY, "08:30"))
    assert sent(book, at(MONDAY, "08:31")) == []


def test_reminders_go_to_mobile_numbers_alone(book: Session) -> None:
    """A fixed line cannot read."""
    make(book, phone=LANDLINE)
    assert sent(book, EVENING) == []


def test_what_a_number_was_reminded_of(book: Session) -> None:
    """Open appointments whose reminder was sent; not those yet to be reminded of, or cancelled, or begun."""
    first, second = make(book, "08:00"), make(book, "09:00")
    assert booking.reminded(book, MOBILE, now=EVENING) == []
    sent(book, NOW)
    sent(book, EVENING)
    assert [one.id for one in booking.reminded(book, MOBILE, now=EVENING)] == [first.id, second.id]
    assert [one.id for one in booking.reminded(book, MOBILE, now=first.start)] == [second.id]
    booking.cancel(book, second.id, by="caller", now=first.start)
    assert booking.reminded(book, MOBILE, now=first.start) == []
    assert booking.reminded(book, "+491700000000", now=EVENING) == []


def test_who_is_told_already_gets_no_notice(book: Session) -> None:
    """But after a move the reminder all the same, and after a cancellation none."""
    booked = make(book)
    sent(book, NOW)
    booking.reschedule(book, booked.id, hold(book, "09:00").id, by="caller", now=NOW, told=True)
    assert sent(book, NOW) == []
    assert sent(book, EVENING) == [(NoticeKind.REMINDER, booked.id)]
    booking.cancel(book, booked.id, by="caller", via="SM1", now=EVENING, told=True)
    assert sent(book, EVENING) == []
    assert booking.history_of(book, booked.id)[-1].via == "SM1"
