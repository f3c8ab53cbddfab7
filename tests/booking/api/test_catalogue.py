"""Offices and services in the API."""

from tests.booking.api.asker import Asker, given, refused


def test_offices_are_listed(website: Asker) -> None:
    """All of them in the city's order, or those of one kind."""
    assert [one["key"] for one in given(website.get("/offices"))["offices"]] == [
        "markt",
        "hafen",
        "zulassung",
    ]
    of_kind = given(website.get("/offices", kind="kfz"))["offices"]
    assert [one["name"] for one in of_kind] == ["Zulassungsstelle"]


def test_an_office_tells_its_hours(website: Asker) -> None:
    """Services, open spans by weekday, and the days on which it is shut."""
    markt = given(website.get("/offices/markt"))
    assert markt["former_names"] == ["Rathaus"]
    assert markt["services"] == ["ausweis", "pass"]
    thursday = next(one for one in markt["hours"] if one["weekday"] == 4)
    assert thursday["spans"] == [{"opens": "08:00", "closes": "12:00"}, {"opens": "14:00", "closes": "18:00"}]
    assert {"first_day": "2026-12-25", "last_day": "2026-12-25"}.items() <= markt["closures"][0].items()
    assert markt["closures"][0]["holiday"]


def test_services_are_listed(website: Asker) -> None:
    """All of them, those of a kind, or those of an office."""

    def keys(**query: str) -> list[str]:
        return [one["key"] for one in given(website.get("/services", **query))["services"]]

    assert keys() == ["ausweis", "pass", "abmelden"]
    assert keys(kind="kfz") == ["abmelden"]
    assert keys(office="hafen") == ["ausweis", "pass"]


def test_a_service_tells_where_it_can_be_had(website: Asker) -> None:
    """With its names, what to bring, and the fee in each language."""
    pass_ = given(website.get("/services/pass"))
    assert pass_["offices"] == ["markt", "hafen"]
    assert pass_["names"] == {"de": "Reisepass", "en": "Passport"}
    assert pass_["documents"]["de"] == ["alter Pass"]


def test_what_does_not_exist_is_not_found(website: Asker) -> None:
    """An unknown office or service, each with its code."""
    refused(website.get("/offices/mond"), 404, "unknown_office")
    refused(website.get("/services/zauberei"), 404, "unknown_service")
    refused(website.get("/services", office="mond"), 404, "unknown_office")
