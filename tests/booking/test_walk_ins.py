"""Numbers for people who come without an appointment."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import WalkInState
from tests.booking.town import MONDAY, at

NINE = at(MONDAY, "09:00")
DAY = timedelta(days=1)
BY = "agent:olga"


def draw(book: Session, office: str = "markt", *services: str, now: object = NINE) -> booking.WalkIn:
    return booking.walk_in(book, office, services or ("ausweis",), by=BY, now=now)  # type: ignore[arg-type]


def test_numbers_count_per_office_and_day(book: Session) -> None:
    """From 1 each morning, each office for itself; the day is Berlin's."""
    assert [draw(book).number for _ in range(3)] == [1, 2, 3]
    assert draw(book, "hafen").number == 1
    assert draw(book, now=at(MONDAY, "23:59")).number == 4
    assert draw(book, now=at(MONDAY + DAY, "00:00")).number == 1


def test_who_came_first_is_called_first(book: Session) -> None:
    """Each number once, in order; then there is nobody."""
    first, second = draw(book), draw(book)
    called = booking.call_next(book, "markt", desk=1, by=BY, now=NINE)
    assert called is not None
    assert (called.id, called.state, called.desk, called.called_by) == (first.id, WalkInState.CALLED, 1, BY)
    after = booking.call_next(book, "markt", desk=2, by=BY, now=NINE)
    assert after is not None
    assert after.id == second.id
    assert booking.call_next(book, "markt", desk=1, by=BY, now=NINE) is None


def test_served_or_gone_ends_it(book: Session) -> None:
    """Only who was called can be served; who does not come is gone, and is not called again."""
    first, second = draw(book), draw(book)
    with pytest.raises(booking.WrongState):
        booking.served(book, first.id, by=BY, now=NINE)
    booking.call_number(book, first.id, desk=1, by=BY, now=NINE)
    booking.call_number(book, first.id, desk=1, by=BY, now=NINE)
    assert booking.served(book, first.id, by=BY, now=NINE).state == WalkInState.SERVED
    assert booking.gone(book, second.id, by=BY, now=NINE).ended_by == BY
    for over in (first, second):
        with pytest.raises(booking.WrongState):
            booking.call_number(book, over.id, desk=1, by=BY, now=NINE)
    with pytest.raises(booking.UnknownReference):
        booking.gone(book, 10**6, by=BY, now=NINE)


def test_the_days_numbers_in_order(book: Session) -> None:
    """With what each wants; of this office and day alone."""
    draw(book, "markt", "ausweis", "ausweis")
    draw(book, "hafen")
    draw(book)
    assert [(one.number, one.services) for one in booking.walk_ins(book, "markt", MONDAY)] == [
        (1, ("ausweis", "ausweis")),
        (2, ("ausweis",)),
    ]


def test_bad_input_draws_no_number(book: Session) -> None:
    """An unknown office or service, one that the office has not, none, or 26."""
    with pytest.raises(booking.UnknownOffice):
        draw(book, "nirgends")
    for services in (("nichts",), (), ("ausweis",) * 26):
        with pytest.raises(booking.UnknownService):
            booking.walk_in(book, "markt", services, by=BY, now=NINE)
    assert booking.walk_ins(book, "markt", MONDAY) == []
