"""Several services or persons in one appointment, desks that cannot do all, and the time after a service."""

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

import booking
from booking import Wish
from booking.tables import DeskServiceRow
from tests.booking.town import MONDAY, NOW, at, change_needs, free_starts, local, place

MINUTES_10 = timedelta(minutes=10)


def test_services_add_up(book: Session) -> None:
    """A card and a passport for two persons are six places in a row at the market, at one desk."""
    (offer, *_) = booking.offer(book, ["ausweis", "pass"], persons=2, office="markt", now=NOW)
    assert offer.end - offer.start == 6 * MINUTES_10
    assert offer.services == ("ausweis", "pass", "ausweis", "pass")


def test_they_stay_one_appointment(book: Session) -> None:
    """From the hold on, through confirming and moving, the appointment knows all of its services."""
    services = ["ausweis", "pass"]
    first, second = booking.offer(book, services, office="markt", count=2, now=NOW)
    held = booking.hold(book, first, now=NOW, holder="CA1")
    assert held.offer.services == ("ausweis", "pass")
    booked = booking.confirm(book, held.id, phone=None, language="de", by="caller", now=NOW)
    assert booked.services == ("ausweis", "pass")
    other = booking.hold(book, second, now=NOW, holder="CA1")
    moved = booking.reschedule(book, booked.id, other.id, by="caller", now=NOW)
    assert (moved.services, moved.start) == (booked.services, second.start)
    assert booking.appointment(book, booked.id) == moved


def test_25_places_are_the_most(book: Session) -> None:
    """25 places can be had in one appointment, 26 cannot, wherever they are counted."""
    assert booking.offer(book, "ausweis", persons=24, office="markt", now=NOW) != []
    assert booking.offer(book, ["pass"] * 12, office="markt", now=NOW) != []
    for services, persons in ((["pass"] * 13, 1), (["ausweis"], 26), (["ausweis"], 10**9)):
        with pytest.raises(booking.TooManyPlaces):
            booking.offer(book, services, persons=persons, office="markt", now=NOW)


def test_an_office_that_needs_fewer_places_still_has_it(book: Session) -> None:
    """What is too much for one office by its own count of places may fit at another."""
    nine = booking.offer(book, ["pass"] * 9, now=NOW)
    assert {one.office for one in nine} == {"markt"}  # 18 places there, 27 at the harbour


def test_all_services_at_one_office(book: Session) -> None:
    """Nothing is offered where an office lacks one of them; nobody and nothing is no wish."""
    assert booking.offer(book, ["ausweis", "abmelden"], now=NOW) == []
    for services, persons in (([], 1), (["ausweis"], 0)):
        with pytest.raises(booking.UnknownService):
            booking.offer(book, services, persons=persons, now=NOW)


def test_a_length_that_does_not_fit_the_services_is_refused(book: Session) -> None:
    """Two services at the length of one are no place."""
    short = booking.Offer("markt", "ausweis", 1, at(MONDAY, "08:00"), at(MONDAY, "08:10"), ("ausweis",))
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, short, now=NOW, holder="CA1")


def test_only_desks_that_can_do_it(book: Session) -> None:
    """A desk that is named for some services does only these; several need one desk that does them all."""
    book.execute(
        insert(DeskServiceRow),
        [{"desk_id": 1, "service_key": "pass"}, {"desk_id": 2, "service_key": "ausweis"}],
    )
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, place("08:00"), now=NOW, holder="CA1")
    desks = [_held_desk(book, ["pass"]), _held_desk(book, ["pass"])]
    assert desks == [1, 3]
    assert (
        booking.offer(book, ["ausweis", "pass"], office="markt", wish=Wish(day=MONDAY), count=1, now=NOW)[
            0
        ].desk
        == 3
    )


def test_a_buffer_keeps_the_desk_for_a_while(book: Session) -> None:
    """After a service with a buffer of 15 minutes the desk's next place starts 20 minutes later than else."""
    change_needs(book, "hafen", "ausweis", buffer_minutes=10)
    (offer,) = booking.offer(book, "ausweis", office="hafen", wish=Wish(day=MONDAY), count=1, now=NOW)
    held = booking.hold(book, offer, now=NOW, holder="CA1")
    assert held.offer.end - held.offer.start == timedelta(minutes=15)
    wish = Wish(day=MONDAY)
    later = booking.offer(book, "ausweis", office="hafen", wish=wish, count=9, earliest=True, now=NOW)
    assert [local(one.start)[-5:] for one in later] == ["13:30", "13:45", "14:00", "14:15", "14:30", "14:45"]


def test_a_buffer_needs_room_before_the_next(book: Session) -> None:
    """A place whose buffer would reach into a taken one is not free; at closing time it may run over."""
    taken = booking.Offer("hafen", "ausweis", 4, at(MONDAY, "14:00"), at(MONDAY, "14:15"))
    booking.hold(book, taken, now=NOW, holder="CA1")
    change_needs(book, "hafen", "ausweis", buffer_minutes=10)
    found = booking.offer(
        book, "ausweis", office="hafen", wish=Wish(day=MONDAY), count=9, earliest=True, now=NOW
    )
    assert [local(one.start)[-5:] for one in found] == ["13:00", "13:15", "13:30", "14:15", "14:30", "14:45"]


def test_a_buffer_is_firm_once_confirmed_and_given_back(book: Session) -> None:
    """It is confirmed, moved and cancelled with its appointment."""
    change_needs(book, "markt", "ausweis", buffer_minutes=5)
    before = free_starts(book, MONDAY)
    held = booking.hold(book, place("08:00"), now=NOW, holder="CA1")
    booked = booking.confirm(book, held.id, phone=None, language="de", by="caller", now=NOW)
    booking.cancel(book, booked.id, by="caller", now=NOW)
    assert free_starts(book, MONDAY) == before


def _held_desk(book: Session, services: list[str]) -> int:
    (offer,) = booking.offer(book, services, office="markt", wish=Wish(day=MONDAY), count=1, now=NOW)
    return booking.hold(book, offer, now=NOW, holder="CA1").offer.desk
