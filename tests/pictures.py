"""`make pictures`: README's pictures, of a line with example data on which a morning's callers have been.

Each is what fits on a screen, as WebP by the Chromium that the tests use: some 50 kB.
"""

import base64
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import booking
from ivr.console.picture.keeping import count_ended_calls
from ivr.editions.drafts import begin_draft, save_draft
from ivr.migrate import upgrade
from ivr.replay import kept
from routing.example import DEMO_PASSWORD, load_example_staff
from tests.replay.week import call_all
from tests.web import chromium
from tests.world import MORNING, World, world

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SCREEN = {"width": 1280, "height": 860}
QUALITY = 0.82
FAULTS = [('next = "who_calls"', 'next = "nowhere"'), ('key = "2"', 'key = "1"')]
BOOK = 'answer = "yes"\nto = "confirm"'
REGRESSION = (BOOK, 'answer = "yes"\nto = { by = "errand", book = "agent", else = "confirm" }')
SHRINK = """async ([source, quality]) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const packed = await canvas.convertToBlob({ type: "image/webp", quality });
  const bytes = new Uint8Array(await packed.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""

See = Callable[[Page, str], None]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/line.db"
        upgrade(url)
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=["--no-sandbox", "--lang=de-DE"]
        )
        with world(url, MORNING) as line:
            take_all(line, browser)
        browser.close()
    return 0


def take_all(line: World, browser: Browser) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    packer = browser.new_page()

    def see(page: Page, name: str) -> None:
        taken = base64.b64encode(page.screenshot()).decode()
        written: str = packer.evaluate(SHRINK, [f"data:image/png;base64,{taken}", QUALITY])
        (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(written))

    with line.house.sessions.begin() as session:
        load_example_staff(session, now=line.now())
    fill_the_book(line)
    sids = call_all(line)
    while count_ended_calls(line.house.sessions, now=line.now()):
        pass
    for take in (the_telephone, the_desk_and_the_board, the_office, the_drafts):
        take(line, browser, see)
    operator = signed_in(line, browser, "hanno", f"/calls/{sids['booked in one breath']}")
    see(operator, "call")
    operator.goto("/console/lines/termine/picture")
    operator.locator("#pc-canvas[data-ready]").wait_for()
    search = operator.get_by_label("Schritt suchen")
    search.fill("main")
    search.press("Enter")
    operator.get_by_role("region", name="Schritt").get_by_role("heading").first.wait_for()
    search.evaluate('field => field.scrollIntoView({ behavior: "instant" })')
    see(operator, "picture")


def signed_in(line: World, browser: Browser, login: str, path: str) -> Page:
    context = browser.new_context(
        base_url=line.url, viewport=SCREEN, locale="de-DE", timezone_id="Europe/Berlin"
    )
    page = context.new_page()
    page.goto(f"/sign-in?next={path}")
    page.get_by_label("Anmeldename").fill(login)
    page.get_by_label("Passwort").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"**{path}")
    return page


def the_telephone(line: World, browser: Browser, see: See) -> None:
    phone = browser.new_page(viewport=SCREEN, locale="de-DE")
    phone.goto(line.settings.twilio_api_url or "")
    phone.get_by_role("button", name="Anrufen").click()
    heard = phone.locator("#heard")
    for key, said in (("1", "Für einen neuen Termin"), ("4", "Worum geht es?"), ("1", "Der früheste")):
        heard.get_by_text(said).first.wait_for()
        phone.locator(f"[data-key='{key}']").click()
    heard.get_by_text("Die 1:").first.wait_for()
    see(phone, "telephone")
    phone.get_by_role("button", name="Auflegen").click()


def the_desk_and_the_board(line: World, browser: Browser, see: See) -> None:
    """One talks, two wait: a caller with a held place is with Dmytro."""
    contact = "sip:dmytro@telefon.example.org"
    line.exchange.phone(contact)
    line.go_on_duty("dmytro")
    call = line.dial("+491701234599")
    for key in "111110":
        call.press(key)
    line.work()
    line.exchange.phone(contact).answer()
    line.work()
    line.exchange.pass_time(40)
    for n in (1, 2):
        line.dial(f"+49170123459{n}").press("0")
    line.work()
    line.exchange.pass_time(25)
    desk = signed_in(line, browser, "dmytro", "/desk/")
    desk.locator("#call").wait_for()
    see(desk, "desk")
    board = signed_in(line, browser, "gesa", "/supervisor/")
    board.locator(".sv-figures").first.wait_for()
    see(board, "board")


def the_office(line: World, browser: Browser, see: See) -> None:
    page = signed_in(line, browser, "jule", "/office/innenstadt/day")
    see(page, "office")


def the_drafts(line: World, browser: Browser, see: See) -> None:
    """One with faults, and one that is sound and keeps everybody from booking."""
    numbers = [a_draft(line, "Kürzere Wege", *FAULTS), a_draft(line, "Sommer", REGRESSION)]
    with line.house.sessions.begin() as session:
        replay = kept.ask(
            session,
            "termine",
            numbers[1][1],
            name="Sommer",
            since=MORNING,
            until=line.now(),
            by="hanno",
            now=line.now(),
        )
    while kept.play_some(line.house):
        pass
    page = signed_in(line, browser, "hanno", f"/console/lines/termine/drafts/{numbers[0][0]}/")
    see(page, "draft")
    page.goto(f"/console/lines/termine/replays/{replay}")
    see(page, "replay")


def a_draft(line: World, name: str, *changes: tuple[str, str]) -> tuple[int, int]:
    """Its number, and that of the edition where it stands."""
    with line.house.sessions.begin() as session:
        shipped, now = line.house.editions.shipped, line.now()
        draft = begin_draft(session, shipped, "termine", name=name, by="hanno", now=now)
        menu = draft.files["menu.toml"]
        for old, new in changes:
            menu = menu.replace(old, new, 1)
        files = {**draft.files, "menu.toml": menu}
        draft = save_draft(session, draft.id, files, seen=draft.edition, by="hanno", now=now)
    return draft.id, draft.edition


def fill_the_book(line: World) -> None:
    """An office's day as it is, half an hour before its first citizens come."""
    early = MORNING - timedelta(days=3)
    names = ("Erika Mustermann", None, "Ayşe Yılmaz", "Jan-Hinnerk von der Lippe", "Olena Kowalenko")
    wish = booking.Wish(day=MORNING.date())
    with line.house.sessions.begin() as session:
        for n in range(24):
            service = ("personalausweis", "reisepass")[n % 2]
            for place in booking.offer(session, service, office="innenstadt", wish=wish, now=early)[:1]:
                held = booking.hold(session, place, now=early, holder=f"CA{n}")
                booking.confirm(
                    session,
                    held.id,
                    phone=f"+4915112345{n:03d}",
                    language=("de", "tr", "uk")[n % 3],
                    name=names[n % len(names)],
                    by="caller",
                    now=early,
                    unlimited=True,
                )


if __name__ == "__main__":
    sys.exit(main())
