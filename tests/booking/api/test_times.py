"""Free days, free times and offers in the API."""

from typing import Any

from tests.booking.api.asker import Asker, Sessions, clock_of, given, refused
from tests.booking.town import change_office


def test_free_times_of_a_day(website: Asker) -> None:
    """Every start at which some desk is free, once, with Berlin's offset and in UTC."""
    website.held("08:10")
    answer = given(website.get("/free-times", service="ausweis", office="hafen", day="2026-11-30"))
    assert answer["day"] == "2026-11-30"
    assert [clock_of(one)[-5:] for one in answer["times"]] == [
        *("13:00", "13:15", "13:30", "13:45", "14:00", "14:15", "14:30", "14:45")
    ]
    assert answer["times"][0] == {
        "office": "hafen",
        "services": ["ausweis"],
        "day": "2026-11-30",
        "start": "2026-11-30T13:00:00+01:00",
        "start_utc": "2026-11-30T12:00:00Z",
        "end": "2026-11-30T13:15:00+01:00",
        "end_utc": "2026-11-30T12:15:00Z",
    }


def test_a_day_without_a_free_time(website: Asker) -> None:
    """A Sunday, a day that is past, and one that is far away have none; that is no error."""
    for day in ("2026-11-29", "2026-11-02", "2199-01-01", "0001-01-01", "9999-12-31"):
        assert given(website.get("/free-times", service="ausweis", day=day))["times"] == []


def test_free_days(website: Asker) -> None:
    """Only days on which something is free, each with the offices that have it."""
    days = given(website.get("/free-days", service="ausweis", last_day="2026-12-02"))["days"]
    assert days == [
        {"day": "2026-11-30", "offices": ["markt", "hafen"]},
        {"day": "2026-12-01", "offices": ["markt"]},
        {"day": "2026-12-02", "offices": ["markt"]},
    ]
    later = given(website.get("/free-days", service="ausweis", office="hafen", first_day="2026-12-01"))[
        "days"
    ]
    assert [one["day"] for one in later] == ["2026-12-07", "2026-12-14", "2026-12-21"]
    assert given(website.get("/free-days", service="ausweis", last_day="2026-01-01"))["days"] == []


def test_offers_are_few_and_spread(website: Asker) -> None:
    """Three by default, later ones after the last, within the wished hours."""
    first = given(website.get("/offers", service="ausweis"))["offers"]
    assert len(first) == 3
    assert clock_of(first[0]) == "Mon 30.11. 08:00"
    later = given(website.get("/offers", service="ausweis", after=first[-1]["start"]))["offers"]
    assert later[0]["start_utc"] > first[-1]["start_utc"]
    wish = {"day": "2026-12-03", "from_time": "14:00", "until_time": "14:20", "count": "5"}
    wished = given(website.get("/offers", service="ausweis", **wish))["offers"]
    assert [clock_of(one) for one in wished] == ["Thu 03.12. 14:00", "Thu 03.12. 14:10"]


def test_offices_near_by(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """With `near` also at the offices near the one that is asked for, even where that has not the service."""
    with Book.begin() as session:
        for office in ("hafen", "zulassung"):
            change_office(session, office, near=["markt"])
    query = {"service": "ausweis", "office": "hafen", "day": "2026-11-30"}
    alone = given(website.get("/free-times", **query))["times"]
    assert {one["office"] for one in alone} == {"hafen"}
    for near in ("true", "false"):
        offers = given(website.get("/offers", **query, near=near))["offers"]
        assert {one["office"] for one in offers} == ({"markt", "hafen"} if near == "true" else {"hafen"})
    query["office"] = "zulassung"
    refused(website.get("/offers", **query), 404, "unknown_service")
    offers = given(website.get("/offers", **query, near="true"))["offers"]
    assert {one["office"] for one in offers} == {"markt"}


def test_what_cannot_be_had_is_told(website: Asker) -> None:
    """No such service or office, a service for staff only, 26 places: each by its code."""
    for path, day in (("/free-days", {}), ("/free-times", {"day": "2026-11-30"}), ("/offers", {})):
        refused(website.get(path, service="zauberei", **day), 404, "unknown_service")
        refused(website.get(path, service="ausweis", office="mond", **day), 404, "unknown_office")
        refused(website.get(path, service="abmelden", **day), 409, "not_bookable")
        refused(website.get(path, service=["pass"] * 13, **day), 422, "too_many_places")


FAULTY: list[tuple[dict[str, Any], str]] = [
    ({}, "service"),
    ({"service": "ausweis", "day": "30.11.2026"}, "day"),
    ({"service": "ausweis", "day": "2026-02-30"}, "day"),
    ({"service": "ausweis", "from_time": "25:00"}, "from_time"),
    ({"service": "ausweis", "after": "2026-11-30T08:00:00"}, "after"),
    ({"service": "ausweis", "count": "21"}, "count"),
    ({"service": "ausweis", "near": "yes"}, "near"),
    ({"service": "ausweis", "kind": "zoo"}, "kind"),
    ({"service": "ausweis", "ofice": "markt"}, "ofice"),
]


def test_a_faulty_question_is_told_where(website: Asker) -> None:
    """422, with the place of the fault; a misspelt parameter is not silently left out."""
    for query, where in FAULTY:
        problem = refused(website.get("/offers", **query), 422, "invalid_request")
        assert [fault["where"] for fault in problem["errors"]] == [where]
