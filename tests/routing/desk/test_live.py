"""Changes reach the desk as they happen."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re

from tests.routing.desk.app import Clock
from tests.routing.desk.steps import (
    Database,
    Open,
    People,
    answer,
    wait_and_ring,
)


def test_a_change_reaches_the_desk(browser_of: Open, Session: Database, people: People, clock: Clock) -> None:
    """The stream tells the agent concerned, and everybody of the queue."""
    browser = browser_of("ada")
    with browser.get("/desk/events", buffered=False) as response:
        events = (chunk.decode() for chunk in response.response)
        assert next(events) == ": here\n\n"
        first = re.fullmatch(r'event: desk\ndata: {"version": (\d+)}\n\n', next(events))
        assert first is not None
        wait_and_ring(Session, clock=clock, people=people)
        told = next(events) + next(events)
    newer = re.search(r'event: desk\ndata: {"version": (\d+)}', told)
    assert newer is not None
    assert int(newer[1]) > int(first[1])
    assert '"waiting": 1' in told
    assert f'data-version="{newer[1]}"' in browser.get("/desk/call").text


def test_numbers_stay_out_of_addresses(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """No link or form of the desk carries the caller's number in its address."""
    ticket = wait_and_ring(Session, clock=clock, people=people)
    answer(Session, ticket, clock)
    pages = [browser_of("ada").get(path).text for path in ("/desk/", "/desk/call", "/desk/search")]
    for page in pages:
        for address in re.findall(r'(?:href|action|src|hx-get|hx-post)="([^"]*)"', page):
            assert "1701234567" not in address
