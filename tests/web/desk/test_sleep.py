"""A laptop that sleeps at the desk: its token ends, its call goes to somebody else, and it wakes up."""

# ruff: noqa: N803 - the fixtures are named as what they make

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import routing
from tests.routing.conftest import new_call
from tests.routing.desk.app import Clock, PlainSoftphones
from tests.routing.desk.steps import Database, People, answer, wait_and_ring
from tests.web.plain_carrier import PlainCarrier

pytestmark = pytest.mark.browser

WAKES_WITHIN_MS = 8_000
"""The browser tries its streams again by itself, the telephone every three seconds."""


def test_a_laptop_that_slept(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    carrier: PlainCarrier,
    softphones: PlainSoftphones,
) -> None:
    """The token is renewed before it ends. Over a sleep it does end: the call that rang meanwhile is a
    colleague's, the desk says so, takes a new token by itself, and one click later it rings again.
    """
    page = sit_down("ada", forgive=("401", "ERR_", "timeout"), at=clock())
    expect(page.locator("#softphone")).to_have_text("Telefon bereit.")
    softphones.mark = "-second"
    clock.go_on(minutes=58, seconds=30)
    with page.expect_response("**/softphone-token"):
        page.clock.fast_forward("58:30")
    ticket = wait_and_ring(Session, clock=clock, people=people)
    expect(page.locator("#answer")).to_be_visible()
    carrier.tell("incoming", call_id="c1")
    expect(page.locator("#softphone")).to_have_text("Ihr Telefon klingelt.")

    # The lid is closed. Nobody hears it ring, Elif takes the call, and the carrier lets go of the telephone.
    with Session.begin() as session:
        routing.not_picked_up(session, ticket, 1, reason="no-answer", now=clock())
        routing.set_wants(session, people["elif"], routing.Wants.AVAILABLE, now=clock())
        (again,) = routing.assign(session, now=clock.go_on(seconds=20))
        assert again.agent_id == people["elif"]
        routing.picked_up(session, ticket, again.attempt, now=clock())
    softphones.mark = "-third"
    carrier.let_go(but=f"token-of-agent_ada{softphones.mark}")
    clock.go_on(hours=2)

    # It wakes up.
    page.clock.fast_forward("02:00:00")
    expect(page.get_by_role("button", name="Wieder verfügbar")).to_be_visible(timeout=WAKES_WITHIN_MS)
    expect(page.locator("#answer")).to_have_count(0)
    expect(page.locator("#softphone")).to_have_text("Telefon bereit.", timeout=WAKES_WITHIN_MS)
    page.get_by_role("button", name="Wieder verfügbar").click()
    expect(page.locator("#idle")).to_contain_text("Sie sind bereit.")
    with Session.begin() as session:
        routing.enqueue(session, new_call("CA2", skill="kfz"), now=clock())
        (ring,) = routing.assign(session, now=clock())
        assert ring.agent_id == people["ada"]
    carrier.tell("incoming", call_id="c2")
    expect(page.locator("#answer")).to_be_visible()
    page.keyboard.press("Alt+KeyA")
    assert carrier.deeds.get(timeout=5) == ("c2 accept", "Bearer token-of-agent_ada-third")
    answer(Session, ring.ticket_id, clock)
    carrier.tell("accepted", call_id="c2")
    expect(page.locator("#call")).to_contain_text("Im Gespräch")
