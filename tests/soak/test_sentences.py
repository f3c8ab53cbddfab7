"""The short form of `make soak-sentences`, and its oracle."""

from datetime import UTC, datetime

import pytest

from tests.soak.oracle import Appointment, agrees, fault_of
from tests.soak.sentences import soak

ONE = Appointment("booked", "Bürgerservicebüro Moisling", "", 1, datetime(2026, 12, 1, 7, 30, tzinfo=UTC))
TOLD = "Personalausweis: Dienstag, den 1. Dezember, um 8 Uhr 30, Bürgerservicebüro Moisling, Lübeck."


def test_no_sentence_books_what_was_not_agreed_to(sqlite_url: str) -> None:
    """Random sentences at the real menu and book: each booking was read back, and agreed to by a yes."""
    result = soak(sqlite_url, 100, seed=3)
    assert result.faults == []
    assert result.counts["booked"]


@pytest.mark.parametrize(
    ("step", "told", "said", "fault"),
    [
        ("read_back", TOLD, "ja bitte", ""),
        ("read_back", TOLD, "ja aber lieber am Montag", "booked without a yes"),
        ("read_back", TOLD, "Personalausweis", "booked without a yes"),
        ("offer", TOLD, "ja", "booked at another step"),
        ("read_back", TOLD.replace("30", "40"), "ja", "booked, but not read back"),
        ("read_back", TOLD.replace("Moisling", "Kücknitz"), "ja", "booked, but not read back"),
    ],
)
def test_oracle_sees_what_is_wrong(step: str, told: str, said: str, fault: str) -> None:
    """A booking at another step, without a yes, or of another place than was read back."""
    deed, found = fault_of(None, ONE, step, told, said)
    assert deed == "booked"
    assert found.startswith(fault) if fault else not found


def test_oracle_knows_a_yes() -> None:
    """By words of its own."""
    assert agrees("ja den nehme ich")
    assert not agrees("ja nicht")
    assert not agrees("den Termin bitte")
