"""HTTP as the load of the desks speaks it: asyncio, a connection a request, as a proxy in front has."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

PATIENCE_S = 15.0  # the carrier's own, with a webhook


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


async def exchange(port: int, request: bytes) -> Reply:
    """One request on a connection of its own. Raises OSError or TimeoutError when no answer comes."""
    async with asyncio.timeout(PATIENCE_S):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request)
            first, headers = await head(reader)
            length = int(headers.get("content-length", "0"))
            return Reply(int(first[1]), headers, await reader.readexactly(length))
        except asyncio.IncompleteReadError as cut:
            raise ConnectionError("the server hung up") from cut
        finally:
            writer.close()


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
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
