"""When an office gives places at all: hours, breaks, closures, holidays, and how far ahead."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
from booking import Wish
from booking.tables import DeskRow
from tests.booking.town import MONDAY, NOW, at, change_office, close, free_starts, local, place, set_hours

THURSDAY = MONDAY + timedelta(days=3)
LAST_DAY = date(2026, 12, 22)  # four weeks after Tuesday, 24 November


def test_places_end_within_the_hours(book: Session) -> None:
    """The last place of a span ends at closing time, also where a service takes two."""
    assert free_starts(book, MONDAY)[-1] == "11:50"
    assert free_starts(book, MONDAY, service="pass")[-1] == "11:40"


def test_a_break_is_no_place(book: Session) -> None:
    """Between two series of a day nothing is offered, and no service runs across."""
    assert [one for one in free_starts(book, THURSDAY, service="pass") if "11:40" <= one <= "14:00"] == [
        "11:40",
        "14:00",
    ]


def test_only_the_desks_of_a_series_are_open(book: Session) -> None:
    """In the afternoon the market has one desk open: the second citizen finds the place taken."""
    afternoon = place("14:00", day=THURSDAY)
    booking.hold(book, afternoon, now=NOW, holder="CA1")
    with pytest.raises(booking.SlotTaken):
        booking.hold(book, afternoon, now=NOW, holder="CA2")


def test_public_holidays_are_shut(book: Session) -> None:
    """On 31 October, a holiday in Schleswig-Holstein but not everywhere, nothing is offered."""
    saturday = date(2026, 10, 31)
    now = at(date(2026, 10, 20), "09:00")
    desk = _desks(book, "markt")[:1]
    set_hours(book, "markt", desk, weekday=5, opens=time(8), closes=time(12))
    assert free_starts(book, saturday, now=now) == []
    change_office(book, "markt", subdivision="BE")
    assert len(free_starts(book, saturday, now=now)) == 24


def test_a_closure_shuts_whole_days(book: Session) -> None:
    """Both ends of a closure are shut; the days around it are not."""
    close(book, "markt", MONDAY, MONDAY + timedelta(days=1))
    assert free_starts(book, MONDAY) == free_starts(book, MONDAY + timedelta(days=1)) == []
    assert free_starts(book, MONDAY + timedelta(days=2)) != []
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, place("08:00"), now=NOW, holder="CA1")


def test_a_series_counts_only_while_it_is_valid(book: Session) -> None:
    """Before its first day and after its last one a series gives no places."""
    span = {"opens": time(8), "closes": time(9), "valid_from": MONDAY, "valid_until": MONDAY}
    set_hours(book, "markt", _desks(book, "markt"), weekday=0, **span)
    offers = booking.offer(book, "ausweis", office="markt", count=99, now=NOW)
    assert {local(one.start)[:10] for one in offers} == {"Mon 30.11."}


def test_cut_off_before_the_start(book: Session) -> None:
    """A place can be had until 30 minutes before it starts: at the very minute still, then not."""
    assert free_starts(book, MONDAY, now=at(MONDAY, "09:30"))[0] == "10:00"
    late = at(MONDAY, "09:30") + timedelta(microseconds=1)
    assert free_starts(book, MONDAY, now=late)[0] == "10:10"
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, place("10:00"), now=late, holder="CA1")


def test_lead_time_in_days(book: Session) -> None:
    """An office with a lead of two days gives nothing for today and tomorrow."""
    change_office(book, "markt", lead_days=2)
    now = at(MONDAY, "07:00")
    first = booking.offer(book, "ausweis", office="markt", now=now)[0]
    assert local(first.start) == "Wed 02.12. 08:00"


@pytest.mark.parametrize(("clock", "bookable"), [("00:00", False), ("07:59", False), ("08:00", True)])
def test_the_last_day_opens_at_opening_time(book: Session, clock: str, bookable: bool) -> None:
    """The last bookable day can be booked from its own opening time on, not from midnight."""
    now = at(date(2026, 11, 24), clock)
    assert bool(free_starts(book, LAST_DAY, now=now)) is bookable
    assert free_starts(book, LAST_DAY + timedelta(days=1), now=now) == []


def test_the_last_day_opens_with_its_first_hours(book: Session) -> None:
    """A last day with hours in the morning and in the afternoon opens in the morning, as a whole."""
    christmas_eve, four_weeks_before = date(2026, 12, 24), date(2026, 11, 26)
    free = free_starts(book, christmas_eve, now=at(four_weeks_before, "08:00"))
    assert (free[0], free[-1]) == ("08:00", "17:50")


def test_the_past_is_no_place(book: Session) -> None:
    """Neither yesterday nor an hour ago is offered or can be held."""
    now = at(MONDAY, "11:00")
    assert booking.offer(book, "ausweis", wish=Wish(day=MONDAY - timedelta(days=3)), now=now) == []
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, place("08:00"), now=now, holder="CA1")


@pytest.mark.parametrize(
    "wrong",
    [
        place("08:05"),  # between two places
        place("07:50"),  # before opening
        place("12:00"),  # after closing
        place("08:00", day=MONDAY + timedelta(days=5)),  # a Saturday
        place("08:00", minutes=20),  # longer than the service
        place("08:00", service="pass"),  # shorter than the service
        place("08:00", day=MONDAY + timedelta(days=400)),
        booking.Offer("markt", "ausweis", 999, at(MONDAY, "08:00"), at(MONDAY, "08:10")),
    ],
)
def test_places_that_nobody_offered(book: Session, wrong: booking.Offer) -> None:
    """What the rules never gave cannot be held, whoever asks for it."""
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, wrong, now=NOW, holder="CA1")


def test_a_start_with_seconds_is_no_place(book: Session) -> None:
    """A start that is not on a whole five minutes is refused, not rounded."""
    shifted = place("08:00").start + timedelta(seconds=1)
    crooked = booking.Offer("markt", "ausweis", 1, shifted, shifted + timedelta(minutes=10))
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, crooked, now=NOW, holder="CA1")


def test_now_in_any_zone(book: Session) -> None:
    """The same moment, told in another zone, gives the same offers."""
    elsewhere = NOW.astimezone(booking.BERLIN)
    assert booking.offer(book, "ausweis", now=elsewhere) == booking.offer(book, "ausweis", now=NOW)


def _desks(book: Session, office: str) -> list[int]:
    rows = book.execute(select(DeskRow.id).where(DeskRow.office_key == office).order_by(DeskRow.number))
    return list(rows.scalars())
