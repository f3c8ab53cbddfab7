"""Holds in the API: taken, kept from others, given back; and all that keeps one from being taken."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

import booking
from booking.tables import AppointmentRow
from tests.booking.api.asker import Asker, Clock, Sessions, clock_of, given, refused
from tests.booking.town import MONDAY, free_starts

CALLERS = 6
WISH = {"services": ["ausweis"], "office": "markt", "start": "2026-11-30T08:00:00+01:00"}


def rows(sessions: Sessions) -> int:
    with sessions.begin() as session:
        return len(session.execute(select(AppointmentRow.id)).all())


def test_a_place_is_held(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """Ten minutes for this client; it can be looked at where Location says."""
    response = website.post("/holds", WISH)
    hold = given(response, 201)
    assert hold["place"]["start_utc"] == "2026-11-30T07:00:00Z"
    assert hold["place"]["end"] == "2026-11-30T08:10:00+01:00"
    assert hold["until_utc"] == "2026-11-27T15:10:00Z"
    path = f"/holds/{hold['hold']}"
    assert response.headers["Location"] == f"/api/v1{path}"
    assert given(website.get(path)) == hold


def test_what_is_free_can_be_held(website: Asker) -> None:
    """Every time of a day that is told to be free, as it is told."""
    for one in given(website.get("/free-times", service="ausweis", day="2026-11-30"))["times"]:
        wish = {name: one[name] for name in ("services", "office", "start")}
        assert given(website.post("/holds", wish), 201)["place"] == one


def test_several_services_and_persons_add_up(website: Asker) -> None:
    """A passport and two cards at the market are four places at one desk."""
    services = ["pass", "ausweis", "ausweis"]
    hold = given(website.post("/holds", {**WISH, "services": services}), 201)
    assert hold["place"]["services"] == services
    assert hold["place"]["end"] == "2026-11-30T08:40:00+01:00"


def test_wall_time_will_do(website: Asker) -> None:
    """A day and what clocks in Berlin show, for who knows no offset."""
    wall = {"day": "2026-11-30", "time": "08:00"}
    assert given(website.post("/holds", {**WISH, "start": wall}), 201)["place"]["start"] == WISH["start"]


def test_a_taken_place_is_refused_with_others(website: Asker) -> None:
    """When all desks are taken: 409, and free places of the same day to choose from, which can be held."""
    for _ in range(3):
        website.held("08:00")
    problem = refused(website.hold("08:00"), 409, "slot_taken")
    assert len(problem["offers"]) == 3
    assert all(clock_of(one).startswith("Mon 30.11.") for one in problem["offers"])
    first = problem["offers"][0]
    given(website.post("/holds", {name: first[name] for name in ("services", "office", "start")}), 201)


def test_a_full_office_sends_to_another(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """The harbour opens on Mondays only: when all of them are taken, the market's places are offered."""
    days = given(website.get("/free-days", service="ausweis", office="hafen"))["days"]
    query = {"service": "ausweis", "office": "hafen"}
    times = [
        one for day in days for one in given(website.get("/free-times", day=day["day"], **query))["times"]
    ]
    wishes = [{name: one[name] for name in ("services", "office", "start")} for one in times]
    for wish in wishes:
        given(website.post("/holds", wish), 201)
    problem = refused(website.post("/holds", wishes[0]), 409, "slot_taken")
    assert {one["office"] for one in problem["offers"]} == {"markt"}


def test_the_last_places_go_to_as_many_as_there_are(website: Asker, app: Flask) -> None:
    """Of six at the same moment three get a desk, and the others get other offers."""
    together = Barrier(CALLERS)

    def call(_: int) -> TestResponse:
        one = Asker(app.test_client(), website.key)
        together.wait()
        return one.hold("08:00")

    with ThreadPoolExecutor(CALLERS) as threads:
        answers = list(threads.map(call, range(CALLERS)))
    assert sorted(one.status_code for one in answers) == [201] * 3 + [409] * 3
    late = [refused(one, 409, "slot_taken") for one in answers if one.status_code == 409]
    assert all(len(one["offers"]) == 3 for one in late)


def test_a_hold_is_given_back(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """The place is free at once; doing it again does nothing, and the hold is over."""
    holds = [website.held("08:00") for _ in range(3)]
    for _ in range(2):
        assert website.delete(f"/holds/{holds[0]}").status_code == 204
    refused(website.get(f"/holds/{holds[0]}"), 409, "hold_ended")
    with Book.begin() as session:
        assert "08:00" in free_starts(session, MONDAY)


def test_a_hold_ends_by_itself(website: Asker, clock: Clock) -> None:
    """After ten minutes it is over for who looks, and for who confirms."""
    name = website.held()
    clock.pass_by(minutes=10)
    refused(website.get(f"/holds/{name}"), 409, "hold_ended")
    refused(website.post("/appointments", {"hold": name}), 409, "hold_ended")


def test_a_hold_is_kept_for_longer_but_not_for_ever(website: Asker, clock: Clock) -> None:
    """Ten minutes from now each time, and half an hour from its beginning at most; the answer says so."""
    name, began = website.held(), clock.now
    for minutes, until in ((4, 14), (14 - 1, 23), (23 - 1, 30), (30 - 1, 30)):
        clock.now = began + timedelta(minutes=minutes)
        kept = given(website.post(f"/holds/{name}/keep", {}))
        assert datetime.fromisoformat(kept["until"]) == began + timedelta(minutes=until)
    assert given(website.get(f"/holds/{name}")) == kept
    clock.pass_by(minutes=1)
    refused(website.post(f"/holds/{name}/keep", {}), 409, "hold_ended")
    refused(website.post("/appointments", {"hold": name}), 409, "hold_ended")


def test_a_made_up_hold_is_unknown(website: Asker) -> None:
    """Whatever a name looks like."""
    secret = "a" * 22
    for name in ("1", "1-2", f"0-{secret}", "9" * 60, f"{'9' * 18}-{secret}", f"999999999-{secret}", "ä"):
        refused(website.get(f"/holds/{name}"), 404, "unknown_hold")
        refused(website.delete(f"/holds/{name}"), 404, "unknown_hold")
        refused(website.post(f"/holds/{name}/keep", {}), 404, "unknown_hold")
        refused(website.post("/appointments", {"hold": name}), 404, "unknown_hold")


def test_a_hold_is_its_clients_own(website: Asker, other_client: Asker, Book: Sessions) -> None:  # noqa: N803
    """Another client neither sees, confirms nor releases it; nor does anybody get at the phone's holds."""
    name = website.held()
    for stranger in (other_client, website):
        guess = name if stranger is other_client else f"{name[:-1]}{'a' if name[-1] != 'a' else 'b'}"
        refused(stranger.get(f"/holds/{guess}"), 404, "unknown_hold")
        refused(stranger.delete(f"/holds/{guess}"), 404, "unknown_hold")
        refused(stranger.post(f"/holds/{guess}/keep", {}), 404, "unknown_hold")
        refused(stranger.post("/appointments", {"hold": guess}), 404, "unknown_hold")
    assert given(website.get(f"/holds/{name}"))


def test_the_history_names_the_client(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """Which program took a place, kept with the appointment for good."""
    number = int(website.held().partition("-")[0])
    with Book.begin() as session:
        event = booking.history_of(session, number)[0]
    assert event.by == "client:website"


BAD: list[tuple[dict[str, Any], int, str]] = [
    ({"services": ["zauberei"]}, 404, "unknown_service"),
    ({"office": "mond"}, 404, "unknown_office"),
    ({"office": "zulassung"}, 404, "unknown_service"),
    ({"services": ["abmelden"], "office": "zulassung"}, 409, "not_bookable"),
    ({"start": "2026-11-27T15:59:00+01:00"}, 409, "past_time"),
    ({"start": "1066-10-14T09:00:00+00:00"}, 409, "past_time"),
    ({"start": "2026-11-30T07:50:00+01:00"}, 409, "outside_hours"),
    ({"start": "2026-11-30T08:05:00+01:00"}, 409, "outside_hours"),
    ({"start": "2026-11-30T08:00:00.5+01:00"}, 409, "outside_hours"),
    ({"start": "2026-12-25T08:00:00+01:00"}, 409, "outside_hours"),
    ({"start": "9999-12-31T23:59:59-23:59"}, 409, "outside_hours"),
    ({"start": {"day": "2027-03-28", "time": "02:30"}}, 422, "no_such_hour"),
    ({"start": {"day": "2027-10-31", "time": "02:30"}}, 422, "ambiguous_hour"),
    ({"services": ["pass"] * 12 + ["ausweis"] * 2}, 422, "too_many_places"),
    ({"services": ["ausweis"] * 26}, 422, "invalid_request"),
    ({"services": []}, 422, "invalid_request"),
    ({"start": "2026-11-30T08:00:00"}, 422, "invalid_request"),
    ({"start": "2026-02-30T08:00:00+01:00"}, 422, "invalid_request"),
    ({"start": 1796022000}, 422, "invalid_request"),
    ({"start": {"day": "2026-11-30", "time": "24:00"}}, 422, "invalid_request"),
    ({"desk": 1}, 422, "invalid_request"),
    ({"office": None}, 422, "invalid_request"),
    ({"office": "\ud800"}, 422, "invalid_request"),
    ({"office": "\0"}, 404, "unknown_office"),
]


def test_a_bad_wish_is_refused(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """Each with its code and status, and nothing is changed."""
    for fault, status, code in BAD:
        refused(website.post("/holds", {**WISH, **fault}), status, code)
    assert rows(Book) == 0


def test_both_hours_of_the_long_night_can_be_told(website: Asker) -> None:
    """With its offset a time is never ambiguous: it is then a matter of hours like any other."""
    for offset in ("+02:00", "+01:00"):
        start = f"2027-10-31T02:30:00{offset}"
        refused(website.post("/holds", {**WISH, "start": start}), 409, "outside_hours")
