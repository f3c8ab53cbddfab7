"""Opening series that recur otherwise than weekly, one-day openings, and desks that are not for everybody."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import Channel, Use, Wish
from booking.recurrence import monthly, weekly
from tests.booking.town import MONDAY, NOW, add_hours, add_special, at, change_office, close, place, set_hours

MARKT = [1, 2, 3]
CHRISTMAS = date(2026, 12, 25)  # a Friday


def days(book: Session, channel: Channel = Channel.PHONE) -> list[date]:
    return [
        free.day for free in booking.free_times(book, "ausweis", office="markt", channel=channel, now=NOW)
    ]


def starts(book: Session, day: date, channel: Channel = Channel.PHONE, *, now: object = NOW) -> list[str]:
    wish = Wish(day=day)
    found = booking.free_times(book, "ausweis", office="markt", wish=wish, channel=channel, now=now)  # type: ignore[arg-type]
    return [start.astimezone(booking.BERLIN).strftime("%H:%M") for free in found for start in free.starts]


def test_every_second_week(book: Session) -> None:
    """A series of every two weeks counts from its first day on."""
    set_hours(book, "markt", MARKT, rule=weekly([0], every=2), valid_from=date(2026, 11, 23))
    assert days(book) == [date(2026, 12, 7), date(2026, 12, 21)]


@pytest.mark.parametrize(("nth", "day"), [(2, date(2026, 12, 8)), (-1, date(2026, 12, 29))])
def test_once_a_month(book: Session, nth: int, day: date) -> None:
    """The second or the last Tuesday of the month."""
    change_office(book, "markt", horizon_days=35)
    set_hours(book, "markt", MARKT, rule=monthly(1, nth))
    assert day in days(book)
    assert len(days(book)) == 1


def test_several_series_of_a_day_leave_breaks(book: Session) -> None:
    """Each series of a day has its own places; between them there are none, and none runs across."""
    set_hours(book, "markt", MARKT, opens=time(8), closes=time(8, 30))
    add_hours(book, "markt", MARKT, opens=time(8, 45), closes=time(9, 15), place_minutes=15)
    assert starts(book, MONDAY) == ["08:00", "08:10", "08:20", "08:45", "09:00"]


def test_a_special_opening_beats_a_holiday_and_the_series(book: Session) -> None:
    """On its one day it stands in the place of all series, also where that is a public holiday."""
    change_office(book, "markt", horizon_days=40)
    assert starts(book, CHRISTMAS) == []
    for day in (CHRISTMAS, MONDAY):
        add_special(book, "markt", [1], day, opens=time(10), closes=time(10, 30))
        assert starts(book, day) == ["10:00", "10:10", "10:20"]
    assert len(starts(book, MONDAY + timedelta(days=7))) == 24


def test_a_closure_beats_a_special_opening(book: Session) -> None:
    """Who is shut is shut."""
    add_special(book, "markt", [1], MONDAY, opens=time(10), closes=time(10, 30))
    close(book, "markt", MONDAY, MONDAY)
    assert starts(book, MONDAY) == []


def test_desks_for_the_phone_and_for_staff(book: Session) -> None:
    """The web gets desks that are open to all, the line also those held for it, staff get every desk."""
    set_hours(book, "markt", {1: Use.PUBLIC, 2: Use.PHONE, 3: Use.STAFF}, closes=time(8, 10))
    wish = Wish(day=MONDAY)
    for desk, channel in enumerate((Channel.PUBLIC, Channel.PHONE, Channel.STAFF), 1):
        (offer,) = booking.offer(book, "ausweis", office="markt", wish=wish, channel=channel, now=NOW)
        assert offer.desk == desk
        booking.hold(book, offer, now=NOW, holder="CA1", channel=channel)
        assert starts(book, MONDAY, channel) == []


def test_a_place_at_a_staff_desk_cannot_be_held_by_others(book: Session) -> None:
    """Making the offer up by hand does not help: the rules that decide offers decide holds."""
    set_hours(book, "markt", {1: Use.STAFF, 2: Use.PHONE})
    for channel in (Channel.PUBLIC, Channel.PHONE):
        with pytest.raises(booking.OutsideHours):
            booking.hold(book, place("08:00"), now=NOW, holder="CA1", channel=channel)
    assert (
        booking.hold(book, place("08:00"), now=NOW, holder="agent:a", channel=Channel.STAFF).offer.desk == 1
    )


def test_a_share_opens_only_on_the_day(book: Session) -> None:
    """Desks of the day are for all, from the last moment on at which all of their places can be had."""
    set_hours(book, "markt", {1: Use.SAME_DAY})
    early, half_past_seven = at(MONDAY, "07:29"), at(MONDAY, "07:30")
    assert starts(book, MONDAY) == starts(book, MONDAY, now=early) == []
    assert len(starts(book, MONDAY, Channel.PUBLIC, now=half_past_seven)) == 24
    assert starts(book, MONDAY + timedelta(days=7), now=half_past_seven) == []
    assert len(starts(book, MONDAY, Channel.STAFF)) == 24


def test_staff_see_further_and_later(book: Session) -> None:
    """Neither lead time nor cut-off nor the public's horizon binds them; the past does."""
    change_office(book, "markt", lead_days=3, staff_horizon_days=60)
    now = at(MONDAY, "09:55")
    assert starts(book, MONDAY, now=now) == []
    assert starts(book, MONDAY, Channel.STAFF, now=now)[0] == "10:00"
    assert starts(book, MONDAY + timedelta(days=56)) == []
    assert starts(book, MONDAY + timedelta(days=56), Channel.STAFF) != []


def test_weekly_hours_tell_what_citizens_can_rely_on(book: Session) -> None:
    """Neither what opens every second week nor what is open only to staff is among the weekly hours."""
    set_hours(book, "markt", MARKT, opens=time(9), closes=time(10))
    add_hours(book, "markt", MARKT, weekday=1, rule=weekly([1], every=2))
    add_hours(book, "markt", {1: Use.STAFF}, weekday=2)
    assert [(day.weekday, day.spans) for day in booking.weekly_hours(book, "markt")] == [
        (0, ((time(9), time(10)),))
    ]
