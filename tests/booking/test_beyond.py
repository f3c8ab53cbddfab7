"""What staff may do beyond the rules, each named as such in the history."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import booking
from booking import Beyond, Offer
from booking.lanes import MOST
from booking.tables import DeskRow
from tests.booking.town import MONDAY, NOW, at, harbour_place, place

STAFF = "agent:jansen"


def harbour(start: str, end: str) -> Offer:
    return Offer("hafen", "ausweis", 4, at(MONDAY, start), at(MONDAY, end))


def beyond(book: Session, offer: Offer, *allow: Beyond, now: object = NOW) -> tuple[booking.Held, list[str]]:
    """The hold, and the exceptions that its history names."""
    held = booking.hold_beyond(book, offer, allow=allow, now=now, holder=STAFF)  # type: ignore[arg-type]
    (event,) = booking.history_of(book, held.id)
    assert event.by == STAFF
    return held, event.details["beyond"]


@pytest.mark.parametrize(
    ("start", "end", "needed"),
    [
        ("14:00", "14:15", set()),
        ("14:00", "14:40", {Beyond.OTHER_LENGTH}),
        ("14:05", "14:20", {Beyond.OTHER_START}),
        ("14:50", "15:05", {Beyond.OTHER_START, Beyond.PAST_CLOSING}),
        ("15:30", "15:45", {Beyond.PAST_CLOSING}),
        ("14:00", "15:30", {Beyond.OTHER_LENGTH, Beyond.PAST_CLOSING}),
    ],
)
def test_each_exception_has_its_name(book: Session, start: str, end: str, needed: set[Beyond]) -> None:
    """Those that are needed must be allowed, and are what the history names; those that are not, are not."""
    held, named = beyond(book, harbour(start, end), *set(Beyond) - {Beyond.WALK_IN})
    assert set(named) == needed
    assert (held.offer.start, held.offer.end) == (at(MONDAY, start), at(MONDAY, end))
    booking.release(book, held.id, now=NOW)
    for missing in needed:
        with pytest.raises(booking.OutsideHours, match=missing):
            beyond(book, harbour(start, end), *needed - {missing})


def test_the_public_may_not(book: Session) -> None:
    """What staff may hold beyond the rules, `hold` refuses to everybody."""
    for channel in booking.Channel:
        with pytest.raises(booking.OutsideHours):
            booking.hold(book, harbour("15:00", "15:15"), now=NOW, holder="CA1", channel=channel)


def test_overbooking_stands_on_a_lane(book: Session) -> None:
    """Where no desk is free, an extra lane takes it, a new one each time; no desk has two at once."""
    booking.hold(book, harbour_place("14:00"), now=NOW, holder="CA1")
    with pytest.raises(booking.SlotTaken):
        beyond(book, harbour_place("14:00"))
    first, named = beyond(book, harbour_place("14:00"), Beyond.OVERBOOKED)
    second, _ = beyond(book, harbour_place("14:00"), Beyond.OVERBOOKED)
    assert named == ["overbooked"]
    assert len({4, first.offer.desk, second.offer.desk}) == 3
    later, _ = beyond(book, harbour_place("14:15"), Beyond.OVERBOOKED)
    assert later.offer.desk == 4  # a real desk is free: nothing is overbooked


def test_lanes_are_used_again_and_end(book: Session) -> None:
    """A lane serves again at another time; an office has so many, then SlotTaken is the answer."""
    for clock in ("14:00", "14:15"):
        booking.hold(book, harbour_place(clock), now=NOW, holder="CA1")
        for _ in range(MOST):
            beyond(book, harbour_place(clock), Beyond.OVERBOOKED)
        with pytest.raises(booking.SlotTaken):
            beyond(book, harbour_place(clock), Beyond.OVERBOOKED)
    lanes = select(func.count()).select_from(DeskRow).where(DeskRow.extra, DeskRow.office_key == "hafen")
    assert book.execute(lanes).scalar_one() == MOST


def test_a_lane_is_offered_to_nobody(book: Session) -> None:
    """That staff overbooked once gives the public no further place."""
    before = booking.free_times(book, "ausweis", office="hafen", now=NOW)
    booking.hold(book, harbour_place("14:00"), now=NOW, holder="CA1")
    held, _ = beyond(book, harbour_place("14:00"), Beyond.OVERBOOKED)
    after = booking.free_times(book, "ausweis", office="hafen", now=NOW)
    assert [len(one.starts) for one in before] == [8, 8, 8, 8]
    assert [len(one.starts) for one in after] == [7, 8, 8, 8]
    with pytest.raises(booking.OutsideHours):
        booking.hold(book, held.offer, now=NOW, holder="CA1", channel=booking.Channel.STAFF)


def test_somebody_stands_there(book: Session) -> None:
    """A walk-in may have a place that has begun, but none that is over."""
    now = at(MONDAY, "14:07")
    with pytest.raises(booking.OutsideHours, match="walk_in"):
        beyond(book, harbour_place("14:00"), now=now)
    assert beyond(book, harbour_place("14:00"), Beyond.WALK_IN, now=now)[1] == ["walk_in"]
    with pytest.raises(booking.OutsideHours):
        beyond(book, harbour_place("13:45"), *Beyond, now=now)


def test_what_staff_may_not_either(book: Session) -> None:
    """Before opening, on a closed day, at half cells, or longer than any appointment."""
    sunday = Offer(
        "hafen",
        "ausweis",
        4,
        at(MONDAY - timedelta(days=1), "14:00"),
        at(MONDAY - timedelta(days=1), "14:15"),
    )
    crooked = Offer("hafen", "ausweis", 4, at(MONDAY, "14:00"), at(MONDAY, "14:12"))
    for wrong in (harbour("12:45", "13:00"), harbour("14:15", "14:15"), sunday, crooked):
        with pytest.raises(booking.OutsideHours):
            beyond(book, wrong, *Beyond)
    with pytest.raises(booking.TooManyPlaces):
        beyond(book, harbour("13:00", "19:20"), *Beyond)


def test_it_becomes_an_appointment_like_any_other(book: Session) -> None:
    """Confirmed, moved to a place by the rules, and cancelled."""
    long, _ = beyond(book, harbour("14:00", "15:30"), *Beyond)
    booked = booking.confirm(book, long.id, phone=None, language="de", by=STAFF, now=NOW)
    new = booking.hold(book, place("08:00"), now=NOW, holder=STAFF)
    moved = booking.reschedule(book, booked.id, new.id, by=STAFF, now=NOW)
    assert (moved.office, moved.end - moved.start) == ("markt", timedelta(minutes=10))
    booking.cancel(book, moved.id, by=STAFF, now=NOW)
    assert len(booking.free_times(book, "ausweis", office="hafen", now=NOW)[0].starts) == 8
