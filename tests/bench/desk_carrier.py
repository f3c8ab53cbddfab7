"""A carrier that weighs little: signed webhooks, the few verbs that these calls need, and calls over REST.

The simulated carrier keeps rooms, clocks and telephones for hundreds of calls in one process, and would be
what is measured.
"""

import asyncio
import html
import itertools
import json
import re
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from tests.bench.desk_browser import Browser
from tests.bench.load import Refused
from tests.bench.webhooks import Carrier
from tests.bench.wire import Connections, head

GATHER = re.compile(r'<Gather[^>]* action="([^"]+)"')
ENQUEUE = re.compile(r'<Enqueue action="([^"]+)" waitUrl="([^"]+)"')
DIAL = re.compile(r'<Dial[^>]* action="([^"]+)"')
PICKED_UP = re.compile(r'<Client[^>]* url="([^"]+)"')
IDENTITY = re.compile(r"<Identity>(\w+)<")
MUSIC_S = 10.0
LONGEST_WAIT_S = 60.0
TROUBLE, ASKED_AGAIN = 500, 2  # as the line tells the carrier, see `ivr.settings.RETRIES`


@dataclass(frozen=True, slots=True)
class Pace:
    """How long people take, in seconds."""

    listens: float = 1.0
    rings: float = 1.5
    talks: float = 6.0
    wraps_up: float = 2.0


@dataclass
class Exchange:
    """Calls, and what they saw: `caused` has when a state was brought about, by ticket and state."""

    server: Connections
    signer: Carrier
    desks: dict[str, Browser]
    pace: Pace
    webhooks: list[float] = field(default_factory=list)
    caused: dict[tuple[int, str], float] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    served: int = 0

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._moved: dict[str, asyncio.Queue[str]] = {}

    def forget(self) -> None:
        """What was so far is not counted; what was lost stays so."""
        self.webhooks, self.waited, self.caused, self.served = [], [], {}, 0

    async def call(self) -> None:
        """One call from the menu to the goodbye; what goes wrong is kept in `lost`."""
        number = next(self._numbers)
        sid = f"CA{number:016x}{0:016x}"
        self._moved[sid] = asyncio.Queue()
        try:
            await self._whole_call(sid, number)
            self.served += 1
        except (OSError, Refused, TimeoutError) as fault:
            self.lost.append(f"{sid}: {type(fault).__name__} {fault}")

    async def _whole_call(self, sid: str, number: int) -> None:
        answer = await self._webhook("/voice/answer", sid)
        while (queued := ENQUEUE.search(answer)) is None:
            await asyncio.sleep(self.pace.listens)
            answer = await self._webhook(_found(GATHER, answer), sid, Digits="0")
        entered = time.perf_counter()
        ring = await self._wait_in_queue(sid, _path(queued.group(2)))
        _, _, _, ticket, attempt = ring.split("/")
        self.caused[int(ticket), "ringing"] = time.perf_counter()
        self.waited.append(time.perf_counter() - entered)
        answer = await self._webhook(ring, sid)
        desk = self.desks[_found(IDENTITY, answer)]
        await asyncio.sleep(self.pace.rings)
        leg = f"CA{number:016x}{int(attempt):016x}"
        self._moved[leg] = asyncio.Queue()
        self.caused[int(ticket), "in_call"] = time.perf_counter()
        if "<Hangup" in await self._webhook(_found(PICKED_UP, answer), leg):
            raise Refused("the agent came too late")
        await self._talk(sid, leg, int(ticket), number, _found(DIAL, answer), desk)

    async def _wait_in_queue(self, sid: str, wait: str) -> str:
        async with asyncio.timeout(LONGEST_WAIT_S):
            while True:
                await self._webhook(wait, sid)
                try:
                    return await asyncio.wait_for(self._moved[sid].get(), MUSIC_S)
                except TimeoutError:
                    continue

    async def _talk(self, sid: str, leg: str, ticket: int, number: int, rung: str, desk: Browser) -> None:
        """Every other talk is ended by the agent, the others by the caller."""
        await asyncio.sleep(self.pace.talks)
        if number % 2:
            await desk.until(lambda: (ticket, "in_call") in desk.seen)
            await desk.post("/desk/hang-up", ticket=str(ticket))
            if await asyncio.wait_for(self._moved[leg].get(), 15) != "completed":
                raise Refused("the agent's leg was to be hung up")
            await self._webhook(rung, sid, DialCallStatus="completed")
        else:
            self.caused[ticket, "wrap_up"] = time.perf_counter()
            over = {"CallStatus": "completed"}
            await asyncio.gather(
                self._webhook(rung, sid, DialCallStatus="completed", **over),
                self._webhook("/voice/status", sid, **over),
            )
        await asyncio.sleep(self.pace.wraps_up)
        await desk.until(lambda: (ticket, "wrap_up") in desk.seen)
        await desk.post("/desk/wrap-up", ticket=str(ticket), note="", settled_as="informed", settled="yes")
        if number % 2:
            await self._webhook("/voice/status", sid, CallStatus="completed")

    async def _webhook(self, path: str, sid: str, **heard: str) -> str:
        caller = f"+49170{int(sid[2:18], 16):07}"
        asked = self.signer.request(path, sid, **{"From": caller, "Caller": caller, **heard})
        began = time.perf_counter()
        reply = await self.server.exchange(asked)
        for _ in range(ASKED_AGAIN):
            if reply.status < TROUBLE:
                break
            reply = await self.server.exchange(asked)
        self.webhooks.append(time.perf_counter() - began)
        if reply.status not in (200, 204):
            raise Refused(f"{path}: {reply.status}")
        answer = reply.body.decode()
        if "/voice/put-through" in answer:
            raise Refused(f"{path}: put through, the line was in trouble")
        return answer

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """The REST API: calls are moved to another address, or ended; whatever else is asked exists."""
        try:
            while True:
                (_, path, *_), headers = await head(reader)
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                self._do(path, dict(parse_qsl(body.decode())))
                said = json.dumps({"sid": path, "status": "in-progress", "queues": []}).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    b"Content-Length: %d\r\n\r\n" % len(said) + said
                )
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client, or this run, is over
        finally:
            writer.close()

    def _do(self, path: str, form: dict[str, str]) -> None:
        sid = path.rpartition("/")[2].partition(".")[0]
        if sid in self._moved and "Url" in form:
            self._moved[sid].put_nowait(_path(form["Url"]))
        elif sid in self._moved and form.get("Status") == "completed":
            self._moved[sid].put_nowait("completed")


def _found(pattern: re.Pattern[str], answer: str) -> str:
    found = pattern.search(answer)
    if found is None:
        raise Refused(f"unexpected: {answer[:1000]}")
    return _path(found.group(1))


def _path(url: str) -> str:
    parts = urlsplit(html.unescape(url))
    return parts.path + (f"?{parts.query}" if parts.query else "")
