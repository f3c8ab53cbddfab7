"""A turn of the dialog is on the path of every webhook."""

from time import perf_counter

from tests.dialog.telephone import Telephone

MOST_MS = 3.0  # ten times what it takes, so that a busy machine fails no test, and a blunder does


def test_turn_takes_little_time(phone: Telephone) -> None:
    """A turn in the middle of a booking, with its state read and written and its texts made."""
    for key in "1111":
        phone.press(key)
    best = min(_timed(phone, "4") for _ in range(20))
    assert best * 1000 < MOST_MS


def _timed(phone: Telephone, key: str) -> float:
    began = perf_counter()
    phone.press(key)
    return perf_counter() - began
