"""Presence at the desk: available, on a break, away, and why."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re

import routing
from routing import TicketState, Wants
from routing.tickets import AgentState
from tests.routing.conftest import new_call
from tests.routing.desk.app import Clock, NotingLine
from tests.routing.desk.steps import (
    Database,
    Open,
    People,
    presence,
    text_of,
    wait_and_ring,
)


def test_available_break_away(browser_of: Open, Session: Database, people: People) -> None:
    """The agent chooses; nothing else can be chosen."""
    browser = browser_of("ada")
    for wants in (Wants.AVAILABLE, Wants.BREAK, Wants.AWAY):
        shown = browser.post("/desk/wants", data={"wants": wants}).text
        assert presence(Session, people["ada"]).wants is wants
        assert re.search(rf'id="wants-{wants}"[^>]*\s+aria-pressed="true"', shown)
    assert browser.post("/desk/wants", data={"wants": "off"}).status_code == 400


def test_a_missed_call_is_explained(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """Who did not answer sees why they are away, and comes back with one click."""
    browser = browser_of("ada")
    ticket = wait_and_ring(Session, clock=clock, people=people)
    with Session.begin() as session:
        routing.not_picked_up(session, ticket, 1, reason="no-answer", now=clock())
    assert "Sie haben einen Anruf nicht angenommen." in text_of(browser.get("/desk/call"))
    back = text_of(browser.post("/desk/wants", data={"wants": "available"}))
    assert "nicht angenommen" not in back


def test_a_break_while_the_phone_rings_declines(
    browser_of: Open, Session: Database, people: People, clock: Clock, line: NotingLine
) -> None:
    """The caller does not ring on at a desk that nobody sits at."""
    browser = browser_of("ada")
    ticket = wait_and_ring(Session, clock=clock, people=people)
    browser.post("/desk/wants", data={"wants": "break"})
    now = presence(Session, people["ada"])
    assert (now.wants, now.wants_why, now.state) == (Wants.BREAK, None, AgentState.IDLE)
    assert line.told == [("stop_ringing", "CA1")]
    with Session.begin() as session:
        assert routing.ticket(session, ticket).state is TicketState.WAITING


def test_the_queue_is_shown(browser_of: Open, Session: Database, clock: Clock) -> None:
    """How many wait, and how long the first of them."""
    with Session.begin() as session:
        routing.enqueue(session, new_call("CA9", skill="fuehrerschein"), now=clock())
    clock.go_on(seconds=75)
    assert "1 warten, längste Wartezeit 1:15" in text_of(browser_of("ada").get("/desk/"))
