"""Something earlier became free: who is told, for how long it is theirs, and that nobody else gets it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
from booking import NoticeKind, State, WaitingState, What
from booking.tables import FreedRow, WaitingRow
from tests.booking.town import LANDLINE, MOBILE, MONDAY, NOW, at, change_office, free_starts, local, place
from tests.booking.town import book as make

TUESDAY = MONDAY + timedelta(days=1)
ANNA, BERT, CARA = "+4915111111111", "+4915122222222", "+4915133333333"
HALF_AN_HOUR = timedelta(minutes=30)
SECOND = timedelta(seconds=1)


def later(
    book: Session, phone: str, *, day: object = TUESDAY, now: datetime = NOW, language: str = "de"
) -> booking.Appointment:
    """An appointment at 9:00 on another day, at whichever desk is free, that waits for something earlier."""
    held = booking.hold(book, place("09:00", day=day), now=now, holder="CA9")  # type: ignore[arg-type]
    made = booking.confirm(book, held.id, phone=phone, language=language, by="caller", now=now)
    booking.wait_for_earlier(book, made.id, by="caller", now=now)
    return made


def told(book: Session, now: datetime = NOW) -> list[tuple[str, str]]:
    """Serve the list; whom it tells of what, as number and local start."""
    for notice in booking.claim_notices(book, now=now, limit=100):
        booking.notice_sent(book, notice.id, carrier_id="SM", now=now)
    booking.release_expired(book, now=now)
    booking.serve_waiting_list(book, now=now)
    notices = booking.claim_notices(book, now=now)
    for notice in notices:
        booking.notice_sent(book, notice.id, carrier_id="SM", now=now)
    return [(one.to, local(one.appointment.start)) for one in notices if one.kind == NoticeKind.EARLIER]


def test_who_waits_longest_is_told_and_takes_it(book: Session) -> None:
    """The place is held for her; her yes moves the appointment there, with its code."""
    early = make(book, "08:00")
    anna = later(book, ANNA)
    later(book, BERT, now=NOW + SECOND)
    assert told(book) == []
    booking.cancel(book, early.id, by="caller", now=NOW)
    assert told(book) == [(ANNA, "Mon 30.11. 08:00")]
    assert told(book, NOW + SECOND) == []
    moved = booking.take_offered(book, ANNA, by="caller", now=NOW + HALF_AN_HOUR - SECOND)
    assert (moved.id, moved.code, local(moved.start)) == (anna.id, anna.code, "Mon 30.11. 08:00")
    assert [one.kind for one in booking.claim_notices(book, now=NOW + HALF_AN_HOUR)] == [NoticeKind.MOVED]
    assert [one.phone for one in booking.who_waits(book)] == [BERT]
    assert told(book, NOW + HALF_AN_HOUR) == []
    whats = [one.what for one in booking.history_of(book, anna.id)]
    assert whats == [What.HELD, What.CONFIRMED, What.WAITS, What.MOVED]


def test_who_does_not_answer_in_time_gives_way_to_the_next(book: Session) -> None:
    """Half an hour each; nobody is told twice of the same place, and then it is anybody's."""
    early = make(book, "08:00")
    for seconds, phone in enumerate((ANNA, BERT)):
        later(book, phone, now=NOW + seconds * SECOND)
    booking.cancel(book, early.id, by="caller", now=NOW)
    assert told(book) == [(ANNA, "Mon 30.11. 08:00")]
    assert told(book, NOW + HALF_AN_HOUR - SECOND) == []
    assert told(book, NOW + HALF_AN_HOUR) == [(BERT, "Mon 30.11. 08:00")]
    with pytest.raises(booking.HoldEnded):
        booking.take_offered(book, ANNA, by="caller", now=NOW + HALF_AN_HOUR)
    assert told(book, NOW + 2 * HALF_AN_HOUR) == []
    assert book.execute(select(FreedRow.id)).first() is None
    assert len(booking.who_waits(book)) == 2


def test_a_place_is_never_two_peoples(book: Session) -> None:
    """While it is held for one who waits, no caller can have it; nor is it offered to a second."""
    change_office(book, "markt", horizon_days=28)
    taken = [make(book, "08:00", phone=None) for _ in range(3)]
    later(book, ANNA)
    later(book, BERT, now=NOW + SECOND)
    booking.cancel(book, taken[0].id, by="caller", now=NOW)
    assert told(book) == [(ANNA, "Mon 30.11. 08:00")]
    assert "08:00" not in free_starts(book, MONDAY)
    with pytest.raises(booking.SlotTaken):
        booking.hold(book, place("08:00"), now=NOW, holder="CA7")
    booking.cancel(book, taken[1].id, by="caller", now=NOW)
    assert told(book) == [(BERT, "Mon 30.11. 08:00")]
    first = booking.take_offered(book, ANNA, by="caller", now=NOW)
    second = booking.take_offered(book, BERT, by="caller", now=NOW)
    assert first.desk != second.desk


def test_a_place_that_comes_back_later_is_offered_then(book: Session) -> None:
    """The office's delay holds for the waiting list, too."""
    change_office(book, "markt", return_after_min=60, return_after_max=60)
    taken = [make(book, "08:00", phone=None) for _ in range(3)]
    later(book, ANNA)
    booking.cancel(book, taken[0].id, by="caller", now=NOW)
    assert told(book, NOW + timedelta(minutes=59)) == []
    assert told(book, NOW + timedelta(minutes=60)) == [(ANNA, "Mon 30.11. 08:00")]


def test_a_place_that_a_caller_holds_just_now_is_looked_at_again(book: Session) -> None:
    """Should the caller let it go, it is offered after all."""
    taken = [make(book, "08:00", phone=None) for _ in range(3)]
    later(book, ANNA)
    booking.cancel(book, taken[0].id, by="caller", now=NOW)
    held = booking.hold(book, place("08:00"), now=NOW, holder="CA7")
    assert told(book) == []
    booking.release(book, held.id, now=NOW)
    assert told(book, NOW + timedelta(minutes=2)) == [(ANNA, "Mon 30.11. 08:00")]


def test_only_what_is_earlier_and_wished_for_is_offered(book: Session) -> None:
    """Not what is later than the appointment, at another office, for another service, or at another time."""
    monday, wednesday = make(book, "08:00", phone=None), later(book, CARA, day=MONDAY + timedelta(days=2))
    booking.wait_for(book, "pass", phone=ANNA, language="de", by="caller", office="hafen", now=NOW)
    afternoon = booking.Wish(part=booking.PartOfDay.AFTERNOON)
    booking.wait_for(book, "ausweis", phone=BERT, language="de", by="caller", wish=afternoon, now=NOW)
    later(book, MOBILE, now=NOW + SECOND)
    booking.cancel(book, wednesday.id, by="caller", now=NOW)
    assert told(book) == []
    booking.cancel(book, monday.id, by="caller", now=NOW)
    assert told(book) == [(MOBILE, "Mon 30.11. 08:00")]


def test_who_has_no_appointment_yet_gets_one(book: Session) -> None:
    """Any office, the wish kept as it was said; the answer books it."""
    wish = booking.Wish(day=MONDAY, until_day=TUESDAY, weekdays=(0, 2), until_time=at(MONDAY, "11:00").time())
    entry = booking.wait_for(book, "ausweis", phone=ANNA, language="en", by="caller", wish=wish, now=NOW)
    assert booking.who_waits(book, "markt") == [entry]
    assert entry.wish == wish
    booking.cancel(book, make(book, "08:00").id, by="caller", now=NOW)
    assert told(book) == [(ANNA, "Mon 30.11. 08:00")]
    made = booking.take_offered(book, ANNA, by="caller", now=NOW)
    assert (made.state, made.phone, made.language, made.service) == (State.CONFIRMED, ANNA, "en", "ausweis")
    assert booking.who_waits(book) == []


def test_nobody_is_written_to_at_night_or_too_late(book: Session) -> None:
    """From 8 to 20 in Berlin; and only of what one can still get to after half an hour to answer."""
    first, second = make(book, "08:00"), make(book, "11:00")
    later(book, ANNA)
    sunday = at(MONDAY - timedelta(days=1), "20:00")
    booking.cancel(book, first.id, by="caller", now=sunday)
    booking.cancel(book, second.id, by="caller", now=sunday)
    assert told(book, sunday) == []
    assert told(book, at(MONDAY, "07:59")) == []
    assert told(book, at(MONDAY, "08:00")) == [(ANNA, "Mon 30.11. 11:00")]


def test_three_times_in_vain_is_enough(book: Session) -> None:
    """Who never answers is not written to again; others are."""
    places = [make(book, f"{hour}:00", phone=None) for hour in ("08", "09", "10", "11")]
    later(book, ANNA)
    now, count = NOW, 0
    for one in places:
        booking.cancel(book, one.id, by="caller", now=now)
        count += len(told(book, now))
        now += HALF_AN_HOUR
        told(book, now)
    assert count == 3
    assert booking.who_waits(book) == []


def test_no_is_an_answer(book: Session) -> None:
    """The place goes to the next at once; who said no goes on waiting."""
    early = make(book, "08:00")
    later(book, ANNA)
    later(book, BERT, now=NOW + SECOND)
    booking.cancel(book, early.id, by="caller", now=NOW)
    told(book)
    booking.decline_offered(book, ANNA, by="caller", now=NOW)
    assert told(book, NOW + SECOND) == [(BERT, "Mon 30.11. 08:00")]
    assert len(booking.who_waits(book)) == 2
    with pytest.raises(booking.HoldEnded):
        booking.decline_offered(book, ANNA, by="caller", now=NOW)


def test_nobody_takes_what_was_not_offered_to_them(book: Session) -> None:
    """A stranger's yes, and a second yes, do nothing."""
    early = make(book, "08:00")
    later(book, ANNA)
    booking.cancel(book, early.id, by="caller", now=NOW)
    told(book)
    with pytest.raises(booking.UnknownReference):
        booking.take_offered(book, BERT, by="caller", now=NOW)
    booking.take_offered(book, ANNA, by="caller", now=NOW)
    with pytest.raises(booking.HoldEnded):
        booking.take_offered(book, ANNA, by="caller", now=NOW)


def test_one_question_at_a_time(book: Session) -> None:
    """Who waits twice is asked about one place, and about the next only after that."""
    both = [make(book, "08:00", phone=None), make(book, "10:00", phone=None)]
    later(book, ANNA)
    booking.wait_for(book, "ausweis", phone=ANNA, language="de", by="caller", now=NOW)
    for one in both:
        booking.cancel(book, one.id, by="caller", now=NOW)
    assert told(book) == [(ANNA, "Mon 30.11. 08:00")]


def test_who_cancels_waits_no_longer(book: Session) -> None:
    """Nor does anybody whose appointment has begun; and one may leave the list."""
    anna, bert, cara = (
        later(book, phone, now=NOW + seconds * SECOND) for seconds, phone in enumerate((ANNA, BERT, CARA))
    )
    booking.cancel(book, anna.id, by="caller", now=NOW)
    told(book)
    assert [one.appointment for one in booking.who_waits(book)] == [bert.id, cara.id]
    (first, _) = booking.who_waits(book)
    assert booking.stop_waiting(book, first.id, by="caller", now=NOW)
    assert not booking.stop_waiting(book, first.id, by="caller", now=NOW)
    told(book, cara.start)
    assert booking.who_waits(book) == []


def test_waiting_twice_for_the_same_is_waiting_once(book: Session) -> None:
    """The place in the line is the first one's."""
    anna = later(book, ANNA)
    again = booking.wait_for_earlier(book, anna.id, by="caller", now=NOW + SECOND)
    assert booking.who_waits(book) == [again]
    assert again.since == NOW
    morning = booking.Wish(part=booking.PartOfDay.MORNING)
    entries = {
        booking.wait_for(book, "ausweis", phone=ANNA, language="de", by="caller", wish=wish, now=now).id
        for wish in (morning, booking.Wish())
        for now in (NOW, NOW + SECOND)
    }
    assert len(entries) == 2
    assert booking.waiting_of(book, ANNA)[0] == booking.waiting_for(book, anna.id) == again
    assert len(booking.waiting_of(book, ANNA)) == 3


def test_who_cannot_wait(book: Session) -> None:
    """A fixed line, a withheld number, a sixth entry, and what the office has not: nothing is written."""
    for phone in (LANDLINE, None):
        booked = make(book, phone=phone)
        with pytest.raises(booking.CannotText):
            booking.wait_for_earlier(book, booked.id, by="caller", now=NOW)
        booking.cancel(book, booked.id, by="caller", now=NOW)
        with pytest.raises(booking.UnknownReference):
            booking.wait_for_earlier(book, booked.id, by="caller", now=NOW)
    with pytest.raises(booking.UnknownOffice):
        booking.wait_for(book, "ausweis", phone=ANNA, language="de", by="caller", office="nirgends", now=NOW)
    for unknown, office in (("nichts", None), ("ausweis", "zulassung")):
        with pytest.raises(booking.UnknownService):
            booking.wait_for(book, unknown, phone=ANNA, language="de", by="caller", office=office, now=NOW)
    for days in range(5):
        until = booking.Wish(until_day=TUESDAY + timedelta(days=days))
        booking.wait_for(book, "ausweis", phone=ANNA, language="de", by="caller", wish=until, now=NOW)
    with pytest.raises(booking.TooManyBookings):
        booking.wait_for(book, "ausweis", phone=ANNA, language="de", by="caller", now=NOW)
    assert len(booking.who_waits(book)) == 5


def test_numbers_on_the_list_are_forgotten(book: Session) -> None:
    """When the entry ended before then; who waits still is known still."""
    anna = later(book, ANNA)
    booking.wait_for(book, "ausweis", phone=BERT, language="de", by="caller", now=NOW)
    told(book, anna.start)
    booking.forget(book, before=anna.start)
    assert ANNA in book.execute(select(WaitingRow.phone)).scalars().all()
    booking.forget(book, before=anna.start + timedelta(days=1))
    rows = book.execute(select(WaitingRow.phone, WaitingRow.state).order_by(WaitingRow.id)).all()
    assert [tuple(row) for row in rows] == [(None, WaitingState.ENDED), (BERT, WaitingState.WAITING)]
