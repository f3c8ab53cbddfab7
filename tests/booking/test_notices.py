"""The outbox: who is told what, once, and again when the carrier did not take it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
from booking import NoticeKind
from booking.tables import NoticeRow
from tests.booking.town import LANDLINE, MOBILE, NOW, hold
from tests.booking.town import book as make

DAY = timedelta(days=1)


def claim(book: Session, *, now: object = NOW, limit: int = 20) -> list[booking.Notice]:
    return booking.claim_notices(book, now=now, limit=limit)  # type: ignore[arg-type]


def test_a_confirmation_is_due_at_once(book: Session) -> None:
    """A mobile caller is told, in their language, with the appointment as it is."""
    booked = make(book, language="en")
    (notice,) = claim(book)
    assert (notice.kind, notice.to, notice.language) == (NoticeKind.CONFIRMED, MOBILE, "en")
    assert (notice.appointment, notice.attempts) == (booked, 1)


@pytest.mark.parametrize("phone", [None, LANDLINE, "+49110", "anonymous", ""])
def test_who_cannot_get_texts_gets_none(book: Session, phone: str | None) -> None:
    """Withheld and fixed numbers, and what is no number, leave nothing in the outbox."""
    booked = make(book, phone=phone)
    booking.cancel(book, booked.id, by="caller", now=NOW)
    assert claim(book) == []


@pytest.mark.parametrize(
    ("phone", "texts"),
    [(MOBILE, True), ("+447400123456", True), ("+12025550123", True), (LANDLINE, False), ("0151 1", False)],
)
def test_which_numbers_can_get_texts(phone: str, texts: bool) -> None:
    """Mobile numbers of any country; fixed lines and broken numbers not."""
    assert booking.can_get_texts(phone) is texts


def test_a_later_change_supersedes_what_was_not_sent(book: Session) -> None:
    """Who moves or cancels before the text went out is told only how it stands now."""
    booked = make(book)
    booking.reschedule(book, booked.id, hold(book, "09:00").id, by="caller", now=NOW)
    (notice,) = claim(book)
    assert (notice.kind, notice.appointment.sequence) == (NoticeKind.MOVED, 1)
    booking.cancel(book, booked.id, by="caller", now=NOW)
    booking.notice_failed(book, notice.id, error="busy", now=NOW)
    assert [one.kind for one in claim(book, now=NOW + DAY)] == [NoticeKind.CANCELLED]


def test_a_claimed_notice_is_not_claimed_again(book: Session) -> None:
    """Until its claim ends, which is when its worker must have died."""
    make(book)
    (first,) = claim(book)
    assert claim(book, now=NOW + timedelta(seconds=119)) == []
    (again,) = claim(book, now=NOW + timedelta(seconds=120))
    assert (again.id, again.attempts) == (first.id, 2)


def test_a_sent_notice_is_done(book: Session) -> None:
    """It is never due again, and keeps the carrier's name for it."""
    make(book)
    (notice,) = claim(book)
    booking.notice_sent(book, notice.id, carrier_id="SM1", now=NOW)
    booking.notice_failed(book, notice.id, error="late answer", now=NOW)
    assert claim(book, now=NOW + DAY) == []
    sent = select(NoticeRow.carrier_id, NoticeRow.sent_at, NoticeRow.error)
    row = book.execute(sent.where(NoticeRow.id == notice.id)).one()
    assert tuple(row) == ("SM1", NOW, None)


def test_a_failed_notice_comes_again_later_and_later(book: Session) -> None:
    """After 30 s, 2 min, 8 min, half an hour, two hours; after the sixth attempt it is given up."""
    make(book)
    now, waits = NOW, []
    while notices := claim(book, now=now):
        booking.notice_failed(book, notices[0].id, error="30001", now=now)
        due = book.execute(select(NoticeRow.due_at).where(NoticeRow.id == notices[0].id)).scalar_one()
        if due is None:
            break
        waits.append((due - now).total_seconds())
        now = due
    assert waits == [30, 120, 480, 1920, 7680]
    assert claim(book, now=now + DAY) == []


def test_a_notice_that_kills_its_worker_is_given_up(book: Session) -> None:
    """A notice that nobody answers for is claimed six times, not for ever."""
    make(book)
    claimed = [claim(book, now=NOW + timedelta(minutes=3 * attempt)) for attempt in range(10)]
    assert sum(len(notices) for notices in claimed) == 6


def test_the_oldest_first_and_no_more_than_asked_for(book: Session) -> None:
    """A worker takes a few at a time, in the order in which they were written."""
    booked = [make(book, clock) for clock in ("08:00", "08:10", "08:20")]
    assert [one.appointment.id for one in claim(book, limit=2)] == [one.id for one in booked[:2]]
    assert [one.appointment.id for one in claim(book, limit=2)] == [booked[2].id]
