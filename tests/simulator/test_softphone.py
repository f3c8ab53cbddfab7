"""The wire of agents' browser telephones: registration by access token, ringing, accepting, ending."""

import json
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any

import pytest
import requests
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from ivr.simulator import Exchange
from tests.simulator.line import CALLER, NUMBER, ScriptedLine

WAIT_S = 10


def token(exchange: Exchange, identity: str = "agent_17", ttl: int = 3600, **changes: Any) -> str:
    made = AccessToken(
        changes.get("account", exchange.account_sid),
        changes.get("key", exchange.api_key),
        changes.get("secret", exchange.api_secret),
        identity=identity,
        ttl=ttl,
    )
    if changes.get("grant", True):
        made.add_grant(VoiceGrant(incoming_allow=True))
    return str(made.to_jwt())


class Browser:
    """An EventSource, as a browser has it."""

    def __init__(self, base: str, token: str) -> None:
        self.base = base
        self._stream = requests.get(
            f"{base}/softphone/events", params={"token": token}, stream=True, timeout=WAIT_S
        )
        self._news: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        assert self.next()["type"] == "ready"

    def _read(self) -> None:
        try:
            for line in self._stream.iter_lines():
                if line.startswith(b"data: "):
                    self._news.put(json.loads(line[6:]))
        except (requests.RequestException, AttributeError):
            return

    def next(self) -> dict[str, Any]:
        return self._news.get(timeout=WAIT_S)

    def act(self, call_id: str, what: str, **body: Any) -> int:
        url = f"{self.base}/softphone/calls/{call_id}/{what}"
        return requests.post(url, json=body, timeout=WAIT_S).status_code

    def close(self) -> None:
        self._stream.close()
        self._thread.join()


@pytest.fixture
def browser(exchange: Exchange, base: str) -> Iterator[Callable[..., Browser]]:
    opened: list[Browser] = []

    def open_one(identity: str = "agent_17", **wishes: Any) -> Browser:
        opened.append(Browser(base, token(exchange, identity, **wishes)))
        return opened[-1]

    yield open_one
    exchange.close()
    for each in opened:
        each.close()


NOUN = '<Client><Identity>agent_17</Identity><Parameter name="ticket" value="5"/></Client>'


def test_a_browser_rings_accepts_and_ends(exchange: Exchange, line: ScriptedLine, browser) -> None:
    """The whole life of a call in the browser: incoming with its parameters, accepted, heard, ended."""
    line.script(voice=f'<Dial action="/done">{NOUN}</Dial>')
    phone = browser()
    call = exchange.dial(CALLER, NUMBER)
    incoming = phone.next()
    assert (incoming["type"], incoming["from"], incoming["parameters"]) == (
        "incoming",
        CALLER,
        {"ticket": "5"},
    )
    call_id = incoming["call_id"]
    assert phone.act(call_id, "accept") == 200
    assert phone.next() == {"type": "accepted", "call_id": call_id}
    call.settle()  # accepted is not yet connected
    call.say("Guten Tag")
    assert phone.next()["text"] == "Guten Tag"
    phone.act(call_id, "say", text="Bürgerservice")
    assert [heard.text for heard in call.heard] == ["Bürgerservice"]
    assert phone.act(call_id, "mute", on=True) == 200
    phone.act(call_id, "say", text="stumm")
    assert call.heard == []
    assert phone.act(call_id, "digits", digits="12x") == 400
    assert phone.act(call_id, "hangup") == 200
    assert (phone.next()["type"], line.last("/done")["DialCallStatus"]) == ("ended", "completed")


def test_declining_is_busy(exchange: Exchange, line: ScriptedLine, browser) -> None:
    """Reject is told to the line as the SDK's reject is: busy."""
    line.script(voice=f'<Dial action="/done">{NOUN}</Dial>')
    phone = browser()
    call = exchange.dial(CALLER, NUMBER)
    phone.act(phone.next()["call_id"], "reject")
    call.settle()
    assert line.last("/done")["DialCallStatus"] == "busy"
    assert phone.next()["reason"] == "declined"


def test_a_caller_who_hangs_up_stops_the_ringing(exchange: Exchange, line: ScriptedLine, browser) -> None:
    """The browser learns at once that there is nothing to accept, and accepting is refused."""
    line.script(voice=f"<Dial>{NOUN}</Dial>")
    phone = browser()
    call = exchange.dial(CALLER, NUMBER)
    call_id = phone.next()["call_id"]
    call.hang_up()
    assert phone.next()["type"] == "ended"
    assert phone.act(call_id, "accept") == 409


def test_all_browsers_of_a_person_ring(exchange: Exchange, line: ScriptedLine, browser) -> None:
    """Several windows ring together; the one that accepts has the call, the other learns it."""
    line.script(voice=f"<Dial>{NOUN}</Dial>")
    left, right = browser(), browser()
    exchange.dial(CALLER, NUMBER)
    one, other = left.next(), right.next()
    assert right.act(other["call_id"], "accept") == 200
    assert right.next()["type"] == "accepted"
    assert left.next() == {"type": "ended", "call_id": one["call_id"], "reason": "answered elsewhere"}
    assert left.act(one["call_id"], "accept") == 409


def test_a_closed_browser_is_not_reached(exchange: Exchange, line: ScriptedLine, browser) -> None:
    """Registered is who holds the stream open: afterwards ringing fails at once."""
    line.script(voice=f'<Dial action="/done">{NOUN}</Dial>')
    phone = browser()
    client = exchange.phone_for("client:agent_17")
    assert client.reachable
    for stream in list(exchange.streams):
        stream.close()
    with exchange.quiet:
        while client.reachable:
            exchange.quiet.wait(0.01)
    exchange.dial(CALLER, NUMBER)
    assert line.last("/done")["DialCallStatus"] == "no-answer"
    phone.close()


def test_a_browser_closed_in_mid_call_ends_it(exchange: Exchange, line: ScriptedLine, browser) -> None:
    """The microphone is gone with the window; the caller goes on with the action."""
    line.script(voice=f'<Dial action="/done">{NOUN}</Dial>', done="<Say>vorbei</Say>")
    phone = browser()
    call = exchange.dial(CALLER, NUMBER)
    phone.act(phone.next()["call_id"], "accept")
    call.settle()
    for stream in list(exchange.streams):
        stream.close()
    with exchange.quiet:
        assert exchange.quiet.wait_for(lambda: call.leg.over, WAIT_S)
    assert [heard.text for heard in call.heard] == ["vorbei"]


@pytest.mark.parametrize(
    "changes",
    [
        {"ttl": -1},
        {"secret": "another secret of more than thirty-two bytes"},
        {"account": "AC" + "9" * 32},
        {"key": "SK" + "9" * 32},
        {"grant": False},
    ],
)
def test_bad_tokens_do_not_register(exchange: Exchange, base: str, changes: dict[str, Any]) -> None:
    """An expired, forged, foreign or unauthorised token is 401."""
    bad = token(exchange, **changes)
    answer = requests.get(f"{base}/softphone/events", params={"token": bad}, timeout=5)
    assert answer.status_code == 401


def test_an_ending_token_is_told(browser) -> None:
    """A stream whose token ends says "expired" and closes."""
    assert browser(ttl=1).next() == {"type": "expired"}


def test_only_the_line_may_ask_from_its_pages(base: str) -> None:
    """CORS names the line's origin and no other."""

    def allowed(origin: str) -> str | None:
        answer = requests.options(f"{base}/softphone/calls/x/accept", headers={"Origin": origin}, timeout=5)
        return answer.headers.get("Access-Control-Allow-Origin")

    assert allowed("http://line.example") == "http://line.example"
    assert allowed("http://evil.example") is None
