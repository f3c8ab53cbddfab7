"""The whole of it, as its users have it: `make run`, a telephone in one window and a desk in the other."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page, expect

from routing.example import DEMO_PASSWORD
from tests.test_run import ROOT, two_free_ports

pytestmark = pytest.mark.browser

WITHIN_S = 240.0


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a line that runs as `make run` runs it, with agents at any hour."""
    port = two_free_ports()
    database = tmp_path_factory.mktemp("run") / "line.db"
    environment = {
        **os.environ,
        "PORT": str(port),
        "HOURS": "always",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "ivr.run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = monotonic() + WITHIN_S
    while process.poll() is None and monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            sleep(0.1)
    raise AssertionError(f"{url} does not answer")


def sign_in(window: Page, port: int, login: str, path: str = "/desk/") -> None:
    window.goto(f"http://127.0.0.1:{port}{path}")
    window.get_by_label("Anmeldename").fill(login)
    window.get_by_label("Passwort").fill(DEMO_PASSWORD)
    window.get_by_role("button", name="Anmelden").click()


def call_and_press(phone: Page, keys: str, *, then: str) -> None:
    """Dial, press each key when the line has said something new, and wait for the words `then`."""
    phone.get_by_role("button", name="Anrufen").click()
    said = phone.locator("#heard")
    for key, wanted in zip(keys, HEARD_BEFORE, strict=False):
        expect(said).to_contain_text(wanted)
        phone.locator(f"[data-key='{key}']").click()
    expect(said).to_contain_text(then)


HEARD_BEFORE = (
    "Für einen neuen Termin",
    "Worum geht es?",
    "Was brauchen Sie?",
    "Der früheste Termin",
    "Die 1:",
    "Verbindlich buchen",
)


def test_from_dialling_to_wrap_up(
    port: int,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """A caller gets as far as a held place and asks for a person, who books it, notes, and wraps up.

    A supervisor then reads the whole call in the log, without the number.
    """
    desk, phone = (new_window(viewport={"width": 1280, "height": 900}) for _ in range(2))
    sign_in(desk, port, "ada")
    desk.get_by_role("button", name="Verfügbar").click()
    expect(desk.locator("#softphone")).to_contain_text("bereit")
    phone.goto(f"http://127.0.0.1:{port + 1}/")
    call_and_press(phone, "11111", then="Verbindlich buchen")
    phone.locator("[data-key='0']").click()

    expect(desk.locator("#answer")).to_be_visible()
    for told in ("Personalausweis", "Gehaltener Platz", "Wollte mit einem Menschen sprechen", "Taste 1"):
        expect(desk.locator("#call")).to_contain_text(told)
    axe(desk)
    axe(phone)
    picture(desk, "story-desk-rings")
    desk.locator("#answer").click()
    expect(desk.locator("#call")).to_contain_text("Im Gespräch")
    phone.get_by_label("Etwas sagen").fill("Ich habe noch eine Frage.")
    phone.get_by_role("button", name="Sagen").click()
    expect(desk.locator("#talk-log")).to_contain_text("Ich habe noch eine Frage.")

    desk.get_by_role("button", name="Diesen Platz buchen").click()
    expect(desk.locator(".dk-code")).to_be_visible()
    expect(phone.locator("#texts")).to_contain_text("Ändern oder absagen: anrufen, Code")
    desk.get_by_label("Notiz").fill("Hat nach dem Foto gefragt.")
    axe(desk)
    picture(desk, "story-desk-talks")
    phone.get_by_role("button", name="Auflegen").click()
    expect(desk.locator("#settled-as")).to_be_visible()
    expect(desk.get_by_label("Notiz")).to_have_value("Hat nach dem Foto gefragt.")
    axe(desk)
    desk.locator("#settled-as").select_option("booked")
    desk.get_by_role("button", name="Nachbearbeitung abschließen").click()
    expect(desk.locator("#idle")).to_be_visible()
    picture(phone, "story-phone")

    log = new_window(viewport={"width": 1280, "height": 900})
    sign_in(log, port, "gesa", "/calls")
    answered = log.get_by_role("row").filter(has_text="Mit Menschen gesprochen")
    answered.get_by_role("link").first.click()
    for told in ("Worum geht es?", "Verlauf nach dem Menü", "Ada Petersen", "+49***567"):
        expect(log.locator("main")).to_contain_text(told)
    expect(log.locator("main")).not_to_contain_text("1234567")
    axe(log)
    picture(log, "story-call-log")


def test_the_calendar_link_of_the_text_opens(port: int, new_window: Callable[..., Page]) -> None:
    """What the citizen is texted leads to a calendar file, and to nothing without the right link."""
    phone = new_window()
    phone.goto(f"http://127.0.0.1:{port + 1}/")
    call_and_press(phone, "111111", then="Ihr Code")
    link = phone.locator("#texts a").last.get_attribute("href") or ""
    answer = phone.request.get(link)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text()
    assert phone.request.get(link.replace(".ics", "x.ics")).status == 404


def test_screens_fit_a_tablet(
    port: int, new_window: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    """At 768 px nothing runs out of the window sideways."""
    window = new_window(viewport={"width": 768, "height": 1024})
    for name, address in (
        ("phone", f"http://127.0.0.1:{port + 1}/"),
        ("sign-in", f"http://127.0.0.1:{port}/desk/"),
    ):
        window.goto(address)
        wide = window.evaluate("document.documentElement.scrollWidth")
        assert wide <= 768, f"{name} is {wide} px wide"
        picture(window, f"tablet-{name}")
