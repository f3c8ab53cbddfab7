"""The Chromium for tests: one that is installed, else Playwright's, else the system's package.

`python -m tests.web.chromium` makes sure of one, and says what to do where none can be had.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# The first is Chromium without windows, which takes two thirds of the processor's time for the same pages.
PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WHAT_TO_DO = """No Chromium can be started, and pages are tested in one. Do one of these, then try again:
  - install a browser: apt-get install chromium (Debian), brew install --cask chromium (macOS)
  - let Playwright fetch its own: .venv/bin/python -m playwright install --with-deps chromium
  - say where one is: CHROMIUM=/path/to/chromium make test"""


def find() -> str | None:
    """The first Chromium of this machine that starts."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    if os.environ.get("CHROMIUM"):
        yield os.environ["CHROMIUM"]
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield from (app for app in MAC_APPS if Path(app).exists())
    yield _playwrights_own()


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Not every file of that name is a browser: Ubuntu's is a note about a snap; libraries may be missing."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def ensure() -> str | None:
    """Find a Chromium or install one."""
    for attempt in (None, _install_playwrights, _install_packages):
        if attempt is not None:
            attempt()
        found = find()
        if found:
            return found
    return None


def _install_playwrights() -> None:
    _say("No Chromium here; asking Playwright for its own ...")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _install_packages() -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    _say("Installing the system's package ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    for package in PACKAGES:
        subprocess.run(["apt-get", "install", "-y", "-qq", package], check=False, env=quiet)
        if find():
            return


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    if ensure() is None:
        sys.exit(WHAT_TO_DO)
