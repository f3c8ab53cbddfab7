"""Cancelled places come back after a while that nobody knows."""

from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

import booking
from booking.returning import back_at
from tests.booking.town import MONDAY, NOW, change_office, harbour_place

HARBOUR = harbour_place("14:00")
WINDOW = {"return_after_min": 20, "return_after_max": 60}


def booked(book: Session) -> booking.Appointment:
    held = booking.hold(book, HARBOUR, now=NOW, holder="CA1")
    return booking.confirm(book, held.id, phone=None, language="de", by="caller", now=NOW)


def is_free(book: Session, now: datetime) -> bool:
    wish = booking.Wish(day=MONDAY)
    free = booking.free_times(book, "ausweis", office="hafen", wish=wish, now=now)
    return any(HARBOUR.start in one.starts for one in free)


def test_a_cancelled_place_comes_back_later(book: Session) -> None:
    """Within the office's window, not before the moment that was drawn; until then nobody can hold it."""
    change_office(book, "hafen", **WINDOW)
    booking.cancel(book, booked(book).id, by="caller", now=NOW, chance=Random(1))
    back = back_at(book, "hafen", now=NOW, chance=Random(1))
    assert back is not None
    assert not is_free(book, back - timedelta(seconds=1))
    with pytest.raises(booking.SlotTaken):
        booking.hold(book, HARBOUR, now=back - timedelta(seconds=1), holder="CA2")
    assert is_free(book, back)
    assert booking.hold(book, HARBOUR, now=back, holder="CA2").offer == HARBOUR


def test_the_window_is_used_whole(book: Session) -> None:
    """The moments that are drawn lie all over the window and never outside."""
    change_office(book, "hafen", **WINDOW)
    drawn = [back_at(book, "hafen", now=NOW, chance=Random(seed)) for seed in range(200)]
    minutes = [(one - NOW) / timedelta(minutes=1) for one in drawn if one is not None]
    assert len(minutes) == 200
    assert 20 <= min(minutes) < 22 < 58 < max(minutes) <= 60


def test_an_office_can_switch_it_off(book: Session) -> None:
    """Without a window a cancelled place is free at once."""
    booking.cancel(book, booked(book).id, by="caller", now=NOW)
    assert is_free(book, NOW)


def test_a_place_that_was_moved_away_from_comes_back_the_same_way(book: Session) -> None:
    """Moving is no way around it; the new place is firm, and stays so when the old one is back."""
    change_office(book, "hafen", **WINDOW)
    old = booked(book)
    new = booking.hold(book, harbour_place("14:30"), now=NOW, holder="CA1")
    moved = booking.reschedule(book, old.id, new.id, by="caller", now=NOW)
    assert not is_free(book, NOW + timedelta(minutes=19))
    later = NOW + timedelta(hours=1)
    assert is_free(book, later)
    booking.release_expired(book, now=later)
    with pytest.raises(booking.SlotTaken):
        booking.hold(book, harbour_place("14:30"), now=later, holder="CA2")
    assert booking.cancel(book, moved.id, by="caller", now=later).state == booking.State.CANCELLED


def test_holds_come_back_at_once(book: Session) -> None:
    """What was only held, released or ended by itself, is free without any delay."""
    change_office(book, "hafen", **WINDOW)
    held = booking.hold(book, HARBOUR, now=NOW, holder="CA1")
    booking.release(book, held.id, now=NOW)
    assert is_free(book, NOW)
    booking.hold(book, HARBOUR, now=NOW, holder="CA1", minutes=10)
    assert is_free(book, NOW + timedelta(minutes=10))
