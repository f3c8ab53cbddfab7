"""Fixtures of stories at the desk: its pages, a carrier for its telephones, and people who sit down."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

import booking
from routing import StoryStep
from tests.routing.desk.app import PASSWORD, Clock, NotingLine, PlainSoftphones, desk_app
from tests.routing.desk.fixtures import clock, database_url, filled_desk, line, people
from tests.routing.desk.steps import MOBILE, Database, People, hold_a_place, wait_and_ring
from tests.web.plain_carrier import PlainCarrier
from tests.web.signing_in import sign_in

__all__ = ["carrier", "clock", "database_url", "filled_desk", "line", "people", "sit_down", "softphones"]

STORY = (
    StoryStep(
        "kind", "Um welche Stelle geht es? Bürgerservice 1, Kfz-Zulassung 2, Führerscheinstelle 3.", "2"
    ),
    StoryStep("service", "Was möchten Sie erledigen?", "Ich will mein Auto ummelden"),
    StoryStep("offer", "Passt Ihnen einer dieser Termine?", ""),
)


@pytest.fixture
def carrier() -> Iterator[PlainCarrier]:
    carrier = PlainCarrier()
    yield carrier
    carrier.close()


@pytest.fixture
def softphones(carrier: PlainCarrier, serve: Callable[[Flask], str]) -> PlainSoftphones:
    return PlainSoftphones(serve(carrier.app()))


@pytest.fixture
def sit_down(
    Session: Database,
    line: NotingLine,
    clock: Clock,
    softphones: PlainSoftphones,
    people: People,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
) -> Callable[..., Page]:
    """`sit_down("ada", width=1280)`: signed in through the page, at the desk, or at another `path`.

    `at`: what time it is in the browser, for stories in which that passes.
    """
    assert people
    address = serve(desk_app(Session, line, clock, softphones))

    def sit(
        login: str,
        path: str = "/desk/",
        *,
        width: int = 1280,
        forgive: tuple[str, ...] = (),
        at: datetime | None = None,
    ) -> Page:
        page = new_window(base_url=address, forgive=forgive, viewport={"width": width, "height": 900})
        if at is not None:
            page.clock.install(time=at)
        page.goto(path)
        sign_in(page, login, PASSWORD)
        if path == "/desk/":
            expect(page.get_by_role("button", name="Verfügbar")).to_be_visible()
        return page

    return sit


def a_call_with_a_story(Session: Database, clock: Clock, people: People, agent: str = "ada") -> int:
    held = hold_a_place(Session)
    with Session.begin() as session:
        before = booking.hold(
            session,
            booking.offer(session, held.offer.service, now=clock())[2],
            now=clock(),
            holder="CA0",
        )
        booking.confirm(session, before.id, phone=MOBILE, language="de", by="caller", now=clock())
    return wait_and_ring(
        Session,
        agent,
        clock=clock,
        people=people,
        service=held.offer.service,
        office=held.offer.office,
        wish={"day": "2026-12-04"},
        hold_id=held.id,
        reason="three_tries",
        story=STORY,
    )
