"""Who came and who did not, and what an office knows from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import State, What
from tests.booking.town import MONDAY, NOW, at, hold
from tests.booking.town import book as make

MORNING, EIGHT, NINE = at(MONDAY, "07:30"), at(MONDAY, "08:00"), at(MONDAY, "09:00")
DAY = timedelta(days=1)
OFFICE = "agent:olga"


def what_happened(book: Session, appointment: booking.Appointment) -> list[tuple[What, str, str | None]]:
    """The history after the confirmation."""
    events = booking.history_of(book, appointment.id)
    return [(one.what, one.by, one.via) for one in events if one.what not in {What.HELD, What.CONFIRMED}]


def test_a_visit_from_door_to_door(book: Session) -> None:
    """Arrived, then done: each with who, when and from where."""
    booked = make(book)
    assert booking.arrive(book, booked.id, by=OFFICE, via="desk 1", now=MORNING).state == State.ARRIVED
    assert booking.finish(book, booked.id, by=OFFICE, via="desk 2", now=NINE).state == State.DONE
    assert what_happened(book, booked) == [(What.ARRIVED, OFFICE, "desk 1"), (What.DONE, OFFICE, "desk 2")]
    assert [one.at for one in booking.history_of(book, booked.id)][-2:] == [MORNING, NINE]


def test_who_does_not_come_is_missed(book: Session) -> None:
    """But not before the appointment has begun; and who comes late after all has arrived."""
    booked = make(book)
    with pytest.raises(booking.WrongState):
        booking.miss(book, booked.id, by=OFFICE, now=EIGHT - timedelta(seconds=1))
    assert booking.miss(book, booked.id, by=OFFICE, now=EIGHT).state == State.MISSED
    assert booking.arrive(book, booked.id, by=OFFICE, now=NINE).state == State.ARRIVED


@pytest.mark.parametrize("verb", [booking.arrive, booking.finish])
def test_nobody_comes_before_the_day(book: Session, verb: Callable[..., booking.Appointment]) -> None:
    """On Sunday nobody can be noted as there for Monday."""
    booked = make(book)
    with pytest.raises(booking.WrongState):
        verb(book, booked.id, by=OFFICE, now=at(MONDAY, "00:00") - timedelta(seconds=1))
    assert verb(book, booked.id, by=OFFICE, now=at(MONDAY, "00:00")).state != State.CONFIRMED


def test_a_mis_click_is_undone_by_another_line(book: Session) -> None:
    """What was noted goes back step by step; nothing in the history is taken out."""
    booked = make(book)
    booking.arrive(book, booked.id, by=OFFICE, now=EIGHT)
    booking.finish(book, booked.id, by=OFFICE, now=EIGHT)
    assert booking.undo(book, booked.id, by="agent:otto", now=NINE).state == State.ARRIVED
    assert booking.undo(book, booked.id, by="agent:otto", now=NINE).state == State.CONFIRMED
    with pytest.raises(booking.WrongState):
        booking.undo(book, booked.id, by="agent:otto", now=NINE)
    told = [what for what, _, _ in what_happened(book, booked)]
    assert told == [What.ARRIVED, What.DONE, What.UNDONE, What.UNDONE]
    assert booking.history_of(book, booked.id)[-1].details == {"undone": "arrived", "back": "confirmed"}


def test_another_day_nothing_is_undone(book: Session) -> None:
    """Figures of a day that is over do not change under anybody's eyes."""
    booked = make(book)
    booking.miss(book, booked.id, by=OFFICE, now=NINE)
    with pytest.raises(booking.WrongState):
        booking.undo(book, booked.id, by=OFFICE, now=NINE + DAY)


@pytest.mark.parametrize("verb", [booking.arrive, booking.finish, booking.miss, booking.undo])
def test_what_is_no_open_appointment_cannot_be_noted(
    book: Session, verb: Callable[..., booking.Appointment]
) -> None:
    """Cancelled, only held, or never there: refused, and nothing is written."""
    cancelled = make(book)
    booking.cancel(book, cancelled.id, by="caller", now=NOW)
    events = booking.history_of(book, cancelled.id)
    with pytest.raises(booking.WrongState):
        verb(book, cancelled.id, by=OFFICE, now=NINE)
    for unknown in (hold(book, "08:20").id, 10**6):
        with pytest.raises(booking.UnknownReference):
            verb(book, unknown, by=OFFICE, now=NINE)
    assert booking.history_of(book, cancelled.id) == events


def test_who_has_arrived_can_no_longer_cancel(book: Session) -> None:
    """Neither cancelled nor moved: it is no open appointment any more."""
    booked = make(book, "09:00")
    booking.arrive(book, booked.id, by=OFFICE, now=MORNING)
    with pytest.raises(booking.UnknownReference):
        booking.cancel(book, booked.id, by="caller", now=MORNING)
    with pytest.raises(booking.UnknownReference):
        booking.find(book, code=booked.code, phone=booked.phone, now=MORNING)


def test_no_shows_are_known_per_service_and_office(book: Session) -> None:
    """One of three did not come; what nobody noted, another office and earlier days do not count."""
    assert booking.no_show_rate(book, "markt", "ausweis", MORNING) is None
    visits = [make(book, f"08:{minutes}", phone=None) for minutes in ("00", "10", "20", "30")]
    booking.arrive(book, visits[0].id, by=OFFICE, now=NINE)
    booking.finish(book, visits[1].id, by=OFFICE, now=NINE)
    booking.miss(book, visits[2].id, by=OFFICE, now=NINE)
    assert booking.attendance(book, "markt", "ausweis", MORNING) == booking.Attendance(came=2, missed=1)
    assert booking.no_show_rate(book, "markt", None, MORNING) == pytest.approx(1 / 3)
    assert booking.no_show_rate(book, "hafen", "ausweis", MORNING) is None
    assert booking.no_show_rate(book, "markt", "ausweis", NINE) is None
    assert booking.no_show_rate(book, "markt", "ausweis", MORNING, visits[2].start) == 0
