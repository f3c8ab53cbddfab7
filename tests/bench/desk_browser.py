"""A desk as its page behaves in a browser: signs in, keeps the stream open, fetches what it is told to."""

import asyncio
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.bench.load import Refused
from tests.bench.wire import Connections, Reply, events, request

TOKEN = re.compile(rb'name="csrf(?:-|_)token" (?:content|value)="([^"]+)"')
STATE = re.compile(rb'id="call-state" data-version="(\d+)" data-state="([^"]*)" data-ticket="([^"]*)"')
PASSWORD = "a long password of the bench"
BUSY, AGAIN_S = 503, 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """When a state was told of and when it stood on the screen (`time.perf_counter`)."""

    told: float
    shown: float


@dataclass
class Browser:
    """One agent's. `seen`: by ticket and state. `wake`: some state has been shown."""

    server: Connections
    login: str
    seen: dict[tuple[int, str], Seen] = field(default_factory=dict)
    ticket: int | None = None
    state: str = ""

    def __post_init__(self) -> None:
        self._cookie, self._token = "", ""
        self._told = asyncio.Event()
        self._told_at = 0.0
        self._told_of = self._shown = -1
        self.wake = asyncio.Condition()
        self._tasks: list[asyncio.Task[None]] = []
        self.streams = 0

    async def sign_in(self) -> None:
        """And be available, with the stream open. Raises `Refused`."""
        await self._get("/sign-in")
        await self.post("/sign-in", login=self.login, password=PASSWORD)
        await self._get("/desk/")
        await self.post("/desk/wants", wants="available")
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._show())]
        await self.until(lambda: bool(self.state))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def until(self, so: object) -> None:
        """Wait until what is shown makes `so()` true, for 15 s at most."""
        async with asyncio.timeout(15), self.wake:
            await self.wake.wait_for(so)  # type: ignore[arg-type]

    async def post(self, path: str, **form: str) -> None:
        headers = {"X-CSRFToken": self._token, "HX-Request": "true"} if path != "/sign-in" else {}
        body = urlencode({**form, "csrf_token": self._token}).encode()
        reply = await self._ask(request("POST", path, self.server.port, self._headers(headers), body), path)
        if reply.headers.get("hx-trigger"):
            await self._fetch(time.perf_counter())

    async def _listen(self) -> None:
        """As htmx does: when the stream ends, it is opened anew after a moment."""
        while True:
            try:
                async for name, data in events(
                    self.server.port, request("GET", "/desk/events", self.server.port, self._headers())
                ):
                    if name == "desk":
                        self._told_at = self._told_at or time.perf_counter()
                        self._told_of = int(json.loads(data)["version"])
                        self._told.set()
            except OSError:
                pass
            self.streams += 1
            await asyncio.sleep(0.5)

    async def _show(self) -> None:
        while True:
            await self._told.wait()
            self._told.clear()
            told, self._told_at = self._told_at, 0.0
            if self._told_of != self._shown:  # what it did itself, it has fetched already
                await self._fetch(told)

    async def _fetch(self, told: float) -> None:
        call = await self._get("/desk/call", busy=True)
        while call.status == BUSY:  # as the page does
            await asyncio.sleep(AGAIN_S)
            call = await self._get("/desk/call", busy=True)
        found = STATE.search(call.body)
        if found is None:
            raise Refused(f"no state in the call's part: {call.body[:300]!r}")
        self._shown = int(found.group(1))
        self.state = found.group(2).decode()
        self.ticket = int(found.group(3)) if found.group(3) else None
        if self.ticket is not None:
            self.seen.setdefault((self.ticket, self.state), Seen(told, time.perf_counter()))
        async with self.wake:
            self.wake.notify_all()

    async def _get(self, path: str, *, busy: bool = False) -> Reply:
        return await self._ask(request("GET", path, self.server.port, self._headers()), path, busy=busy)

    async def _ask(self, asked: bytes, path: str, *, busy: bool = False) -> Reply:
        """Raises `Refused`, unless `busy`: the answer may be that there is too much to do."""
        reply = await self.server.exchange(asked)
        if reply.status not in (200, 204, 302, *([BUSY] if busy else [])):
            raise Refused(f"{path}: {reply.status} {reply.body[-1500:]!r}")
        self._cookie = reply.headers.get("set-cookie", self._cookie).partition(";")[0]
        if token := TOKEN.search(reply.body):
            self._token = token.group(1).decode()
        return reply

    def _headers(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        return {"Cookie": self._cookie, **(more or {})}
