"""An office may give out again a part of what no-shows leave empty."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import booking
from booking.extra_places import ENOUGH
from booking.tables import AppointmentRow, DeskRow, OfficeServiceRow
from tests.booking.town import MONDAY, NOW, change_office, place


def past(book: Session, state: booking.State, count: int, *, days_ago: int = 7) -> None:
    start = NOW - timedelta(days=days_ago)
    row = {
        "state": state, "office_key": "markt", "service_key": "ausweis", "desk_id": 1, "starts_at": start,
        "ends_at": start + timedelta(minutes=10), "language": "de", "sequence": 0, "changed_at": start,
    }  # fmt: skip
    book.execute(insert(AppointmentRow), [row] * count)


def missed_percent(book: Session) -> int:
    one = (OfficeServiceRow.office_key == "markt", OfficeServiceRow.service_key == "ausweis")
    found: int = book.execute(select(OfficeServiceRow.missed_percent).where(*one)).scalar_one()
    return found


def holds_at_eight(book: Session) -> list[int]:
    """The desks that citizens get who all want eight o'clock."""
    desks = []
    for _ in range(9):
        try:
            desks.append(booking.hold(book, place("08:00"), now=NOW, holder="CA1").offer.desk)
        except booking.SlotTaken:
            break
    return desks


def test_no_shows_are_counted_by_service_and_office(book: Session) -> None:
    """As a share of those whose coming was noted in the last 90 days; few appointments mean nothing."""
    past(book, booking.State.MISSED, 40)
    booking.count_no_shows(book, now=NOW)
    assert missed_percent(book) == 0
    past(book, booking.State.DONE, ENOUGH - 40 + 30)
    past(book, booking.State.ARRIVED, 20)
    past(book, booking.State.MISSED, 500, days_ago=91)
    past(book, booking.State.CANCELLED, 100)
    booking.count_no_shows(book, now=NOW)
    assert missed_percent(book) == 40


@pytest.mark.parametrize(("percent", "extra"), [(0, 0), (50, 0), (84, 1)])
def test_extra_places_follow_from_no_shows(book: Session, percent: int, extra: int) -> None:
    """Three desks, 40 % missed: at 84 % of that one more lane opens, after all desks; the office decides."""
    change_office(book, "markt", extra_percent=percent)
    past(book, booking.State.DONE, 60)
    past(book, booking.State.MISSED, 40)
    booking.count_no_shows(book, now=NOW)
    desks = holds_at_eight(book)
    assert desks[:3] == [1, 2, 3]
    assert len(desks) == 3 + extra
    is_extra = select(DeskRow.extra).where(DeskRow.id.in_(desks[3:]))
    assert list(book.execute(is_extra).scalars()) == [True] * extra
    assert booking.offer(book, "ausweis", office="markt", wish=booking.Wish(day=MONDAY), now=NOW) != []
