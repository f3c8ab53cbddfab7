"""Moving and cancelling an appointment."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from tests.booking.town import MONDAY, NOW, at, free_starts, hold, place
from tests.booking.town import book as make


def move(book: Session, appointment: int, hold_id: int, **more: object) -> booking.Appointment:
    known: dict[str, object] = {"by": "caller", "now": NOW}
    return booking.reschedule(book, appointment, hold_id, **{**known, **more})  # type: ignore[arg-type]


def test_a_moved_appointment_keeps_its_code(book: Session) -> None:
    """Id, code, link and person stay; the place is the new one, and the file's sequence grows."""
    old = make(book, "08:00")
    moved = move(book, old.id, hold(book, "10:00").id)
    assert (moved.start, moved.end) == (at(MONDAY, "10:00"), at(MONDAY, "10:10"))
    assert (moved.id, moved.code, moved.calendar_token) == (old.id, old.code, old.calendar_token)
    assert (moved.phone, moved.sequence) == (old.phone, old.sequence + 1)
    assert booking.find(book, code=old.code, phone=old.phone, now=NOW) == moved


def test_moving_swaps_the_places(book: Session) -> None:
    """The old place is free at once; the new one is taken for good."""
    three = [make(book, "08:00", phone=None) for _ in range(3)]
    for old in three:
        move(book, old.id, hold(book, "10:00").id)
    tomorrow = NOW + timedelta(days=1)
    starts = free_starts(book, MONDAY, now=tomorrow)
    assert "08:00" in starts
    assert "10:00" not in starts


def test_an_appointment_may_move_to_another_service_and_office(book: Session) -> None:
    """What is moved takes on all of the hold: office, service, length."""
    old = make(book)
    offer = booking.offer(book, "pass", office="hafen", now=NOW)[0]
    held = booking.hold(book, offer, now=NOW, holder="CA1")
    moved = move(book, old.id, held.id)
    assert (moved.office, moved.service, moved.desk) == ("hafen", "pass", offer.desk)
    assert moved.end - moved.start == timedelta(minutes=45)


def test_moving_onto_an_ended_hold_changes_nothing(book: Session) -> None:
    """The appointment stays where it was."""
    old = make(book)
    held = hold(book, "10:00")
    with pytest.raises(booking.HoldEnded):
        move(book, old.id, held.id, now=held.until)
    assert booking.appointment(book, old.id) == old
    assert len([one for one in free_starts(book, MONDAY) if one == "08:00"]) == 1


def test_moving_onto_a_hold_that_was_taken_over_changes_nothing(book: Session) -> None:
    """Also not for a machine whose clock is behind."""
    old = make(book)
    long = booking.hold(book, place("10:00", service="pass", minutes=20), now=NOW, holder="CA1")
    booking.hold(book, place("10:10"), now=long.until, holder="CA2")
    with pytest.raises(booking.HoldEnded):
        move(book, old.id, long.id, now=long.until - timedelta(seconds=1))
    assert booking.appointment(book, old.id) == old


def test_what_is_not_open_cannot_be_moved(book: Session) -> None:
    """Cancelled, begun and unknown appointments stay as they are, and the hold stays alive."""
    cancelled = make(book, "08:00")
    booking.cancel(book, cancelled.id, by="caller", now=NOW)
    held = hold(book, "10:00")
    for unknown in (cancelled.id, 999):
        with pytest.raises(booking.UnknownReference):
            move(book, unknown, held.id)
    assert booking.held(book, held.id, now=NOW) == held


def test_a_hold_is_spent_once(book: Session) -> None:
    """The hold's place went into the appointment: it can neither be confirmed nor released any more."""
    old = make(book)
    held = hold(book, "10:00")
    move(book, old.id, held.id)
    assert not booking.release(book, held.id, now=NOW)
    with pytest.raises(booking.HoldEnded):
        booking.confirm(book, held.id, phone=None, language="de", by="caller", now=NOW)
    booking.release_expired(book, now=NOW + timedelta(days=1))
    with pytest.raises(booking.UnknownReference):
        booking.cancel(book, held.id, by="caller", now=NOW)
    assert booking.appointment(book, old.id).start == at(MONDAY, "10:00")


def test_a_cancelled_place_is_free(book: Session) -> None:
    """Cancelling frees the place and keeps the row; a second time there is nothing to cancel."""
    three = [make(book, phone=None) for _ in range(3)]
    cancelled = booking.cancel(book, three[1].id, by="caller", now=NOW)
    assert cancelled.state == booking.State.CANCELLED
    assert hold(book).offer.desk == three[1].desk
    with pytest.raises(booking.UnknownReference):
        booking.cancel(book, cancelled.id, by="caller", now=NOW)


def test_what_has_begun_cannot_be_cancelled(book: Session) -> None:
    """From its start on an appointment is the office's business."""
    booked = make(book)
    with pytest.raises(booking.UnknownReference):
        booking.cancel(book, booked.id, by="caller", now=booked.start)


def test_a_hold_is_no_appointment_to_cancel(book: Session) -> None:
    """A hold is released, not cancelled."""
    with pytest.raises(booking.UnknownReference):
        booking.cancel(book, hold(book).id, by="caller", now=NOW)


def test_a_note_can_be_written_and_taken_away(book: Session) -> None:
    """Staff keep one note on an open appointment."""
    booked = make(book)
    noted = booking.write_note(book, booked.id, "kommt mit Kind", by="agent:petersen", now=NOW)
    assert noted.note == "kommt mit Kind"
    assert booking.write_note(book, booked.id, "", by="agent:petersen", now=NOW).note is None
    with pytest.raises(booking.UnknownReference):
        booking.write_note(book, 999, "?", by="agent:petersen", now=NOW)
