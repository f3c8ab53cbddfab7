"""Fixtures of browser stories: a real Chromium, windows that notice faults, axe-core, and pictures."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from sqlalchemy import Engine
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker
from werkzeug.serving import BaseWSGIServer, make_server

from booking.db import connect
from tests.web import chromium

ROOT = Path(__file__).parents[2]
PATIENCE_S = 240
"""How long a story waits for what comes: a busy machine is no fault. Benchmarks say how soon it comes."""
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories; each story opens its own windows in it."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.WHAT_TO_DO, pytrace=False)
    expect.set_options(timeout=PATIENCE_S * 1000)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """One of its own for each story: what a page left running must not meet the next one's database."""
    engine = connect(database_url)
    yield engine.execution_options(audit_key="k" * 32)
    engine.dispose()


@pytest.fixture
def Session(engine: Engine) -> sessionmaker[DatabaseSession]:  # noqa: N802 - it makes sessions, as the class does
    return sessionmaker(engine, expire_on_commit=False)


@pytest.fixture
def serve() -> Iterator[Callable[[Flask], str]]:
    """`serve(app)` runs an application on a free port, a thread for each request, and gives its address."""
    running: list[tuple[BaseWSGIServer, threading.Thread]] = []

    def start(app: Flask) -> str:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join(10)


class Watched:
    """What goes wrong in a window unseen: faults in scripts, and requests that leave this machine."""

    def __init__(self, page: Page, forgive: tuple[str, ...]) -> None:
        self.faults: list[str] = []
        self._forgive = forgive
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("console", self._heard)
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in ("127.0.0.1", "localhost"):
            self._note(f"asked another host: {url}")

    def _note(self, fault: str) -> None:
        if not any(part in fault for part in self._forgive):
            self.faults.append(fault)


@pytest.fixture
def new_window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`new_window(base_url=..., forgive=(...), ...)` opens a window with cookies of its own.

    At the end the test fails if a script or the console reported an error, or another host was asked.
    `forgive`: parts of messages the story provokes on purpose; the rest goes to Playwright's new_context.
    """
    opened: list[tuple[BrowserContext, Watched]] = []

    def new(*, forgive: tuple[str, ...] = (), **options: Any) -> Page:
        context = browser.new_context(**{"locale": "de-DE", "timezone_id": "Europe/Berlin", **options})
        context.set_default_timeout(PATIENCE_S * 1000)
        page = context.new_page()
        opened.append((context, Watched(page, forgive)))
        return page

    yield new
    for context, _ in opened:
        context.close()
    faults = [fault for _, watched in opened for fault in watched.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def axe_script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def axe(axe_script: str) -> Callable[[Page], None]:
    """`axe(page)` fails with the findings of axe-core's rules, best practices included."""

    def check(page: Page) -> None:
        # By evaluate, not by a script tag: the page's own policy forbids those, and stays as it is.
        page.evaluate(axe_script)
        found = page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        findings = [_finding(each) for each in found]
        assert not findings, "\n".join(findings)

    return check


def _finding(violation: dict[str, Any]) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {violation['help']} – {places}"


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`picture(page, name)` keeps how the page looks in build/screens, where `--pictures` asks for it."""

    def take(page: Page, name: str) -> None:
        if not request.config.getoption("--pictures"):
            return
        folder = ROOT / "build" / "screens"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take
