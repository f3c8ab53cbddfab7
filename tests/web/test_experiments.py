"""A draft on a share of the calls, from the page to its end by the rule."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from ivr.editions.drafts import begin_draft, save_draft
from ivr.experiments import kept
from ivr.experiments.tables import ExperimentRow
from ivr.tables import CallRow
from routing.staff import add_staff
from tests.web.signing_in import sign_in
from tests.world import MORNING, World, world

pytestmark = pytest.mark.browser


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, MORNING) as made:
        with made.house.sessions.begin() as session:
            add_staff(session, "olga", "Olga Ohm", "a long password", ["operator"], now=made.now())
            shipped = made.house.editions.shipped
            draft = begin_draft(session, shipped, "termine", name="Moin", by="olga", now=made.now())
            files = {**draft.files, "prompts/de/main.toml": 'greeting = "Moin."\n'}
            save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=made.now())
        yield made


def test_a_worse_version_ends_by_itself(
    line: World,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """Half of the calls hear the draft; none of these books; the rule ends it, and all hear the same."""
    page = new_window(base_url=line.url, viewport={"width": 1280, "height": 900})
    page.goto("/console/lines/termine/")
    sign_in(page, "olga", "a long password")
    page.get_by_role("link", name="An einem Teil der Anrufe ausprobieren").click()
    page.get_by_label("Anteil der Anrufe").select_option("50 %")
    page.get_by_role("button", name="Ausprobieren").click()
    expect(page.get_by_text("Der Versuch läuft ab dem nächsten Anruf.")).to_be_visible()

    greeted = [greeting_of(line) for _ in range(12)]
    assert 0 < sum(greeted) < 12
    assert end_what_is_over(line) == 0
    copy_calls(line, 60)
    assert end_what_is_over(line) == 1
    assert end_what_is_over(line) == 0
    assert not any(greeting_of(line) for _ in range(4))
    page.reload()
    expect(page.get_by_text("Der Entwurf ist schlechter.")).to_be_visible()
    axe(page)
    picture(page, "experiments")


def greeting_of(line: World) -> bool:
    """Whether a caller hears the draft, who then hangs up."""
    call = line.dial()
    heard = call.heard[0].text
    call.hang_up()
    line.exchange.pass_time(2)
    return heard.startswith("Moin")


def end_what_is_over(line: World) -> int:
    with line.house.sessions.begin() as session:
        return kept.end_what_is_over(session, now=line.now())


def copy_calls(line: World, count: int) -> None:
    """So many more calls of each version; those of the present one have booked."""
    with line.house.sessions.begin() as session:
        tried = session.scalars(select(ExperimentRow)).one()
        session.execute(update(CallRow).where(CallRow.edition_id.is_(None)).values(outcome="booked"))
        begun = tried.since + timedelta(seconds=1)
        for n in range(2 * count):
            edition = tried.second_id if n % 2 else None
            session.add(
                CallRow(
                    sid=f"CB{n:032x}",
                    line="termine",
                    edition_id=edition,
                    caller=None,
                    language="de",
                    script="termine",
                    started_at=begun,
                    seen_at=begun,
                    ended_at=begun + timedelta(seconds=n),
                    outcome="hung_up" if edition else "booked",
                )
            )
