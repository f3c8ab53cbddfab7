"""Who may use the API, and how often."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from booking.api import ClientRefused, Rate, add_client, end_client
from tests.booking.api.asker import API, Asker, Clock, Sessions, given, refused
from tests.booking.town import NOW


def test_without_a_key_nothing_is_told(website: Asker, app: Flask) -> None:
    """No key, a wrong one, another scheme: 401, before anything else is looked at."""
    for header in ("", "Bearer", "Bearer x", f"Basic {website.key}", f"Bearer {website.key}x", "Bearer ä"):
        response = app.test_client().post(f"{API}/holds", data="{", headers={"Authorization": header})
        refused(response, 401, "unknown_key")
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_ended_client_is_a_stranger(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """From one request to the next its key opens nothing."""
    given(website.get("/offices"))
    with Book.begin() as session:
        end_client(session, "website", now=NOW)
    refused(website.get("/offices"), 401, "unknown_key")


def test_a_client_has_one_name(Book: Sessions) -> None:  # noqa: N803
    """A name that is taken or will not do is refused, and the transaction lives on."""
    with Book.begin() as session:
        assert add_client(session, "website", now=NOW) != add_client(session, "kiosk", now=NOW)
        for name in ("website", "Web Site", "x", "client:website", "a" * 25):
            with pytest.raises(ClientRefused):
                add_client(session, name, now=NOW)
        with pytest.raises(ClientRefused):
            end_client(session, "nobody", now=NOW)


def test_hundreds_of_requests_from_one_key(app: Flask, Book: Sessions, clock: Clock) -> None:  # noqa: N803
    """A hundred are answered, the others told when to come again; another key is not slowed down."""
    with Book.begin() as session:
        eager = Asker(app.test_client(), add_client(session, "eager", now=NOW))
        other = Asker(app.test_client(), add_client(session, "other", now=NOW))
    answers = [eager.get("/offices") for _ in range(300)]
    assert [one.status_code for one in answers] == [200] * 100 + [429] * 200
    refused(answers[-1], 429, "too_many_requests")
    assert answers[-1].headers["Retry-After"] == "1"
    given(other.get("/offices"))
    clock.pass_by(seconds=1)
    assert [eager.get("/offices").status_code for _ in range(6)] == [200] * 5 + [429]


def test_many_at_once_get_no_more(app: Flask, Book: Sessions) -> None:  # noqa: N803
    """Of thirty requests at the same moment exactly as many are answered as there are tokens."""
    with Book.begin() as session:
        key = add_client(session, "eager", now=NOW, requests=Rate(per_minute=1, burst=10))
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: Asker(app.test_client(), key).get("/offices"), range(30)))
    assert sorted(one.status_code for one in answers) == [200] * 10 + [429] * 20
