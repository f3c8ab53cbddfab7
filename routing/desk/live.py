"""Changes reach the desk by server-sent events: what is new is named, and the page fetches it."""

import json
from collections.abc import Iterator
from functools import lru_cache
from time import monotonic

from flask import Blueprint, Response, g

from routing.desk.board import Change, Watch
from routing.desk.desk import Desk
from routing.guards import Role, requires
from routing.tickets import QueueNow

HEARTBEAT_S = 10
"""A silent line is a dead line: without a sign of life, neither side notices that the other has gone."""
LONGEST_S = 600
"""Then the page connects anew, and it is asked again who is signed in there."""


def add_live(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/events")
    @requires(Role.AGENT)
    def events() -> Response:
        stream = _stream(desk.board.open(g.staff.id))
        return Response(
            stream,
            mimetype="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )


def _stream(watch: Watch) -> Iterator[str]:
    ends = monotonic() + LONGEST_S
    try:
        # A new desk is told of its version and of the queue by the first look.
        yield ": here\n\n"
        while monotonic() < ends:
            change = watch.wait(HEARTBEAT_S)
            yield from _events(change) if change else [": still here\n\n"]
    finally:
        watch.close()


def _events(change: Change) -> Iterator[str]:
    if change.version is not None:
        yield _event("desk", {"version": change.version})
    if change.queue is not None:
        yield _glance(change.queue)


@lru_cache(maxsize=1)
def _glance(queue: QueueNow) -> str:
    """The same for all desks, and so written once."""
    since = queue.oldest.isoformat() if queue.oldest else None
    return _event("queue", {"waiting": queue.waiting, "since": since, "callBacks": queue.call_backs})


def _event(name: str, data: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
