"""The telephone in the browser, against a line of the tests' own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from ivr.simulator import Exchange, Number
from tests.simulator.clients import client_for
from tests.simulator.line import ACCOUNT, CALLER, NUMBER, TOKEN, LineServer, ScriptedLine

pytestmark = pytest.mark.browser

TEXT = "Ihr Termin: 1. Dezember. https://line.example/t/abc"


@pytest.fixture
def line() -> Iterator[ScriptedLine]:
    server = LineServer()
    yield server.line
    server.close()


@pytest.fixture
def exchange(line: ScriptedLine) -> Iterator[Exchange]:
    made = Exchange(ACCOUNT, TOKEN, numbers={NUMBER: Number(line.base + "/voice")}, speed="real")
    yield made
    made.close()


@pytest.fixture
def base(exchange: Exchange) -> str:
    return exchange.serve()


def menu(line: ScriptedLine) -> None:
    wants = 'input="dtmf speech" numDigits="1" timeout="60" action="/got"'
    gather = f'<Gather {wants}><Say language="de-DE">{{}}</Say></Gather>'
    line.script(
        voice=gather.format("Guten Tag, bitte wählen Sie."),
        got=lambda params: gather.format(f"Verstanden: {params.get('Digits') or params['SpeechResult']}."),
    )


def test_a_call_with_keys_words_and_a_text(line, exchange, base, new_window, axe, picture) -> None:
    """Dial, press with mouse and keyboard, speak, receive a text with a link, hang up."""
    menu(line)
    page: Page = new_window(viewport={"width": 1280, "height": 900})
    page.goto(base)
    expect(page.get_by_role("status")).to_have_text("Aufgelegt")
    axe(page)
    page.get_by_role("button", name="Anrufen").click()
    heard = page.locator("#heard")
    expect(heard.get_by_text("Guten Tag, bitte wählen Sie.")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Im Gespräch")
    page.get_by_role("button", name="7", exact=True).click()
    expect(heard.get_by_text("Verstanden: 7.")).to_be_visible()
    page.keyboard.press("*")
    expect(heard.get_by_text("Verstanden: *.")).to_be_visible()
    page.get_by_label("Etwas sagen").fill("Reisepass 2")
    page.get_by_role("button", name="Sagen").click()
    expect(heard.get_by_text("Verstanden: Reisepass 2.")).to_be_visible()
    client_for(exchange, base).messages.create(to=CALLER, from_=NUMBER, body=TEXT)
    link = page.get_by_role("link", name="https://line.example/t/abc")
    expect(link).to_have_attribute("href", "https://line.example/t/abc")
    axe(page)
    picture(page, "phone-1280")
    page.set_viewport_size({"width": 768, "height": 1024})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "phone-768")
    page.get_by_role("button", name="Auflegen").click()
    expect(page.get_by_role("status")).to_have_text("Aufgelegt")
    assert [leg.status for leg in exchange.legs.values()] == ["completed"]


def test_a_text_is_answered(line, exchange, base, new_window, axe, picture) -> None:
    """By keyboard; both texts stay on the display, also after the page is loaded again."""
    exchange.numbers[NUMBER] = Number(line.base + "/voice", text_url=line.base + "/text")
    line.script(text="<Message>Ihr Termin ist abgesagt.</Message>")
    page: Page = new_window(viewport={"width": 1280, "height": 900})
    page.goto(base)
    client_for(exchange, base).messages.create(to=CALLER, from_=NUMBER, body=TEXT)
    texts = page.locator("#texts")
    expect(texts.get_by_text("1. Dezember")).to_be_visible()
    page.get_by_label("SMS schreiben").fill("1")
    page.get_by_label("SMS schreiben").press("Enter")
    expect(texts.get_by_text("Ihr Termin ist abgesagt.")).to_be_visible()
    assert (line.last("/text")["From"], line.last("/text")["Body"]) == (CALLER, "1")
    axe(page)
    picture(page, "phone-text-answered")
    page.reload()
    expect(texts.locator(".me")).to_have_text("1")
    page.get_by_label("Ich rufe an von").select_option(label="Nummer unterdrückt")
    expect(page.get_by_role("button", name="Senden")).to_be_disabled()


def test_a_telephone_that_is_rung(line, exchange, base, new_window, axe, picture) -> None:
    """The page of a telephone rings, answers by keyboard, and says when the other end hangs up."""
    line.script(out='<Gather timeout="60"><Say>Ein Anruf für Sie.</Say></Gather>')
    page: Page = new_window(viewport={"width": 768, "height": 1024}, color_scheme="dark")
    page.goto(f"{base}/phones/+494519990001")
    answer = page.get_by_role("button", name="Annehmen")
    expect(answer).to_be_disabled()
    twilio = client_for(exchange, base)
    made = twilio.calls.create(to="+494519990001", from_=NUMBER, url=line.base + "/out")
    expect(page.get_by_role("status")).to_have_text(f"Anruf von {NUMBER}")
    answer.press("Enter")
    expect(page.locator("#heard").get_by_text("Ein Anruf für Sie.")).to_be_visible()
    axe(page)
    picture(page, "phone-rung-dark-768")
    twilio.calls(made.sid).update(status="completed")
    expect(page.get_by_role("status")).to_have_text("Aufgelegt")


def test_another_caller_is_another_telephone(line, exchange, base, new_window) -> None:
    """Choosing a withheld number makes the next call come without one."""
    menu(line)
    page: Page = new_window()
    page.goto(base)
    page.get_by_label("Ich rufe an von").select_option(label="Nummer unterdrückt")
    page.get_by_role("button", name="Anrufen").click()
    expect(page.get_by_role("status")).to_have_text("Im Gespräch")
    assert line.last("/voice")["From"] == "anonymous"
    expect(page.get_by_label("Ich rufe an von")).to_be_disabled()
