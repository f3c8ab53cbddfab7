"""HTTP as the load of the desks speaks it: asyncio, on kept connections, as a proxy in front has them."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

PATIENCE_S = 15.0  # the carrier's own, with a webhook
# A kept connection stays with the worker that took it; new ones now and then spread over all.
REQUESTS_PER_CONNECTION = 50


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    left: int = REQUESTS_PER_CONNECTION


class Connections:
    """To one server. The one that has rested longest is taken: so all workers behind it get their share."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._resting: deque[Connection] = deque()

    async def exchange(self, request: bytes) -> Reply:
        """One request, and its answer. Raises OSError or TimeoutError when none comes."""
        async with asyncio.timeout(PATIENCE_S):
            connection = await self._take()
            try:
                reply = await _exchange(connection, request)
            except BaseException:
                connection.writer.close()
                raise
        self._put_back(connection, reply)
        return reply

    def close(self) -> None:
        for each in self._resting:
            each.writer.close()

    async def _take(self) -> Connection:
        while self._resting:
            connection = self._resting.popleft()
            if not connection.reader.at_eof():
                return connection
            connection.writer.close()
        return Connection(*await asyncio.open_connection("127.0.0.1", self.port))

    def _put_back(self, connection: Connection, reply: Reply) -> None:
        connection.left -= 1
        if connection.left and reply.headers.get("connection", "").lower() != "close":
            self._resting.append(connection)
        else:
            connection.writer.close()


async def _exchange(connection: Connection, request: bytes) -> Reply:
    connection.writer.write(request)
    try:
        first, headers = await head(connection.reader)
        length = int(headers.get("content-length", "0"))
        return Reply(int(first[1]), headers, await connection.reader.readexactly(length))
    except asyncio.IncompleteReadError as cut:
        raise ConnectionError("the server hung up") from cut


async def events(port: int, request: bytes) -> AsyncIterator[tuple[str, str]]:
    """A stream's events as they come, name and data; ends when the server ends it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        async with asyncio.timeout(PATIENCE_S):
            first, _ = await head(reader)
        if first[1] != "200":
            raise ConnectionError(f"no stream: {first[1]}")
        name = ""
        while line := await reader.readline():
            field, _, value = line.decode().rstrip("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, value
    finally:
        writer.close()


async def head(reader: asyncio.StreamReader) -> tuple[list[str], dict[str, str]]:
    """The words of the first line, and the headers of a request or an answer."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:] if line)
    return lines[0].split(" "), {name.strip().lower(): value.strip() for name, _, value in pairs}


def request(method: str, path: str, port: int, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
