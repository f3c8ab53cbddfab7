"""Places that are kept while somebody decides."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import booking
from booking.tables import ClaimRow
from tests.booking.town import MONDAY, NOW, free_starts, hold, place

LATER = NOW + timedelta(minutes=10)


def full(book: Session, clock: str = "08:00") -> list[booking.Held]:
    """All three desks of the market held at one time."""
    return [hold(book, clock, holder=f"CA{desk}") for desk in range(3)]


def test_a_held_place_is_kept_from_others(book: Session) -> None:
    """While all desks are held at a time, nobody else gets one then."""
    full(book)
    assert "08:00" not in free_starts(book, MONDAY)
    with pytest.raises(booking.SlotTaken):
        hold(book, holder="CA9")


def test_another_desk_is_as_good(book: Session) -> None:
    """Who was offered a desk that is gone meanwhile gets another one of that office and time."""
    desks = {held.offer.desk for held in full(book)}
    assert len(desks) == 3


def test_a_refused_hold_leaves_the_transaction_alive(book: Session) -> None:
    """After SlotTaken the same transaction goes on, and what it did before is kept."""
    full(book)
    with pytest.raises(booking.SlotTaken):
        hold(book)
    assert hold(book, "09:00").id


def test_an_overlapping_service_is_refused(book: Session) -> None:
    """A service of two places cannot be held where the second one is taken at each desk."""
    full(book, "08:10")
    with pytest.raises(booking.SlotTaken):
        booking.hold(book, place("08:00", service="pass", minutes=20), now=NOW, holder="CA9")
    assert "08:00" in free_starts(book, MONDAY)


def test_a_hold_ends_by_itself(book: Session) -> None:
    """At its end, without anybody's doing, the place is free again."""
    full(book)
    assert "08:00" not in free_starts(book, MONDAY, now=LATER - timedelta(seconds=1))
    assert "08:00" in free_starts(book, MONDAY, now=LATER)


def test_an_ended_hold_can_be_taken_over(book: Session) -> None:
    """Who comes after its end gets the place; who held it cannot confirm any more, nor take it back."""
    first = full(book)[0]
    second = hold(book, now=LATER, holder="CA9")
    assert second.offer.desk == first.offer.desk
    with pytest.raises(booking.HoldEnded):
        booking.keep_hold(book, first.id, now=LATER)
    with pytest.raises(booking.HoldEnded):
        booking.confirm(book, first.id, phone=None, language="de", by="caller", now=LATER)
    assert booking.release(book, first.id, now=LATER)
    assert booking.held(book, second.id, now=LATER) == second


def test_a_taken_over_hold_is_lost_even_to_a_slow_clock(book: Session) -> None:
    """A machine whose clock is behind cannot confirm a hold that another has seen end and taken over."""
    first = full(book)[0]
    hold(book, now=LATER, holder="CA9")
    with pytest.raises(booking.HoldEnded):
        booking.confirm(
            book, first.id, phone=None, language="de", by="caller", now=LATER - timedelta(seconds=1)
        )
    assert booking.appointment(book, first.id).state == booking.State.EXPIRED


def test_a_partly_taken_over_hold_is_lost_whole(book: Session) -> None:
    """Losing one of its places to another ends a hold of two, also for a machine whose clock is behind."""
    long = booking.hold(book, place("08:00", service="pass", minutes=20), now=NOW, holder="CA1")
    booking.hold(book, place("08:10"), now=LATER, holder="CA2")
    behind = LATER - timedelta(seconds=1)
    with pytest.raises(booking.HoldEnded):
        booking.confirm(book, long.id, phone=None, language="de", by="caller", now=behind)
    assert [event.what for event in booking.history_of(book, long.id)] == ["held", "expired"]
    assert booking.hold(book, place("08:00"), now=LATER, holder="CA3").offer.desk == long.offer.desk
    with pytest.raises(booking.HoldEnded):
        booking.keep_hold(book, long.id, now=behind)


def test_a_live_call_keeps_its_hold(book: Session) -> None:
    """Keeping a hold lets it last from now on, and never shortens it."""
    held = hold(book)
    booking.keep_hold(book, held.id, now=NOW + timedelta(minutes=8))
    kept = booking.held(book, held.id, now=NOW + timedelta(minutes=17))
    assert kept is not None
    assert kept.until == NOW + timedelta(minutes=18)
    booking.keep_hold(book, held.id, now=NOW + timedelta(minutes=9), minutes=1)
    assert booking.held(book, held.id, now=NOW + timedelta(minutes=17)) == kept
    assert "08:00" in free_starts(book, MONDAY, now=NOW + timedelta(minutes=17))


def test_a_kept_hold_still_claims_its_place(book: Session) -> None:
    """A hold that was kept is not taken over at its first end."""
    for held in full(book):
        booking.keep_hold(book, held.id, now=NOW + timedelta(minutes=9))
    with pytest.raises(booking.SlotTaken):
        hold(book, now=LATER, holder="CA9")


def test_an_ended_hold_cannot_be_kept(book: Session) -> None:
    """Keeping comes too late at the very end."""
    held = hold(book)
    with pytest.raises(booking.HoldEnded):
        booking.keep_hold(book, held.id, now=LATER)
    assert booking.held(book, held.id, now=LATER) is None


def test_release_gives_the_place_back(book: Session) -> None:
    """A released place is free at once; releasing again does nothing."""
    held = full(book)[0]
    assert booking.release(book, held.id, now=NOW)
    assert not booking.release(book, held.id, now=NOW)
    assert "08:00" in free_starts(book, MONDAY)
    assert booking.appointment(book, held.id).state == booking.State.RELEASED


def test_release_of_a_holder(book: Session) -> None:
    """All that a call holds is released, and nothing of others."""
    hold(book, "08:00", holder="CA1")
    hold(book, "09:00", holder="CA1")
    other = hold(book, "10:00", holder="CA2")
    assert booking.release_of(book, "CA1", now=NOW) == 2
    assert booking.release_of(book, "CA1", now=NOW) == 0
    assert booking.held(book, other.id, now=NOW) == other


def test_release_leaves_appointments_alone(book: Session) -> None:
    """A hold that was confirmed is no hold any more: hanging up does not release the appointment."""
    held = hold(book)
    booked = booking.confirm(book, held.id, phone=None, language="de", by="caller", now=NOW)
    assert booking.release_of(book, "CA1", now=NOW) == 0
    assert not booking.release(book, held.id, now=NOW)
    assert booking.appointment(book, booked.id) == booked


def test_hand_over_to_an_agent(book: Session) -> None:
    """After the hand-over the call's end releases nothing; the agent has the place, for longer."""
    held = hold(book)
    booking.hand_over(book, held.id, holder="agent:petersen", now=NOW, minutes=30)
    assert booking.release_of(book, "CA1", now=NOW) == 0
    kept = booking.held(book, held.id, now=NOW + timedelta(minutes=29))
    assert kept is not None
    assert kept.until == NOW + timedelta(minutes=30)
    assert booking.release_of(book, "agent:petersen", now=NOW) == 1


def test_an_ended_hold_cannot_be_handed_over(book: Session) -> None:
    """An agent is not given a place that is free for all."""
    held = hold(book)
    with pytest.raises(booking.HoldEnded):
        booking.hand_over(book, held.id, holder="agent:petersen", now=LATER, minutes=30)


def test_expired_holds_are_closed(book: Session) -> None:
    """The worker closes ended holds and deletes their claims; live ones and appointments stay."""
    ended = hold(book, "08:00")
    booked = booking.confirm(book, hold(book, "09:00").id, phone=None, language="de", by="caller", now=NOW)
    live = hold(book, "10:00", now=NOW + timedelta(minutes=5))
    assert booking.release_expired(book, now=LATER) == 1
    assert booking.release_expired(book, now=LATER) == 0
    assert booking.appointment(book, ended.id).state == booking.State.EXPIRED
    assert booking.held(book, live.id, now=LATER) == live
    assert booking.appointment(book, booked.id) == booked
    assert _claimed(book) == 4


def test_closing_expired_holds_spares_what_was_taken_over(book: Session) -> None:
    """A place that somebody took over from an ended hold is not freed when that hold is closed."""
    full(book)
    second = hold(book, now=LATER, holder="CA9")
    assert booking.release_expired(book, now=LATER) == 3
    assert booking.held(book, second.id, now=LATER) == second
    assert _claimed(book) == 2
    assert booking.confirm(book, second.id, phone=None, language="de", by="caller", now=LATER).id == second.id


def test_unknown_holds(book: Session) -> None:
    """A hold that never was is treated as one that is over."""
    assert booking.held(book, 999, now=NOW) is None
    assert not booking.release(book, 999, now=NOW)
    with pytest.raises(booking.HoldEnded):
        booking.keep_hold(book, 999, now=NOW)


def _claimed(book: Session) -> int:
    return book.execute(select(func.count()).select_from(ClaimRow)).scalar_one()
