"""The shortest way to an appointment: a known service, the earliest place anywhere, keys only."""

import pytest

from tests.dialog.office import GIVEN, Office
from tests.dialog.telephone import Telephone

LETTERS_A_SECOND = 14
MOST_KEYS = 7
MOST_SECONDS = 90
GREETING_SECONDS = 8


def test_shortest_booking_takes_few_keys_and_little_listening(
    phone: Telephone, office: Office, prompts_of_booking: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """From the greeting to code and text message: at most 7 keys and 90 seconds."""
    keys = "111111"
    for key in keys:
        phone.press(key)
    heard = [*phone.said[:-1], *prompts_of_booking]
    seconds = sum(map(len, heard)) / LETTERS_A_SECOND
    with capsys.disabled():
        print(f"\nshortest booking: {len(keys)} keys, {seconds:.1f} s of listening")  # noqa: T201 - for the reader of the run
    assert "1 2 3, 4 5, 6 7. Noch einmal: 1 2 3, 4 5, 6 7." in phone.said[-1]
    assert office.names()[-1] == "confirm"
    assert len(keys) <= MOST_KEYS
    assert seconds <= MOST_SECONDS


@pytest.fixture
def prompts_of_booking(phone: Telephone) -> tuple[str, ...]:
    """What is said once the place is booked, without the question that follows."""
    values = GIVEN["confirm", "booked"]
    keys = ("booked.code", "booked.bring", "booked.text")
    return tuple(phone.prompts.text(key, "de", values) for key in keys)


@pytest.mark.parametrize("language", ["de", "en"])
def test_greeting_is_short(phone: Telephone, language: str) -> None:
    """Nobody waits longer than 8 seconds for the menu."""
    assert len(phone.prompts.text("greeting", language, {})) <= GREETING_SECONDS * LETTERS_A_SECOND
