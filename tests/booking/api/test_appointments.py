"""Appointments in the API: confirmed, found again, moved, cancelled, and kept from who may not know."""

from typing import Any

import pytest

import booking
from tests.booking.api.asker import Asker, Clock, Sessions, clock_of, given, refused
from tests.booking.town import LANDLINE, MOBILE, MONDAY, NOW, book, free_starts

DAY = "2026-11-30"


def wrong(code: str) -> str:
    """Another code whose check digit is right."""
    while (other := booking.new_code()) == code:
        pass
    return other


def test_a_hold_is_confirmed(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """The code comes back; the mobile telephone gets its message, and the history says who it was."""
    wish = {"hold": website.held(), "phone": MOBILE, "name": " Ada Ahrens ", "language": "en"}
    made = given(website.post("/appointments", wish), 201)
    assert booking.is_code(made["code"])
    assert made["state"] == "confirmed"
    assert clock_of(made["place"]) == "Mon 30.11. 08:00"
    assert made["calendar"].startswith("/c/")
    with Book.begin() as session:
        kept = booking.find(session, code=made["code"], phone=MOBILE, now=NOW)
        assert (kept.name, kept.language) == ("Ada Ahrens", "en")
        assert [notice.to for notice in booking.claim_notices(session, now=NOW)] == [MOBILE]
        assert booking.history_of(session, kept.id)[-1].by == "client:website"


def test_a_hold_is_confirmed_once(website: Asker) -> None:
    """Without an idempotency key the second time is told that the hold is over."""
    wish = {"hold": website.held()}
    given(website.post("/appointments", wish), 201)
    refused(website.post("/appointments", wish), 409, "hold_ended")


def test_a_number_has_only_so_many(website: Asker) -> None:
    """The sixth open appointment of a telephone number is refused; its hold lives on."""
    for minute in range(5):
        website.booked(f"08:{minute}0")
    hold = website.held("10:00")
    refused(website.post("/appointments", {"hold": hold, "phone": MOBILE}), 409, "too_many_bookings")
    given(website.post("/appointments", {"hold": hold, "phone": LANDLINE}), 201)


def test_an_appointment_is_found(website: Asker) -> None:
    """By its code, and its telephone number or day, as on the telephone."""
    made = website.booked()
    for known in ({"phone": MOBILE}, {"day": DAY}, {"phone": LANDLINE, "day": DAY}):
        assert given(website.post("/appointments/find", {"code": made["code"], **known})) == made


def test_what_was_booked_by_telephone_is_found(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """It is one book."""
    with Book.begin() as session:
        code = book(session).code
    assert given(website.post("/appointments/find", {"code": code, "day": DAY}))["code"] == code


@pytest.mark.parametrize(
    ("verb", "known"),
    [("find", {"phone": LANDLINE}), ("move", {"day": "2026-12-01"}), ("cancel", {"phone": LANDLINE})],
)
def test_who_does_not_know_enough_learns_nothing(website: Asker, verb: str, known: dict[str, str]) -> None:
    """A wrong code, and a right one with a wrong number or day, get the same answer; nothing changes."""
    made = website.booked()
    hold = {"hold": website.held("09:00")} if verb == "move" else {}
    answers = [
        refused(
            website.post(f"/appointments/{verb}", {"code": code, **known, **hold}), 404, "unknown_reference"
        )
        for code in (made["code"], wrong(made["code"]), "0000001")
    ]
    assert answers[0] == answers[1] == answers[2]
    assert given(website.post("/appointments/find", {"code": made["code"], "day": DAY})) == made


def test_an_appointment_is_moved(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """Its code and calendar stay, its former place is free."""
    made = website.booked("08:00")
    wish = {"code": made["code"], "phone": MOBILE, "hold": website.held("09:00")}
    moved = given(website.post("/appointments/move", wish))
    assert (moved["code"], moved["calendar"]) == (made["code"], made["calendar"])
    assert clock_of(moved["place"]) == "Mon 30.11. 09:00"
    with Book.begin() as session:
        assert "08:00" in free_starts(session, MONDAY)


def test_a_move_needs_a_live_hold_of_ones_own(website: Asker, other_client: Asker, clock: Clock) -> None:
    """An ended hold, or another client's, moves nothing."""
    made = website.booked()
    wish = {"code": made["code"], "phone": MOBILE}
    stranger = other_client.held("09:00")
    refused(website.post("/appointments/move", {**wish, "hold": stranger}), 404, "unknown_hold")
    own = website.held("09:00")
    clock.pass_by(minutes=10)
    refused(website.post("/appointments/move", {**wish, "hold": own}), 409, "hold_ended")
    assert given(website.post("/appointments/find", wish)) == made


def test_an_appointment_is_cancelled(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """Its place is free, and it is found no more."""
    wish = {"code": website.booked()["code"], "day": DAY}
    assert given(website.post("/appointments/cancel", wish))["state"] == "cancelled"
    refused(website.post("/appointments/cancel", wish), 404, "unknown_reference")
    refused(website.post("/appointments/find", wish), 404, "unknown_reference")
    with Book.begin() as session:
        assert "08:00" in free_starts(session, MONDAY)


def test_wrong_codes_slow_a_client_down(website: Asker, other_client: Asker, clock: Clock) -> None:
    """After ten of them even a right one is not looked at, for some minutes; another client still is."""
    made = website.booked()
    wish = {"code": made["code"], "day": DAY}
    for _ in range(20):
        given(website.post("/appointments/find", wish))  # right ones cost nothing
    for _ in range(10):
        refused(website.post("/appointments/find", {**wish, "day": "2026-12-01"}), 404, "unknown_reference")
    response = website.post("/appointments/cancel", wish)
    refused(response, 429, "too_many_wrong_codes")
    assert given(other_client.post("/appointments/find", wish)) == made
    clock.pass_by(seconds=float(response.headers["Retry-After"]))
    assert given(website.post("/appointments/find", wish)) == made


def test_typing_errors_are_not_counted(website: Asker) -> None:
    """A code whose check digit is wrong can be nobody's."""
    for _ in range(30):
        refused(website.post("/appointments/find", {"code": "0000001", "day": DAY}), 404, "unknown_reference")
    made = website.booked()
    assert given(website.post("/appointments/find", {"code": made["code"], "day": DAY}))


FAULTY: list[tuple[str, dict[str, Any]]] = [
    ("/appointments", {}),
    ("/appointments", {"hold": "x", "phone": "0451 122"}),
    ("/appointments", {"hold": "x", "phone": "+49451\n"}),
    ("/appointments", {"hold": "x", "name": "a\0b"}),
    ("/appointments", {"hold": "x", "language": "fr"}),
    ("/appointments/find", {"code": "1234567"}),
    ("/appointments/find", {"code": "١٢٣٤٥٦٧", "day": DAY}),
    ("/appointments/find", {"code": 1234567, "day": DAY}),
    ("/appointments/move", {"code": "1234567", "day": DAY}),
    ("/appointments/cancel", {"code": "1234567", "day": "30.11."}),
]


def test_a_faulty_body_is_told(website: Asker) -> None:
    """422 before anything is looked up."""
    for path, body in FAULTY:
        assert refused(website.post(path, body), 422, "invalid_request")["errors"]
