"""Answers of those who wait: yes, no, and enough of it; and what the history tells afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import Waited, What
from tests.booking.test_waiting_list import ANNA, BERT, HALF_AN_HOUR, SECOND, later, told
from tests.booking.town import NOW, change_office, hold
from tests.booking.town import book as make


def history(book: Session, entry: int) -> list[tuple[Waited, str, str | None]]:
    return [(one.what, one.by, one.via) for one in booking.waiting_history_of(book, entry)]


def test_what_is_held_is_told_to_whom_it_is_held_for(book: Session) -> None:
    """By number, or by the appointment that it would improve; to nobody else, and not when it is over."""
    early, anna = make(book, "08:00", phone=None), later(book, ANNA)
    assert booking.offered_to(book, ANNA, now=NOW) is None
    booking.cancel(book, early.id, by="caller", now=NOW)
    told(book)
    offered = booking.offered_to(book, ANNA, now=NOW)
    assert offered is not None
    assert (offered.place.start, offered.until, offered.instead) == (
        early.start,
        NOW + HALF_AN_HOUR,
        anna.id,
    )
    assert booking.offered_for(book, anna.id, now=NOW) == offered
    assert booking.offered_with(book, offered.hold) == offered
    assert booking.offered_to(book, BERT, now=NOW) is None
    assert booking.offered_to(book, ANNA, now=offered.until) is None
    with pytest.raises(booking.HoldEnded):
        booking.take_offered(book, hold=offered.hold, by="caller", now=offered.until)
    assert booking.take_offered(book, hold=offered.hold, by="caller", now=NOW).id == anna.id
    assert booking.offered_to(book, ANNA, now=NOW) is None
    for unknown in (hold(book, "11:00").id, 999):
        with pytest.raises(booking.UnknownReference):
            booking.offered_with(book, unknown)


def test_who_leaves_gives_back_what_is_held(book: Session) -> None:
    """The next one is asked at once; both histories say who left, by which call."""
    early, anna = make(book, "08:00", phone=None), later(book, ANNA)
    later(book, BERT, now=NOW + SECOND)
    booking.cancel(book, early.id, by="caller", now=NOW)
    told(book)
    entry = booking.waiting_for(book, anna.id)
    assert entry is not None
    assert booking.stop_waiting(book, entry.id, by="caller", via="CA5", now=NOW)
    assert not booking.stop_waiting(book, entry.id, by="caller", via="CA5", now=NOW)
    assert told(book, NOW + SECOND) == [(BERT, "Mon 30.11. 08:00")]
    assert booking.waiting_of(book, ANNA) == []
    assert history(book, entry.id) == [
        (Waited.ENTERED, "caller", None),
        (Waited.OFFERED, "system", None),
        (Waited.DECLINED, "caller", "CA5"),
        (Waited.LEFT, "caller", "CA5"),
    ]
    last = booking.history_of(book, anna.id)[-1]
    assert (last.what, last.by, last.via) == (What.WAITS_NO_MORE, "caller", "CA5")


def test_each_offer_and_answer_is_in_the_history(book: Session) -> None:
    """Of somebody without an appointment, too: lapsed, declined, taken; and who asked for it."""
    places = [make(book, f"{hour}:00", phone=None) for hour in ("08", "09", "10")]
    entry = booking.wait_for(book, "ausweis", phone=ANNA, language="de", by="agent:olga", via="CA1", now=NOW)
    for number, one in enumerate(places):
        at = NOW + number * HALF_AN_HOUR
        booking.cancel(book, one.id, by="caller", now=at)
        assert len(told(book, at)) == 1
        if number == 1:
            booking.decline_offered(book, ANNA, by="caller", via="SM1", now=at)
    made = booking.take_offered(book, ANNA, by="caller", via="SM2", now=at)
    events = booking.waiting_history_of(book, entry.id)
    assert [(one.what, one.via) for one in events] == [
        (Waited.ENTERED, "CA1"),
        (Waited.OFFERED, None),
        (Waited.LAPSED, None),
        (Waited.OFFERED, None),
        (Waited.DECLINED, "SM1"),
        (Waited.OFFERED, None),
        (Waited.TAKEN, "SM2"),
    ]
    assert events[-1].details == {"hold": made.id}


def test_what_ends_by_itself_is_in_the_history(book: Session) -> None:
    """Three offers that were let pass, and an appointment that is over."""
    places = [make(book, f"{hour}:00", phone=None) for hour in ("08", "09", "10")]
    anna, bert = later(book, ANNA), later(book, BERT, now=NOW + SECOND)
    entries = [one.id for one in booking.who_waits(book)]
    booking.cancel(book, bert.id, by="caller", now=NOW)
    for number, one in enumerate(places):
        booking.cancel(book, one.id, by="caller", now=NOW + number * HALF_AN_HOUR)
        told(book, NOW + number * HALF_AN_HOUR)
    told(book, NOW + 3 * HALF_AN_HOUR)
    assert [booking.waiting_history_of(book, one)[-1].what for one in entries] == [Waited.ENDED] * 2
    last = booking.history_of(book, anna.id)[-1]
    assert (last.what, last.by) == (What.WAITS_NO_MORE, "system")


@pytest.mark.parametrize("delay", [0, 30])
def test_nobody_is_told_of_what_they_gave_up_themselves(book: Session, delay: int) -> None:
    """Who cancels or moves away, and waits for something earlier; others who wait are told."""
    change_office(book, "markt", return_after_min=delay, return_after_max=delay)
    back = NOW + timedelta(minutes=delay)
    early = make(book, "08:00", phone=ANNA)
    anna = later(book, ANNA)
    booking.cancel(book, early.id, by="caller", now=NOW)
    assert told(book, back) == []
    booking.reschedule(book, anna.id, hold(book, "10:00").id, by="caller", now=NOW)
    booking.reschedule(book, anna.id, hold(book, "11:00").id, by="caller", now=NOW)
    assert told(book, back) == []
    later(book, BERT)
    gone = make(book, "08:30", phone=ANNA)
    booking.cancel(book, gone.id, by="caller", now=NOW)
    assert told(book, back) == [(BERT, "Mon 30.11. 08:30")]
