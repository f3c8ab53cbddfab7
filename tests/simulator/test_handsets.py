"""Telephones in the browser and in the terminal: the same handsets, over HTTP."""

import io
import json
import re
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any

import pytest
import requests
from twilio.rest import Client

from ivr.simulator import Exchange, Number, terminal
from ivr.simulator.transcript import read_calls
from tests.simulator.line import ACCOUNT, CALLER, NUMBER, TOKEN, ScriptedLine

WAIT_S = 10


class Handset:
    def __init__(self, base: str, address: str) -> None:
        made = requests.post(f"{base}/handsets", json={"address": address}, timeout=WAIT_S)
        self.url = f"{base}/handsets/{made.json()['id']}"
        self._stream = requests.get(f"{self.url}/events", stream=True, timeout=WAIT_S)
        self._news: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self.display = self.next("here")

    def _read(self) -> None:
        try:
            for line in self._stream.iter_lines():
                if line.startswith(b"data: "):
                    self._news.put(json.loads(line[6:]))
        except (requests.RequestException, AttributeError):
            return

    def next(self, kind: str) -> dict[str, Any]:
        """The next event of this kind; others before it are passed over."""
        while (news := self._news.get(timeout=WAIT_S))["type"] != kind:
            pass
        return news

    def act(self, what: str, **body: str) -> int:
        return requests.post(f"{self.url}/{what}", json=body, timeout=WAIT_S).status_code

    def close(self) -> None:
        self._stream.close()
        self._thread.join()


@pytest.fixture
def handset(exchange: Exchange, base: str) -> Iterator[Any]:
    taken: list[Handset] = []

    def take(address: str) -> Handset:
        taken.append(Handset(base, address))
        return taken[-1]

    yield take
    exchange.close()
    for each in taken:
        each.close()


def test_a_handset_calls_presses_speaks_and_hangs_up(line: ScriptedLine, handset) -> None:
    """What the owner does reaches the line, what is said comes as events with its language."""
    line.script(
        voice='<Gather input="dtmf speech" numDigits="1" action="/got">'
        '<Say language="de-DE">Guten Tag</Say></Gather>',
        got='<Gather timeout="60"><Say>Danke</Say></Gather>',
    )
    phone = handset(CALLER)
    assert phone.act("dial", to=NUMBER) == 200
    heard = phone.next("heard")
    assert (heard["text"], heard["language"]) == ("Guten Tag", "de-DE")
    phone.act("say", text="Reisepass")
    assert phone.next("heard")["text"] == "Danke"
    assert line.last("/got")["SpeechResult"] == "Reisepass"
    assert phone.act("dial", to=NUMBER) == 409
    assert phone.act("press", keys="12x") == 400
    assert phone.act("hangup") == 200
    assert phone.next("status")["status"] == "completed"


def test_a_handset_rings_and_answers(exchange: Exchange, line: ScriptedLine, handset, twilio: Client) -> None:
    """A call back rings the same telephone, which can answer; texts arrive there as well."""
    line.script(out='<Gather timeout="60"><Say>Ihr Rückruf</Say></Gather>')
    phone = handset(CALLER)
    assert phone.display["call"] is None
    twilio.messages.create(to=CALLER, from_=NUMBER, body="Bis gleich")
    assert phone.next("text")["text"] == "Bis gleich"
    twilio.calls.create(to=CALLER, from_=NUMBER, url=line.base + "/out")
    ringing = phone.next("status")
    assert (ringing["status"], ringing["direction"], ringing["from"]) == ("ringing", "outbound-api", NUMBER)
    phone.act("answer")
    assert phone.next("heard")["text"] == "Ihr Rückruf"
    again = handset(CALLER)
    assert again.display["texts"] == [{"text": "Bis gleich", "sender": NUMBER}]
    assert again.display["call"]["status"] == "in-progress"


def test_two_withheld_numbers_are_two_people(line: ScriptedLine, handset) -> None:
    """Handsets without a number do not share calls, and the line learns no number."""
    line.script(voice='<Gather timeout="60"><Say>Hallo</Say></Gather>')
    one, other = handset("anonymous"), handset("anonymous")
    assert (one.act("dial", to=NUMBER), other.act("dial", to=NUMBER)) == (200, 200)
    assert {params["From"] for params in line.params("/voice")} == {"anonymous"}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/handsets", {"address": ""}, 400),
        ("/handsets", {"address": "client:agent_1"}, 400),
        ("/handsets", ["x"], 400),
        ("/handsets/unknown/press", {"keys": "1"}, 404),
        ("/handsets/unknown/dance", {}, 404),
    ],
)
def test_handsets_refuse_nonsense(base: str, path: str, body: Any, status: int) -> None:
    """Unknown handsets and acts, agents' addresses and bodies that are none are refused."""
    assert requests.post(base + path, json=body, timeout=5).status_code == status


def test_forms_of_other_sites_cannot_call(base: str) -> None:
    """Only JSON is taken, which a foreign page cannot send without being asked first."""
    answer = requests.post(base + "/handsets", data={"address": CALLER}, timeout=5)
    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/", "/phones/+494519990001", "/phones/sip:kfz@example.org"])
def test_pages_keep_to_themselves(base: str, path: str) -> None:
    """Every page comes with a strict policy, without inline script or style, loading only from here."""
    answer = requests.get(base + path, timeout=5)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<style|style=|onclick|<script(?![^>]*src=)", answer.text)
    for url in re.findall(r'(?:src|href)="([^"]+)"', answer.text):
        assert url.startswith("/static/")
        assert requests.get(base + url, timeout=5).status_code == 200


@pytest.mark.parametrize("piped", [False, True])
def test_the_terminal_is_a_telephone(line: ScriptedLine, piped: bool) -> None:
    """What is typed becomes keys, words and silence; afterwards the call is there as a transcript.

    Lines out of a pipe wait until they are asked for.
    """
    exchange = Exchange(ACCOUNT, TOKEN, numbers={NUMBER: Number(line.base + "/voice")}, speed="real")
    base = exchange.serve()
    line.script(
        voice='<Gather input="dtmf speech" numDigits="1" action="/menu" timeout="60"><Say>Ja?</Say></Gather>',
        menu=lambda params: (
            '<Gather input="speech" action="/bye" timeout="60"><Say>Was?</Say></Gather>'
            if params["Digits"] == "1"
            else "<Hangup/>"
        ),
        bye="<Say>Tag</Say>",
    )
    screen = io.StringIO()
    typed = io.StringIO("1\nnichts\n") if piped else _Typist(screen, [("Ja?", "1"), ("Was?", "nichts")])
    terminal.call(terminal.Handset(base, CALLER), NUMBER, typed, screen, pause_s=0.3 if piped else 0.0)
    [transcript] = read_calls(screen.getvalue().split("\n\n", 1)[1].join(["# from: x\n\n", ""]))
    said = [(each.mark, each.text) for each in transcript.lines]
    assert said == [("◀", "Ja?"), ("▶", "1"), ("◀", "Was?"), ("▶", '"nichts"'), ("◀", "Tag"), ("◀", "✆")]
    exchange.close()


class _Typist(io.StringIO):
    """Types each line when what it answers is on the screen."""

    def __init__(self, screen: io.StringIO, answers: list[tuple[str, str]]) -> None:
        super().__init__()
        self._screen, self._answers = screen, answers

    def __iter__(self) -> Iterator[str]:
        for question, answer in self._answers:
            while f"◀ {question}\n" not in self._screen.getvalue():
                threading.Event().wait(0.01)
            yield answer + "\n"
        threading.Event().wait(WAIT_S)


def test_the_terminal_says_when_nobody_is_there(capsys, monkeypatch) -> None:
    """Without a carrier: a sentence that says what to do, and exit code 1."""
    monkeypatch.setenv("TWILIO_API_URL", "http://127.0.0.1:9")
    assert terminal.main() == 1
    assert "make run" in capsys.readouterr().err
