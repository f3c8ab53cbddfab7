"""The pages of an office in a real browser, on the whole application: by keyboard, at two widths."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, sessionmaker

import booking
from booking.db import connect
from ivr.app import create_app, furnish
from routing.staff import add_staff
from tests.seeds import seed
from tests.settings import example_settings

pytestmark = pytest.mark.browser
NOW = datetime(2026, 11, 30, 7, 40, tzinfo=UTC)  # a Monday, 8:40 in Berlin
WIDTHS = (1280, 768)
PAGES = (
    "book?service=personalausweis",
    "book?service=personalausweis&persons=1&service=reisepass&persons=2",
    "appointments/2",
    "appointments/2/move",
    "walk-ins",
    "waiting",
    "occupancy",
    "hours",
    "hours/new",
    "hours/new-special",
    "services",
    "services/personalausweis",
    "services/new",
    "../new",
    "desks",
    "rules",
    "history",
    "conflicts",
)


@pytest.fixture
def app(sqlite_url: str) -> Iterator[Flask]:
    engine = connect(sqlite_url)
    with sessionmaker(engine, expire_on_commit=False).begin() as session:
        seed(session, now=NOW)
        add_staff(session, "jule", "Jule Martens", "a long password", ["office"], now=NOW)
        fill(session)
    settings = example_settings(sqlite_url, public_url="http://127.0.0.1")
    yield create_app(settings, house=furnish(settings, now=lambda: NOW, engine=engine))
    engine.dispose()


def fill(session: Session) -> None:
    """Some appointments on the first days, as they come in before them."""
    early = NOW - timedelta(days=3)
    names = ("Erika Mustermann", None, "Ayşe Yılmaz", "Jan-Hinnerk von der Lippe", "Olena Kowalenko")
    office = booking.offices(session)[0].key
    for n in range(40):
        service = ("personalausweis", "reisepass")[n % 2]
        day = date(2026, 11, 30) + timedelta(days=n % 3)
        for place in booking.offer(session, service, office=office, wish=booking.Wish(day=day), now=early)[
            :1
        ]:
            held = booking.hold(session, place, now=early, holder=f"CA{n}")
            booking.confirm(
                session,
                held.id,
                phone=None if n % 4 == 1 else f"+4915112345{n:03d}",
                language=("de", "tr", "uk")[n % 3] if n % 5 == 0 else "de",
                name=names[n % len(names)],
                by="caller",
                now=early,
                unlimited=True,
            )


def test_an_office_sees_its_day_and_shuts_another(
    app: Flask,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """Who comes is noted, a day is shut, its appointments are moved: without a mouse, without a finding."""
    page = new_window(base_url=serve(app), viewport={"width": 1280, "height": 900}, forgive=("422",))
    sign_in(page)
    expect(page.get_by_role("heading", name="Montag, 30. November 2026")).to_be_visible()
    axe(page)
    picture(page, "office-day")

    button = page.get_by_role("button", name="Da:").first
    press(page, button)
    expect(page.get_by_text("Da: 1")).to_be_visible()
    expect(page.locator("tr:focus")).to_contain_text("Zurücknehmen")

    press(page, page.get_by_role("link", name="Nächster Tag"))
    press(page, page.get_by_role("link", name="Verlegen:").first)
    press(page, page.get_by_role("button", name="Termin verlegen"))
    expect(page.get_by_text("Verlegt auf Di., 1. Dezember 2026")).to_be_visible()

    press(page, page.get_by_role("link", name="Schließungen"))
    page.get_by_label("Erster Tag").fill("2026-12-01")
    press(page, page.get_by_role("button", name="Schließung eintragen"))
    page.get_by_label("Grund").fill("Personalversammlung")
    press(page, page.get_by_role("button", name="Schließung eintragen"))
    expect(page.get_by_text("Termine passen nicht mehr dazu")).to_be_visible()
    axe(page)
    picture(page, "office-closures")

    press(page, page.get_by_role("link", name="Konflikte", exact=True))
    expect(page.get_by_text("An diesem Tag ist geschlossen.").first).to_be_visible()
    axe(page)
    picture(page, "office-conflicts")
    press(page, page.get_by_role("button", name="Ausgewählte verlegen"))
    expect(page.get_by_text("Es gibt keine Konflikte.")).to_be_visible()


def test_every_page_is_for_all_eyes(
    app: Flask,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """axe finds nothing on a wide or a narrow screen, and nothing is wider than the window."""
    page = new_window(base_url=serve(app))
    sign_in(page)
    address = page.url.partition("?")[0].removesuffix("day")
    for n, name in enumerate(PAGES):
        page.set_viewport_size({"width": WIDTHS[n % 2], "height": 900})
        page.goto(f"{address}{name}")
        axe(page)
        picture(page, f"office-{name.partition('?')[0].strip('.').replace('/', '-')}")
        page.set_viewport_size({"width": WIDTHS[1], "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    for name in ("day", "hours/new"):
        page.goto(f"{address}{name}")
        axe(page)
        picture(page, f"office-{name.partition('?')[0].replace('/', '-')}-narrow")


def test_the_day_on_paper(
    app: Flask,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
    picture: Callable[[Page, str], None],
) -> None:
    """The list alone, with the office's name; no telephone numbers, no buttons."""
    page = new_window(base_url=serve(app))
    sign_in(page)
    expect(page.get_by_text("01511").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("01511").first).to_be_hidden()
    expect(page.get_by_role("button").first).to_be_hidden()
    expect(page.locator(".of-only-print")).to_be_visible()
    expect(page.get_by_text("Erika Mustermann").first).to_be_visible()
    picture(page, "office-paper")


def sign_in(page: Page) -> None:
    page.goto("/office/")
    page.get_by_label("Anmeldename").fill("jule")
    page.get_by_label("Passwort").fill("a long password")
    page.get_by_role("button", name="Anmelden").click()


def press(page: Page, what: object) -> None:
    """By the keyboard alone."""
    what.focus()  # type: ignore[attr-defined]
    page.keyboard.press("Enter")
