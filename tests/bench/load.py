"""Load from several processes over loopback, on connections that are kept, with requests made beforehand."""

import multiprocessing
import socket
import time
from collections.abc import Sequence

CLIENTS = 8
# A kept connection stays with the worker that took it; new ones now and then spread over both.
REQUESTS_PER_CONNECTION = 20


class Refused(Exception):
    """An answer that the benchmark did not want: it would measure something else."""


def throughput(port: int, requests: Sequence[bytes], wanted: bytes) -> float:
    """Requests per second over all clients. Raises `Refused` where an answer is no 200 or lacks `wanted`."""
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(CLIENTS + 1)
    faults = context.SimpleQueue()
    shares = [requests[client::CLIENTS] for client in range(CLIENTS)]
    clients = [
        context.Process(target=_client, args=(port, share, wanted, gate, faults), daemon=True)
        for share in shares
    ]
    for client in clients:
        client.start()
    gate.wait()
    began = time.perf_counter()
    for client in clients:
        client.join()
    seconds = time.perf_counter() - began
    if not faults.empty():
        raise Refused(faults.get())
    return len(requests) / seconds


def ask(port: int, request: bytes) -> bytes:
    """One request on a connection of its own; the whole answer, headers and all."""
    with _connect(port) as connection:
        return _exchange(connection, request)


def _client(port: int, requests: Sequence[bytes], wanted: bytes, gate: object, faults: object) -> None:
    gate.wait()  # type: ignore[attr-defined]
    try:
        for first in range(0, len(requests), REQUESTS_PER_CONNECTION):
            with _connect(port) as connection:
                for request in requests[first : first + REQUESTS_PER_CONNECTION]:
                    answer = _exchange(connection, request)
                    if not answer.startswith(b"HTTP/1.1 200") or wanted not in answer:
                        raise Refused(answer[:2000].decode(errors="replace"))
    except (OSError, Refused) as fault:
        faults.put(f"{type(fault).__name__}: {fault}")  # type: ignore[attr-defined]


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _exchange(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _more(connection, answer)
    head, _, _ = answer.partition(b"\r\n\r\n")
    whole = len(head) + 4 + _length(head)
    while len(answer) < whole:
        answer += _more(connection, answer)
    return answer


def _more(connection: socket.socket, so_far: bytes) -> bytes:
    part = connection.recv(65536)
    if not part:
        raise ConnectionError(f"the server hung up after {so_far[:200]!r}")
    return part


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
