"""What is offered, by wish."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import Wish
from tests.booking.town import MONDAY, NOW, at, local, place

TUESDAY = MONDAY + timedelta(days=1)


def starts(offers: list[booking.Offer]) -> list[str]:
    return [f"{one.office} {local(one.start)}" for one in offers]


def test_offers_are_spread(book: Session) -> None:
    """The earliest comes first, then another part of the day or another office, then another day."""
    assert starts(booking.offer(book, "ausweis", now=NOW)) == [
        "markt Mon 30.11. 08:00",
        "hafen Mon 30.11. 13:00",
        "markt Tue 01.12. 08:00",
    ]


def test_offers_of_one_day_lie_apart(book: Session) -> None:
    """Where only one day is wished for, its offers are as far apart as the day allows."""
    offers = booking.offer(book, "ausweis", office="markt", wish=Wish(day=TUESDAY), now=NOW)
    assert starts(offers) == ["markt Tue 01.12. 08:00", "markt Tue 01.12. 09:30", "markt Tue 01.12. 11:00"]


def test_wish_for_a_time_of_day(book: Session) -> None:
    """From and until are local times of the start: from included, until not."""
    wish = Wish(from_time=time(9, 50), until_time=time(10, 10))
    offers = booking.offer(book, "ausweis", office="markt", wish=wish, now=NOW, count=2)
    assert starts(offers) == ["markt Mon 30.11. 09:50", "markt Tue 01.12. 09:50"]
    narrow = Wish(day=MONDAY, from_time=time(9, 50), until_time=time(10, 0))
    assert starts(booking.offer(book, "ausweis", office="markt", wish=narrow, now=NOW)) == [
        "markt Mon 30.11. 09:50"
    ]


def test_later_offers_start_strictly_later(book: Session) -> None:
    """Asked for later ones, the first offer is the next start after that moment."""
    later = booking.offer(book, "ausweis", office="markt", after=at(MONDAY, "08:00"), now=NOW)
    assert local(later[0].start) == "Mon 30.11. 08:10"


def test_later_than_everything_is_nothing(book: Session) -> None:
    """After the last bookable day there is no offer, and no error."""
    assert booking.offer(book, "ausweis", after=NOW + timedelta(days=60), now=NOW) == []


def test_kind_of_office(book: Session) -> None:
    """A kind leaves only offices of that kind."""
    assert booking.offer(book, "ausweis", kind=booking.OfficeKind.KFZ, now=NOW) == []
    offers = booking.offer(book, "abmelden", kind=booking.OfficeKind.KFZ, now=NOW)
    assert {one.office for one in offers} == {"zulassung"}


def test_office_without_the_service(book: Session) -> None:
    """An office that is there but has not the service gives no offers."""
    assert booking.offer(book, "ausweis", office="zulassung", now=NOW) == []


def test_unknown_keys(book: Session) -> None:
    """A service or an office that is not in the book is an error of its own."""
    with pytest.raises(booking.UnknownService):
        booking.offer(book, "mondfahrt", now=NOW)
    with pytest.raises(booking.UnknownOffice):
        booking.offer(book, "ausweis", office="mond", now=NOW)


def test_longer_services_need_places_in_a_row(book: Session) -> None:
    """A service of several places is as long as these, by the office's own number and length of places."""
    offers = booking.offer(book, "pass", now=NOW)
    lengths = {one.office: one.end - one.start for one in offers}
    assert lengths == {"markt": timedelta(minutes=20), "hafen": timedelta(minutes=45)}


def test_a_taken_place_is_offered_at_another_desk(book: Session) -> None:
    """A start is offered while any desk is free then, and no longer."""
    for _ in range(3):
        assert "08:00" in _clocks(book)
        booking.hold(book, place("08:00"), now=NOW, holder="CA1")
    assert "08:00" not in _clocks(book)


def test_a_full_day_leads_to_the_next_free_one(book: Session) -> None:
    """Days without a free place are passed over, however many."""
    while offers := booking.offer(book, "ausweis", office="hafen", wish=Wish(day=MONDAY), now=NOW):
        booking.hold(book, offers[0], now=NOW, holder="CA1")
    assert local(booking.offer(book, "ausweis", office="hafen", now=NOW)[0].start) == "Mon 07.12. 13:00"


def test_closed_or_only_full(book: Session) -> None:
    """Whether a day is closed or only full can be told apart."""
    sunday = MONDAY - timedelta(days=1)
    assert booking.open_on(book, "ausweis", MONDAY, now=NOW)
    assert not booking.open_on(book, "ausweis", sunday, now=NOW)
    assert not booking.open_on(book, "ausweis", date(2026, 12, 1), office="hafen", now=NOW)


def _clocks(book: Session) -> list[str]:
    offers = booking.offer(book, "ausweis", office="markt", wish=Wish(day=MONDAY), count=99, now=NOW)
    return [local(one.start)[-5:] for one in offers]
