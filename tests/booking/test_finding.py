"""Finding an appointment again, without telling anybody else about it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from tests.booking.town import LANDLINE, MOBILE, MONDAY, NOW, hold
from tests.booking.town import book as make


def test_by_number_and_code(book: Session) -> None:
    """From its own number the code is enough."""
    booked = make(book)
    assert booking.find(book, code=booked.code, phone=MOBILE, now=NOW) == booked


def test_by_code_and_day(book: Session) -> None:
    """From another or a withheld number the day is asked for."""
    booked = make(book)
    assert booking.find(book, code=booked.code, phone=LANDLINE, day=MONDAY, now=NOW) == booked
    assert booking.find(book, code=booked.code, day=MONDAY, now=NOW) == booked


def test_the_code_alone_is_not_enough(book: Session) -> None:
    """Wrong number, wrong day, wrong code: all the same error, without a word about why."""
    booked = make(book)
    other = next(code for code in iter(booking.new_code, "") if code != booked.code)
    wrong: list[dict[str, object]] = [
        {"code": booked.code},
        {"code": booked.code, "phone": LANDLINE},
        {"code": booked.code, "phone": LANDLINE, "day": MONDAY + timedelta(days=1)},
        {"code": other, "phone": MOBILE, "day": MONDAY},
        {"code": "", "phone": MOBILE},
        {"code": "1234", "phone": MOBILE},
        {"code": "' OR 1=1 --", "phone": MOBILE},
    ]
    for known in wrong:
        with pytest.raises(booking.UnknownReference) as error:
            booking.find(book, now=NOW, **known)  # type: ignore[arg-type]
        assert str(error.value) == "unknown_reference"


def test_withheld_numbers_do_not_match_each_other(book: Session) -> None:
    """Two callers without a number are not the same caller."""
    booked = make(book, phone=None)
    with pytest.raises(booking.UnknownReference):
        booking.find(book, code=booked.code, phone=None, now=NOW)


def test_only_open_appointments_are_found(book: Session) -> None:
    """Cancelled and begun ones are as unknown as any."""
    booked = make(book)
    with pytest.raises(booking.UnknownReference):
        booking.find(book, code=booked.code, phone=MOBILE, now=booked.start)
    booking.cancel(book, booked.id, by="caller", now=NOW)
    with pytest.raises(booking.UnknownReference):
        booking.find(book, code=booked.code, phone=MOBILE, now=NOW)


def test_all_of_a_caller_for_the_desk(book: Session) -> None:
    """Open appointments of a number, soonest first; not holds, not others', not those that are over."""
    late, soon = make(book, "10:00"), make(book, "09:00")
    make(book, "08:00", phone=LANDLINE)
    hold(book, "11:00")
    assert booking.of_caller(book, MOBILE, now=NOW) == [soon, late]
    assert booking.of_caller(book, MOBILE, now=soon.end) == [late]
    assert booking.of_caller(book, None, now=NOW) == []


def test_unknown_ids_and_links(book: Session) -> None:
    """An id or a link that is not there is an error of its own, also when it is empty."""
    hold(book)
    for token in ("", "x" * 22):
        with pytest.raises(booking.UnknownReference):
            booking.by_calendar_token(book, token)
    with pytest.raises(booking.UnknownReference):
        booking.appointment(book, 999)
