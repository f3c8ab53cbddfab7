"""The desk in a real browser: changes come by themselves, what is typed stays, nothing overlaps."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

import booking
import routing
from routing import StoryStep
from tests.routing.conftest import new_call
from tests.routing.desk.app import PASSWORD, Clock, NotingLine, PlainSoftphones, desk_app
from tests.routing.desk.fixtures import clock, database_url, filled_desk, line, people
from tests.routing.desk.steps import MOBILE, Database, People, answer, hold_a_place, wait_and_ring
from tests.web.conftest import PATIENCE_S
from tests.web.plain_carrier import PlainCarrier

__all__ = ["clock", "database_url", "filled_desk", "line", "people"]

pytestmark = pytest.mark.browser

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
    carrier.events.put(None)


@pytest.fixture
def sit_down(
    Session: Database,
    line: NotingLine,
    clock: Clock,
    people: People,
    carrier: PlainCarrier,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
) -> Callable[..., Page]:
    """`sit_down("ada", width=1280)`: signed in through the page, at the desk."""
    address = serve(desk_app(Session, line, clock, PlainSoftphones(serve(carrier.app()))))

    def sit(login: str, width: int = 1280, forgive: tuple[str, ...] = ()) -> Page:
        page = new_window(base_url=address, forgive=forgive, viewport={"width": width, "height": 900})
        page.goto("/desk/")
        page.get_by_label("Anmeldename").fill(login)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()
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


def test_from_ring_to_wrap_up(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    carrier: PlainCarrier,
    line: NotingLine,
) -> None:
    """The call appears by itself, is answered by key, booked with one click, noted and wrapped up."""
    page = sit_down("ada")
    expect(page.locator("#softphone")).to_have_text("Telefon bereit.")
    page.get_by_role("button", name="Verfügbar").click()
    expect(page.locator("#idle")).to_contain_text("Sie sind bereit.")
    ticket = a_call_with_a_story(Session, clock, people)
    expect(page.locator(".dk-number")).to_have_text("+49 170 1234567")
    expect(page).to_have_title("Es klingelt: +49 170 1234567")
    page.keyboard.press("Alt+KeyA")
    carrier.tell("incoming", call_id="c1")
    assert carrier.deeds.get(timeout=PATIENCE_S) == ("c1 accept", "Bearer token-of-agent_ada")
    answer(Session, ticket, clock)
    carrier.tell("accepted", call_id="c1")
    expect(page.get_by_text("Im Gespräch")).to_be_visible()
    expect(page.locator("#softphone")).to_have_text("Verbunden.")
    page.get_by_label("Notiz").fill("Bringt die eVB-Nummer mit")
    page.get_by_role("button", name="Diesen Platz buchen").click()
    expect(page.locator(".dk-code")).to_be_visible()
    expect(page.locator(".dk-held")).to_have_count(0)
    expect(page.locator(".dk-appointments li")).to_have_count(2)
    page.keyboard.press("Alt+KeyX")
    assert carrier.deeds.get(timeout=PATIENCE_S)[0] == "c1 hangup"
    carrier.tell("ended", call_id="c1")
    expect(page.get_by_label("Ergebnis")).to_be_visible()
    expect(page.get_by_label("Notiz")).to_have_value("Bringt die eVB-Nummer mit")
    page.get_by_label("Ergebnis").select_option("booked")
    page.get_by_role("button", name="Nachbearbeitung abschließen").click()
    expect(page.locator("#idle")).to_contain_text("Sie sind bereit.")
    with Session.begin() as session:
        done = routing.ticket(session, ticket)
    assert (done.note, done.settled_as, done.settled) == ("Bringt die eVB-Nummer mit", "booked", True)
    assert line.told == [("hang_up", "CA1")]


def test_what_is_typed_outlives_every_change(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People
) -> None:
    """A note, a half-filled search and the cursor survive a hang-up and a change of presence."""
    page = sit_down("elif")
    ticket = wait_and_ring(Session, "elif", clock=clock, people=people)
    expect(page.get_by_text("Ihr Telefon klingelt.")).to_be_visible()
    answer(Session, ticket, clock)
    expect(page.get_by_label("Anliegen")).to_be_visible()
    page.locator("#search-day").fill("2026-12-07")
    page.get_by_label("Notiz").type("Mitten im Wort")
    with Session.begin() as session:
        routing.talk_over(session, ticket, now=clock())
    expect(page.get_by_label("Ergebnis")).to_be_visible()
    page.keyboard.type(" und weiter")
    page.get_by_label("Ergebnis").select_option("informed")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Notiz")).to_have_value("Mitten im Wort und weiter")
    expect(page.locator("#search-day")).to_have_value("2026-12-07")
    expect(page.get_by_label("Ergebnis")).to_have_value("informed")
    expect(page.get_by_text("Gespeichert um")).to_be_visible()
    with page.expect_response(lambda kept: "Rückruf" in (kept.request.post_data or "")):
        page.get_by_label("Noch zu tun").fill("Rückruf der Kfz-Stelle")
    page.reload()
    expect(page.get_by_label("Notiz")).to_have_value("Mitten im Wort und weiter")
    expect(page.get_by_label("Noch zu tun")).to_have_value("Rückruf der Kfz-Stelle")
    expect(page.get_by_label("Ergebnis")).to_have_value("informed")
    expect(page.locator("#search-day")).to_have_value("2026-12-07")
    page.locator("#inhalt").press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Notiz schreiben")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+KeyN")
    expect(page.get_by_label("Notiz")).to_be_focused()


def test_decline_and_come_back(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    carrier: PlainCarrier,
    line: NotingLine,
) -> None:
    """Declining silences the telephone; the notice says why one is away, and one click ends that."""
    page = sit_down("ada")
    wait_and_ring(Session, clock=clock, people=people)
    expect(page.get_by_role("button", name="Ablehnen")).to_be_visible()
    carrier.tell("incoming", call_id="c1")
    expect(page.locator("#softphone")).to_have_text("Ihr Telefon klingelt.")
    page.get_by_role("button", name="Ablehnen").click()
    assert carrier.deeds.get(timeout=PATIENCE_S)[0] == "c1 reject"
    expect(page.get_by_text("Sie haben einen Anruf abgelehnt.")).to_be_visible()
    assert line.told == [("stop_ringing", "CA1")]
    page.get_by_role("button", name="Wieder verfügbar").click()
    expect(page.get_by_text("Sie haben einen Anruf abgelehnt.")).to_be_hidden()


def test_a_caller_who_hangs_up_disappears(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People
) -> None:
    """The ring is gone from the screen within a second, and the queue's figures follow."""
    page = sit_down("elif")
    wait_and_ring(Session, "elif", clock=clock, people=people)
    expect(page.locator("#queue-waiting")).to_have_text("1")
    with Session.begin() as session:
        routing.caller_gone(session, "CA1", now=clock())
    expect(page.locator("#idle")).to_be_visible()
    expect(page.locator("#queue-waiting")).to_have_text("0")


def test_book_any_place_and_move_it(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People
) -> None:
    """Search, hold, confirm; then move what was booked, and cancel it after a question."""
    page = sit_down("elif")
    answer(Session, wait_and_ring(Session, "elif", clock=clock, people=people), clock)
    page.get_by_label("Anliegen").select_option(index=1)
    page.get_by_role("button", name="Freie Termine zeigen").click()
    page.locator(".dk-offer").first.click()
    page.get_by_label("Name").fill("Kim Muster")
    page.get_by_role("button", name="Verbindlich buchen").click()
    code = page.locator(".dk-code").inner_text()
    page.get_by_role("button", name="verlegen").click()
    page.get_by_role("button", name="Freie Termine zeigen").click()
    page.locator(".dk-offer").last.click()
    page.get_by_role("button", name="Verlegen", exact=True).last.click()
    expect(page.get_by_text("Termin verlegt")).to_be_visible()
    expect(page.locator(".dk-code")).to_have_text(code)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="absagen").click()
    expect(page.get_by_text("Der Termin ist abgesagt.")).to_be_visible()
    expect(page.get_by_text("Keine offenen Termine.")).to_be_visible()


def test_signed_out_elsewhere(sit_down: Callable[..., Page], Session: Database, people: People) -> None:
    """A desk whose owner has signed out in another window turns to the sign-in by itself."""
    page, other = (sit_down("elif", forgive=("401",)) for _ in range(2))
    other.get_by_role("button", name="Abmelden").click()
    expect(other.get_by_label("Anmeldename")).to_be_visible()
    expect(page.get_by_label("Anmeldename")).to_be_visible()


def test_signing_out_in_good_order(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People, carrier: PlainCarrier
) -> None:
    """What was typed last is kept; nothing is asked any more; nobody leaves a talk by mistake."""
    page = sit_down("ada")
    page.wait_for_load_state()
    ticket = wait_and_ring(Session, clock=clock, people=people)
    answer(Session, ticket, clock)
    carrier.tell("incoming", call_id="c1")
    carrier.tell("accepted", call_id="c1")
    expect(page.locator("#softphone")).to_have_text("Verbunden.")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Abmelden").click()
    with Session.begin() as session:
        routing.talk_over(session, ticket, now=clock())
    carrier.tell("ended", call_id="c1")
    expect(page.get_by_label("Ergebnis")).to_be_visible()
    expect(page.locator("#softphone")).to_have_text("Telefon bereit.")
    page.evaluate(
        """() => setInterval(() => {
            document.dispatchEvent(new Event("desk-changed"));
            document.dispatchEvent(new Event("visibilitychange"));
        }, 20)"""
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.get_by_label("Notiz").fill("Ruft morgen wieder an")
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Anmeldename").wait_for()
    assert {"/desk/call", "/desk/softphone-token", "/sign-out"} <= set(asked)
    last = asked[asked.index("/sign-out") :]
    assert not {"/desk/call", "/desk/softphone-token", "/desk/note"} & set(last)
    with Session.begin() as session:
        assert routing.ticket(session, ticket).note == "Ruft morgen wieder an"


@pytest.mark.parametrize("width", [1280, 768])
def test_everybody_can_use_it(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
    width: int,
) -> None:
    """Each state passes axe-core, the fullest ones at both widths; nothing is wider than the screen."""
    page = sit_down("ada", width)

    def look(state: str) -> None:
        if width == 1280 or state in {"ringing", "offers"}:
            axe(page)
        picture(page, f"desk-{state}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0

    page.wait_for_load_state()  # signing in leads here, and only now the page listens to what is typed
    page.get_by_label("Im Wissen suchen").press_sequentially("Spermüll", delay=20)
    page.get_by_text("Sperrmüll abholen lassen").wait_for()
    look("away")
    ticket = a_call_with_a_story(Session, clock, people)
    expect(page.get_by_role("button", name="Annehmen")).to_be_visible()
    look("ringing")
    answer(Session, ticket, clock)
    page.get_by_label("Anliegen").wait_for()
    page.locator("#keypad summary").click()
    page.get_by_role("button", name="Freie Termine zeigen").click()
    page.locator(".dk-offer").first.wait_for()
    look("offers")
    page.locator(".dk-offer").first.click()
    page.get_by_label("Telefonnummer").wait_for()
    look("confirm")
    page.get_by_role("button", name="Diesen Platz buchen").click()
    page.locator(".dk-code").wait_for()
    look("booked")
    with Session.begin() as session:
        routing.talk_over(session, ticket, now=clock())
    page.get_by_label("Ergebnis").wait_for()
    look("wrap-up")
    with Session.begin() as session:
        routing.finish(session, ticket, settled_as=None, settled=None, now=clock())
        routing.enqueue(session, new_call("CA2", skill="kfz"), now=clock())
        (ring,) = routing.assign(session, now=clock())
        routing.not_picked_up(session, ring.ticket_id, ring.attempt, reason="no-answer", now=clock())
    page.get_by_role("button", name="Wieder verfügbar").wait_for()
    look("missed")
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Anmeldename").wait_for()
    look("sign-in")
