"""A request that is sent again with its idempotency key takes effect once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from booking.api import forget_replays
from booking.tables import AppointmentRow
from tests.booking.api.asker import Asker, Clock, Sessions, given, refused
from tests.booking.town import MOBILE, NOW

CALLERS = 6


def holds(sessions: Sessions) -> int:
    with sessions.begin() as session:
        return len(session.execute(select(AppointmentRow.id)).all())


def test_a_repeated_request_is_answered_as_the_first(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """The same status, body and address; the book has changed once."""
    first = website.hold(Idempotency_Key="a")
    again = website.hold(Idempotency_Key="a")
    assert (again.status_code, again.data, again.location) == (201, first.data, first.location)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert holds(Book) == 1
    given(website.hold(Idempotency_Key="b"), 201)
    assert holds(Book) == 2


def test_every_change_can_be_repeated(website: Asker) -> None:
    """Confirming, moving and cancelling, each of which would be refused the second time."""
    confirm = {"hold": website.held("08:00"), "phone": MOBILE}
    made = [given(website.post("/appointments", confirm, Idempotency_Key="1"), 201) for _ in range(2)]
    known = {"code": made[0]["code"], "day": "2026-11-30"}
    move = {**known, "hold": website.held("09:00")}
    moved = [given(website.post("/appointments/move", move, Idempotency_Key="2")) for _ in range(2)]
    gone = [given(website.post("/appointments/cancel", known, Idempotency_Key="3")) for _ in range(2)]
    assert all(first == again for first, again in (made, moved, gone))


def test_a_key_is_for_one_request(website: Asker) -> None:
    """With another body or at another address it is refused; the layout of the JSON does not matter."""
    given(website.hold("08:00", Idempotency_Key="a"), 201)
    refused(website.hold("08:10", Idempotency_Key="a"), 422, "idempotency_key_reused")
    other = website.post("/appointments", {"hold": "x"}, Idempotency_Key="a")
    refused(other, 422, "idempotency_key_reused")
    wish = {"start": "2026-11-30T07:00:00+00:00", "office": "markt", "services": ["ausweis"]}
    given(website.post("/holds", wish, Idempotency_Key="a"), 201)


def test_a_key_is_its_clients_own(website: Asker, other_client: Asker) -> None:
    """Two clients that chose the same key do not meet."""
    mine, theirs = (one.hold(Idempotency_Key="a") for one in (website, other_client))
    assert given(mine, 201)["hold"] != given(theirs, 201)["hold"]


def test_what_was_refused_is_tried_again(website: Asker) -> None:
    """A refusal changed nothing and is not kept: when the place is free, the same request gets it."""
    full = [website.held("08:00") for _ in range(3)]
    refused(website.hold("08:00", Idempotency_Key="a"), 409, "slot_taken")
    website.delete(f"/holds/{full[0]}")
    given(website.hold("08:00", Idempotency_Key="a"), 201)


def test_duplicates_at_once_take_effect_once(website: Asker, app: Flask, Book: Sessions) -> None:  # noqa: N803
    """Six at the same moment: one hold, and all are told of it."""
    together = Barrier(CALLERS)

    def call(_: int) -> str:
        one = Asker(app.test_client(), website.key)
        together.wait()
        return str(given(one.hold(Idempotency_Key="a"), 201)["hold"])

    with ThreadPoolExecutor(CALLERS) as threads:
        names = set(threads.map(call, range(CALLERS)))
    assert len(names) == 1
    assert holds(Book) == 1


def test_answers_are_kept_for_a_day(website: Asker, Book: Sessions, clock: Clock) -> None:  # noqa: N803
    """They hold codes, and are forgotten when the next one comes, or by the worker."""
    website.hold("08:00", Idempotency_Key="a")
    clock.pass_by(hours=24, seconds=1)
    given(website.hold("09:00", Idempotency_Key="a"), 201)
    with Book.begin() as session:
        forget_replays(session, before=NOW + timedelta(days=3))
    given(website.hold("10:00", Idempotency_Key="a"), 201)


def test_a_key_that_will_not_do_is_told(website: Asker) -> None:
    """Printable ASCII, 255 characters at most."""
    for key in ("a b", "a" * 256, ""):
        refused(website.hold(Idempotency_Key=key), 422, "invalid_request")
