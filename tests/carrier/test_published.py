"""Every REST request of the line conforms to what Twilio publishes about its API."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask, request, request_started

import routing
from ivr.simulator.rest.published import OPERATIONS, Parameters
from routing import talks
from routing.tapes import TapeState
from tests.line.talks import agent, talk
from tests.world import ACCOUNT, LINE, MOBILE, World, world

MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
REST = f"/2010-04-01/Accounts/{ACCOUNT}"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    parameters: Parameters

    @property
    def operations(self) -> list[str]:
        return [name for name, each in OPERATIONS.items() if each.is_of(self.method, self.path)]


@contextmanager
def recorded() -> Iterator[list[Request]]:
    """All requests to the carrier's REST API, as they arrive over HTTP."""
    found: list[Request] = []

    def note(_sender: Flask, **_more: object) -> None:
        if request.path.startswith(REST):
            given = request.form if request.method == "POST" else request.args
            parameters = given.to_dict(flat=False)
            found.append(Request(request.method, request.path.removeprefix(REST), parameters))

    with request_started.connected_to(note):
        yield found


def all_that_a_line_asks(line: World) -> None:
    """A talk with everything in it, a call back, a text, and what the worker does at its start."""
    anna = agent(line)
    for queue in ("new", "known"):
        line.exchange.queue("known", 7)
        line.duties.prepare([queue])
    call = talk(line, anna)
    anna.do(talks.hold)
    anna.do(talks.resume)
    anna.do(talks.consult_entry, line.house.directory.entries["standesamt"])
    office = line.exchange.phone(line.house.directory.entries["standesamt"].number)
    office.answer()
    room, hears = anna.do(talks.send_tones, "12#")
    line.duties.line.send_tones(room.room, hears.id, hears.call_sid or "")
    assert line.duties.line.legs_in(room.room)
    line.exchange.pass_time(20)
    line.work()
    line.duties.mend_legs()
    anna.do(talks.give_up)
    leg = anna.phone.call.sid
    tape = line.duties.line.start_tape(1, leg)
    for wish in (TapeState.PAUSED, TapeState.RUNNING, TapeState.OVER):
        line.duties.line.set_tape(leg, tape, wish)
    assert line.duties.line.find_tapes(leg) == [(tape, "completed")]
    line.duties.line.delete_tape(tape)
    call.hang_up()
    line.work()
    line.duties.texts.send(MOBILE, "Ihr Termin ist am Dienstag.", from_=LINE)
    citizen = routing.Ring(
        ticket_id=1,
        attempt=9,
        agent_id=anna.id,
        contact=anna.contact,
        call_sid="",
        line="termine",
        kind=routing.TicketKind.CALL_BACK,
        number="+491709999999",
        give_up_at=line.now(),
        started_at=line.now(),
    )
    assert line.duties.line.find_call_back(citizen) is None
    sid = line.duties.line.call_back(citizen)
    line.duties.line.hang_up(sid)


def test_every_request_conforms(sqlite_url: str) -> None:
    """Parameters that exist, of their kinds, none missing, exclusive ones apart, absolute URLs."""
    with recorded() as requests, world(sqlite_url, MORNING) as line:
        all_that_a_line_asks(line)
    for each in requests:
        assert len(each.operations) == 1, each
        assert list(OPERATIONS[each.operations[0]].faults(each.parameters)) == [], each
    assert {name for each in requests for name in each.operations} == set(OPERATIONS)


@pytest.mark.parametrize(
    ("operation", "parameters", "fault"),
    [
        ("UpdateCall", {"Url": ["/voice/leg/1"]}, "Url cannot be '/voice/leg/1'"),
        ("UpdateCall", {"Url": ["https://x.example/"], "Twiml": ["<Response/>"]}, "exclude each other"),
        ("UpdateCall", {"Status": ["in-progress"]}, "Status cannot be"),
        ("UpdateCall", {"Status": ["completed", "completed"]}, "stands 2 times"),
        ("CreateCall", {"To": ["+491701234567"], "From": ["+494511223311"]}, "one of ['Url', 'Twiml'"),
        ("CreateCall", {"To": ["+491701234567"], "Url": ["https://x.example/"]}, "From is missing"),
        ("UpdateParticipant", {"Announce": ["https://x.example/"]}, "Announce does not exist"),
        ("UpdateParticipant", {"AnnounceUrl": ["https://a_b.example/"]}, "AnnounceUrl cannot be"),
        ("UpdateQueue", {"MaxSize": ["many"]}, "MaxSize cannot be 'many'"),
    ],
)
def test_what_does_not_conform_is_found(operation: str, parameters: Parameters, fault: str) -> None:
    faults = list(OPERATIONS[operation].faults(parameters))
    assert len(faults) == 1
    assert fault in faults[0]
