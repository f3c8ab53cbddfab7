"""What is offered can be booked: the same rules decide both, whatever an office makes of them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

import booking
from booking import Channel, Use
from booking.recurrence import monthly, weekly
from booking.tables import DeskServiceRow, OpeningSeriesRow
from tests.booking.town import MONDAY, NOW, add_hours, add_special, change_needs, change_office, close

FIVES = st.integers(0, 287)
RULES = st.one_of(
    st.builds(weekly, st.sets(st.integers(0, 6), min_size=1), every=st.integers(1, 3)),
    st.builds(monthly, st.integers(0, 6), st.sampled_from([1, 2, -1])),
)
DESKS = st.dictionaries(st.integers(1, 3), st.sampled_from(Use), min_size=1)
DAYS = st.integers(0, 40).map(lambda days: MONDAY + timedelta(days=days))


def clock(five: int) -> time:
    return time(five // 12, five % 12 * 5)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_offer_can_be_held(Book: sessionmaker[DatabaseSession], data: st.DataObject) -> None:  # noqa: N803
    """Under random rules, each offer is held until nothing is offered of it; no desk has two at once."""
    with Book() as session:  # rolled back: each example begins with the small town
        now = _random_rules(session, data)
        channel = data.draw(st.sampled_from(Channel))
        services = data.draw(st.sampled_from([["ausweis"], ["pass"], ["ausweis", "pass"]]))
        taken: set[tuple[int, datetime]] = set()
        for _ in range(3):
            offers = booking.offer(session, services, office="markt", channel=channel, count=4, now=now)
            free = booking.free_times(session, services, office="markt", channel=channel, now=now)
            starts = {start for day in free for start in day.starts}
            assert {one.start for one in offers} <= starts
            assert bool(offers) == bool(starts)
            for number, one in enumerate(offers):
                try:
                    held = booking.hold(session, one, now=now, holder="CA1", channel=channel)
                except booking.SlotTaken:
                    assert number > 0  # it overlaps one that was held just before
                    continue
                cells = {
                    (held.offer.desk, one.start + timedelta(minutes=5 * cell))
                    for cell in range((one.end - one.start) // timedelta(minutes=5))
                }
                assert not taken & cells
                taken |= cells


def _random_rules(session: DatabaseSession, data: st.DataObject) -> datetime:
    session.execute(delete(OpeningSeriesRow).where(OpeningSeriesRow.office_key == "markt"))
    for _ in range(data.draw(st.integers(1, 3))):
        opens, closes = sorted(data.draw(st.lists(FIVES, min_size=2, max_size=2, unique=True)))
        hours = {
            "opens": clock(opens),
            "closes": clock(closes),
            "place_minutes": data.draw(st.sampled_from([5, 10, 15])),
        }
        if data.draw(st.booleans()):
            add_hours(session, "markt", data.draw(DESKS), rule=data.draw(RULES), **hours)
        else:
            add_special(session, "markt", data.draw(DESKS), data.draw(DAYS), **hours)
    if data.draw(st.booleans()):
        first = data.draw(DAYS)
        close(session, "markt", first, first + timedelta(days=3))
    change_office(
        session, "markt", lead_days=data.draw(st.integers(0, 2)), horizon_days=data.draw(st.integers(3, 40)),
        cut_off_minutes=data.draw(st.sampled_from([0, 30, 600])),
    )  # fmt: skip
    change_needs(session, "markt", "pass", buffer_minutes=data.draw(st.sampled_from([0, 5, 20])))
    if data.draw(st.booleans()):
        session.execute(insert(DeskServiceRow), [{"desk_id": 1, "service_key": "pass"}])
    return NOW + timedelta(minutes=data.draw(st.integers(0, 3000)))


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_on_the_nights_of_the_clock_changes(Book: sessionmaker[DatabaseSession], day: date) -> None:  # noqa: N803
    """Open all night: each offered hour can be held, and every one lasts as long as it says."""
    now = datetime.combine(day - timedelta(days=3), time(12), tzinfo=booking.BERLIN)
    with Book() as session:
        session.execute(delete(OpeningSeriesRow).where(OpeningSeriesRow.office_key == "markt"))
        add_hours(session, "markt", [1], weekday=6, opens=time(0), closes=time(5), place_minutes=30)
        wish = booking.Wish(day=day)
        offers = booking.offer(
            session, "ausweis", office="markt", wish=wish, count=99, earliest=True, now=now
        )
        assert len(offers) == (8 if day.month == 3 else 12)
        for one in offers:
            held = booking.hold(session, one, now=now, holder="CA1").offer
            assert (held.desk, held.end - held.start) == (1, timedelta(minutes=30))
