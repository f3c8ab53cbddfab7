"""What an office's new rules do to appointments that are there already, and how it settles that."""

from datetime import time, timedelta

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

import booking
from booking import NoticeKind, Settled, What, Why
from booking.tables import DeskServiceRow, OfficeServiceRow
from tests.booking.town import LANDLINE, MONDAY, NOW, at, close, harbour_place, local, set_hours
from tests.booking.town import book as make

DAY = timedelta(days=1)
OFFICE = "agent:olga"


def found(book: Session) -> list[tuple[str, Why]]:
    return [(local(one.appointment.start)[-5:], one.why) for one in booking.conflicts(book, "markt", now=NOW)]


def test_what_the_rules_still_give_is_no_conflict(book: Session) -> None:
    """Nor is what lies too near or too far ahead to be booked now."""
    make(book, "08:00")
    make(book, "11:50")
    assert found(book) == []
    late = at(MONDAY, "07:59")
    assert booking.conflicts(book, "markt", now=late) == []


def test_a_closure_puts_its_days_in_conflict(book: Session) -> None:
    """Both desks' appointments, soonest first; another office's not."""
    make(book, "09:00")
    make(book, "08:00", phone=None)
    held = booking.hold(book, harbour_place("13:00"), now=NOW, holder="CA3")
    booking.confirm(book, held.id, phone=None, language="de", by="caller", now=NOW)
    close(book, "markt", MONDAY, MONDAY)
    assert found(book) == [("08:00", Why.CLOSED), ("09:00", Why.CLOSED)]
    assert booking.conflicts(book, "hafen", now=NOW) == []


def test_shorter_hours_and_fewer_desks(book: Session) -> None:
    """What begins before the new opening, ends after the new closing, or is at a desk that stays shut."""
    for clock in ("08:00", "09:00", "11:50"):
        make(book, clock, phone=None)
    set_hours(book, "markt", [1, 2, 3], opens=time(8, 5), closes=time(11, 55))
    assert found(book) == [("08:00", Why.HOURS), ("11:50", Why.HOURS)]
    set_hours(book, "markt", [2, 3], opens=time(8), closes=time(12))
    assert found(book) == [("08:00", Why.DESK), ("09:00", Why.DESK), ("11:50", Why.DESK)]


def test_another_grid_or_a_break_beside_it_is_no_conflict(book: Session) -> None:
    """The desk is there at that time: the citizen need not come at another."""
    make(book, "08:10")
    set_hours(book, "markt", [1], opens=time(8), closes=time(12), place_minutes=15)
    assert found(book) == []


def test_a_service_that_went(book: Session) -> None:
    """From the desk, or from the office."""
    make(book, "08:00")
    book.execute(insert(DeskServiceRow).values(desk_id=1, service_key="pass"))
    assert found(book) == [("08:00", Why.DESK)]
    gone = (OfficeServiceRow.office_key == "markt", OfficeServiceRow.service_key == "ausweis")
    book.execute(delete(OfficeServiceRow).where(*gone))
    assert found(book) == [("08:00", Why.SERVICE)]


def test_an_unknown_office(book: Session) -> None:
    """Has no conflicts that one could ask for."""
    with pytest.raises(booking.UnknownOffice):
        booking.conflicts(book, "nirgends", now=NOW)


def test_all_are_moved_to_the_next_free_places(book: Session) -> None:
    """The same time at another desk first, then the next days; each is told, and the history says why."""
    make(book, "08:00")
    make(book, "09:00", phone=LANDLINE)
    close(book, "markt", MONDAY, MONDAY)
    booking.claim_notices(book, now=NOW)
    settled = booking.move_conflicts(book, "markt", by=OFFICE, now=NOW)
    assert [one.outcome for one in settled] == [Settled.MOVED, Settled.MOVED]
    starts = [local(one.appointment.start) for one in settled if one.appointment]
    assert starts == ["Tue 01.12. 08:00", "Tue 01.12. 08:00"]
    assert booking.conflicts(book, "markt", now=NOW) == []
    assert [one.kind for one in booking.claim_notices(book, now=NOW)] == [NoticeKind.MOVED]
    event = booking.history_of(book, settled[0].id)[-1]
    assert (event.what, event.by, event.details["reason"]) == (What.MOVED, OFFICE, "conflict")


def test_a_shut_desk_moves_to_the_desk_beside_it(book: Session) -> None:
    """The citizen keeps the time."""
    booked = make(book, "09:00")
    set_hours(book, "markt", [2], opens=time(8), closes=time(12))
    (settled,) = booking.move_conflicts(book, "markt", by=OFFICE, now=NOW)
    assert settled.appointment is not None
    assert (settled.appointment.start, settled.appointment.desk) == (booked.start, 2)


def test_where_nothing_is_free_it_stays_as_it_was(book: Session) -> None:
    """And is a conflict still; the others are moved all the same."""
    both = [make(book, "08:00"), make(book, "08:10", phone=None)]
    close(book, "markt", MONDAY, MONDAY + timedelta(days=60))
    settled = booking.move_conflicts(book, "markt", by=OFFICE, now=NOW)
    assert [one.outcome for one in settled] == [Settled.NO_PLACE] * 2
    assert [booking.appointment(book, one.id) for one in both] == both
    assert len(booking.conflicts(book, "markt", now=NOW)) == 2


def test_some_are_cancelled(book: Session) -> None:
    """Those that were chosen, with a message; one that went meanwhile is told as gone."""
    first, second, third = (make(book, clock) for clock in ("08:00", "08:10", "08:20"))
    close(book, "markt", MONDAY, MONDAY)
    booking.cancel(book, second.id, by="caller", now=NOW)
    booking.claim_notices(book, now=NOW)
    chosen = [first.id, second.id]
    settled = booking.cancel_conflicts(book, "markt", only=chosen, by=OFFICE, now=NOW)
    outcomes = {one.id: one.outcome for one in settled}
    assert outcomes == {first.id: Settled.CANCELLED, second.id: Settled.GONE}
    assert [one.kind for one in booking.claim_notices(book, now=NOW)] == [NoticeKind.CANCELLED]
    assert booking.history_of(book, first.id)[-1].details == {"reason": "conflict"}
    assert [one.appointment.id for one in booking.conflicts(book, "markt", now=NOW)] == [third.id]


def test_what_staff_gave_beyond_the_rules_is_no_conflict(book: Session) -> None:
    """Past closing it stays as it is, also once it was moved there; but not on a day without opening."""
    offer = booking.Offer("markt", "ausweis", 1, at(MONDAY, "12:00"), at(MONDAY, "12:10"))
    allow = (booking.Beyond.PAST_CLOSING,)
    booked = make(book, "09:00")
    held = booking.hold_beyond(book, offer, allow=allow, now=NOW, holder=OFFICE)
    booking.reschedule(book, booked.id, held.id, by=OFFICE, now=NOW)
    late = booking.Offer("markt", "ausweis", 2, at(MONDAY, "12:00"), at(MONDAY, "12:10"))
    held = booking.hold_beyond(book, late, allow=allow, now=NOW, holder=OFFICE)
    booking.confirm(book, held.id, phone=None, language="de", by=OFFICE, now=NOW)
    assert found(book) == []
    close(book, "markt", MONDAY, MONDAY)
    assert found(book) == [("12:00", Why.CLOSED)] * 2
