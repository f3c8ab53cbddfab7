"""`python -m ivr.simulator.terminal`: a telephone in the terminal, for a running carrier.

Prints what is said; digits, `*` and `#` are keys, other words are spoken, an empty line is silence, `h`
hangs up.
Afterwards it prints the call as a transcript in the form of `tests/calls/*.call`.
"""

import json
import os
import re
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, TextIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import requests

from ivr.simulator.transcript import HANGS_UP, MUSIC, SILENCE, Line, Transcript

BERLIN = ZoneInfo("Europe/Berlin")
CALLER = "+491701234567"
KEYS = re.compile(r"[0-9*#]+")
IN_WORDS = ("say", "recording", "trouble", "voice")
PATIENCE_S = 5.0
PAUSE_S = 1.5  # of silence, after which somebody who listens would press a key
SILENT_S = 10.0  # then nothing more will be said


class Handset:
    """A telephone of the carrier at `base`, over HTTP. Raises requests.RequestException when it is out of
    reach.
    """

    def __init__(self, base: str, address: str) -> None:
        answer = requests.post(f"{base}/handsets", json={"address": address}, timeout=PATIENCE_S)
        answer.raise_for_status()
        self._url = f"{base}/handsets/{answer.json()['id']}"
        self._stream = requests.get(f"{self._url}/events", stream=True, timeout=(PATIENCE_S, None))
        self._stream.raise_for_status()

    def act(self, what: str, **body: str) -> None:
        requests.post(f"{self._url}/{what}", json=body, timeout=PATIENCE_S).raise_for_status()

    def events(self) -> Iterator[dict[str, Any]]:
        for line in self._stream.iter_lines():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])

    def close(self) -> None:
        self._stream.close()


class Pace:
    """When the next line is due. What comes through a pipe waits, as callers do, until it is asked for."""

    def __init__(self, pause_s: float) -> None:
        self._pause_s = pause_s
        self._heard_at = self._did_at = monotonic()

    def heard(self) -> None:
        self._heard_at = monotonic()

    def did(self) -> None:
        self._did_at = monotonic()

    def is_due(self) -> bool:
        if self._heard_at > self._did_at:
            return monotonic() - self._heard_at >= self._pause_s
        return not self._pause_s or monotonic() - self._did_at >= SILENT_S


def main() -> int:
    base = os.environ.get("TWILIO_API_URL") or f"http://127.0.0.1:{int(os.environ.get('PORT', '8080')) + 1}"
    number = os.environ.get("TWILIO_NUMBER", "+494511223311")
    try:
        handset = Handset(base.rstrip("/"), os.environ.get("CALLER", CALLER))
        pause_s = 0.0 if sys.stdin.isatty() else PAUSE_S
        call(handset, number, sys.stdin, sys.stdout, pause_s)
    except requests.RequestException:
        where = urlsplit(base).netloc
        sys.stderr.write(f"No carrier answers at {where}. Start it with `make run` in another terminal.\n")
        return 1
    return 0


def call(handset: Handset, number: str, typed: TextIO, screen: TextIO, pause_s: float = 0.0) -> None:
    """One call, from dialling to the transcript; `pause_s` lies between what is heard and the next line."""
    pace = Pace(pause_s)
    at = datetime.now(BERLIN).strftime("%Y-%m-%dT%H:%M Europe/Berlin")
    transcript = Transcript({"from": os.environ.get("CALLER", CALLER), "at": at})
    over = threading.Event()
    threading.Thread(target=listen, args=(handset, transcript, screen, over, pace), daemon=True).start()
    screen.write("Digits are keys, words are spoken, an empty line is silence, h hangs up.\n")
    handset.act("dial", to=number)
    lines = lines_of(typed)
    try:
        while not over.is_set():
            if not pace.is_due():
                over.wait(0.05)
            elif (line := next_line(lines)) is not None:
                do(handset, transcript, line)
                pace.did()
    except KeyboardInterrupt:
        do(handset, transcript, "h")
    over.wait(PATIENCE_S)
    handset.close()
    screen.write("\n" + transcript.text())


def listen(
    handset: Handset, transcript: Transcript, screen: TextIO, over: threading.Event, pace: Pace
) -> None:
    """Print and note what happens, until the call is over."""
    try:
        for news in handset.events():
            if news["type"] == "heard":
                pace.heard()
            match news:
                case {"type": "heard", "kind": kind, "text": text, "rate": rate} if kind in IN_WORDS:
                    screen.write(f"◀ {transcript.hear(text, rate)}\n")
                case {"type": "text", "text": text}:
                    transcript.add("✉", text)
                    screen.write(f"✉ {text}\n")
                case {"type": "heard", "kind": "play" | "music"}:
                    transcript.add("◀", MUSIC)
                    screen.write("◀ ♪\n")
                case {"type": "status", "status": "completed" | "busy" | "failed" | "no-answer" | "canceled"}:
                    if not transcript.lines or transcript.lines[-1] != Line("▶", HANGS_UP):
                        transcript.add("◀", HANGS_UP)
                    return
            screen.flush()
    except (requests.RequestException, AttributeError):  # closed from this side while it was read
        return
    finally:
        over.set()


def lines_of(typed: TextIO) -> "SimpleQueue[str]":
    """What is typed, line by line; at its end the call is hung up."""
    lines: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        for line in typed:
            lines.put(line.strip())
        lines.put("h")

    threading.Thread(target=read, daemon=True).start()
    return lines


def next_line(lines: "SimpleQueue[str]") -> str | None:
    """The next one, or None after a while, so that the end of the call is noticed."""
    try:
        return lines.get(timeout=0.2)
    except Empty:
        return None


def do(handset: Handset, transcript: Transcript, line: str) -> None:
    """What was typed, done and noted. A call that is over meanwhile makes it pointless, and no fault."""
    try:
        if line == "h":
            transcript.add("▶", HANGS_UP)
            handset.act("hangup")
        elif not line:
            transcript.add("▶", SILENCE)
            handset.act("silence")
        elif KEYS.fullmatch(line):
            transcript.add("▶", line)
            handset.act("press", keys=line)
        else:
            transcript.add("▶", f'"{line}"')
            handset.act("say", text=line)
    except requests.HTTPError:
        return


if __name__ == "__main__":
    sys.exit(main())
