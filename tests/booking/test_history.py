"""The history of an appointment: who did what, when, from where."""

from datetime import timedelta

from sqlalchemy.orm import Session

import booking
from booking import What
from tests.booking.town import MONDAY, NOW, at, change_needs, hold
from tests.booking.town import book as make


def told(book: Session, appointment: int) -> list[tuple[str, str, str | None]]:
    return [(event.what, event.by, event.via) for event in booking.history_of(book, appointment)]


def test_from_hold_to_cancellation(book: Session) -> None:
    """Each change leaves one row, in order, with who did it and from which call or desk."""
    held = hold(book)
    booking.hand_over(book, held.id, holder="agent:petersen", now=NOW, minutes=30)
    booking.confirm(book, held.id, phone=None, language="de", by="agent:petersen", now=NOW)
    new = hold(book, "09:00", holder="CA2")
    booking.reschedule(book, held.id, new.id, by="caller", now=NOW)
    booking.write_note(book, held.id, "x", by="agent:petersen", now=NOW)
    booking.cancel(book, held.id, by="office", now=NOW + timedelta(hours=1))
    assert told(book, held.id) == [
        (What.HELD, "caller", "CA1"),
        (What.HANDED_OVER, "agent:petersen", "agent:petersen"),
        (What.CONFIRMED, "agent:petersen", "agent:petersen"),
        (What.MOVED, "caller", "CA2"),
        (What.NOTED, "agent:petersen", None),
        (What.CANCELLED, "office", None),
    ]
    assert told(book, new.id) == [(What.HELD, "caller", "CA2"), (What.SPENT, "caller", "CA2")]
    assert booking.history_of(book, held.id)[-1].at == NOW + timedelta(hours=1)


def test_a_move_tells_both_places(book: Session) -> None:
    """From the history alone one can tell where an appointment was before."""
    old = make(book)
    booking.reschedule(book, old.id, hold(book, "09:00").id, by="caller", now=NOW)
    moved = booking.history_of(book, old.id)[-1]
    assert moved.details["was"]["start"] == at(MONDAY, "08:00").isoformat()
    assert moved.details["now"]["start"] == at(MONDAY, "09:00").isoformat()
    assert moved.details["now"]["end"] == at(MONDAY, "09:10").isoformat()


def test_the_ends_of_holds(book: Session) -> None:
    """Released by its call, or expired by itself: the history tells them apart."""
    released, expired = hold(book, "08:00"), hold(book, "09:00", holder="CA2")
    booking.release_of(book, "CA1", now=NOW)
    booking.release_expired(book, now=expired.until)
    assert told(book, released.id)[-1] == (What.RELEASED, "caller", "CA1")
    assert told(book, expired.id)[-1] == (What.EXPIRED, "system", None)


def test_until_when_a_place_was_kept(book: Session) -> None:
    """The history alone shows that two holds of one place never met: until when each was to last."""
    change_needs(book, "markt", "ausweis", buffer_minutes=5)
    held = hold(book)
    booking.hand_over(book, held.id, holder="agent:petersen", now=NOW, minutes=30)
    first, second = booking.history_of(book, held.id)
    assert first.details["until"] == (NOW + timedelta(minutes=10)).isoformat()
    assert first.details["buffer_minutes"] == 5
    assert second.details["until"] == (NOW + timedelta(minutes=30)).isoformat()


def test_what_failed_leaves_no_row(book: Session) -> None:
    """A refused change is not in the history."""
    held = hold(book)
    booking.hand_over(book, held.id, holder="CA1", now=NOW, minutes=1)
    before = told(book, held.id)
    for late in (held.until, held.until + timedelta(days=1)):
        try:
            booking.confirm(book, held.id, phone=None, language="de", by="caller", now=late)
        except booking.HoldEnded:
            continue
    assert told(book, held.id) == before
