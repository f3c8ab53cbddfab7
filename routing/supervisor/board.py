"""The wall board, live: each process looks once a second, however many boards hang on its walls."""

import threading
from collections.abc import Iterator
from datetime import datetime
from time import monotonic

import structlog
from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from routing.guards import Role, requires
from routing.supervisor.room import Room
from routing.supervisor.wall import STATES, LineNow, wall

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 1.0
HEARTBEAT_S = 10.0
LONGEST_S = 600.0
"""Then the page connects anew, and it is asked again who is signed in there."""


class Looks:
    """The newest look at the lines, shared by all boards of a process."""

    def __init__(self, room: Room) -> None:
        self._room, self._lock = room, threading.Lock()
        self._seen: list[LineNow] = []
        self._at = float("-inf")

    def newest(self) -> list[LineNow]:
        """At most a second old; the one before while the database is away."""
        with self._lock:
            if monotonic() - self._at >= LOOK_EVERY_S:
                self._at = monotonic()
                try:
                    with self._room.reading() as session:
                        self._seen = wall(session, self._room.lines, now=self._room.clock())
                except SQLAlchemyError as fault:
                    log.warning("wall_cannot_look", fault=type(fault).__name__)
            return self._seen


def add_board(blueprint: Blueprint, room: Room) -> None:
    looks = Looks(room)

    @blueprint.get("/")
    @requires(Role.SUPERVISOR)
    def board() -> ResponseReturnValue:
        return show("supervisor/board.html")

    @blueprint.get("/board")
    @requires(Role.SUPERVISOR)
    def board_part() -> ResponseReturnValue:
        return show("supervisor/board_lines.html")

    @blueprint.get("/events")
    @requires(Role.SUPERVISOR)
    def events() -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(_stream(looks), mimetype="text/event-stream", headers=headers)

    def show(template: str) -> str:
        now: datetime = room.clock()
        with room.reading() as session:
            lines = wall(session, room.lines, now=now)
        return render_template(template, lines=lines, states=STATES, now=now)


def _stream(looks: Looks) -> Iterator[str]:
    """An event whenever the board is another; what happened while nobody was connected is shown at once."""
    pause = threading.Event()
    ends, told, seen = monotonic() + LONGEST_S, monotonic(), looks.newest()
    yield "event: board\ndata: {}\n\n"
    while monotonic() < ends:
        pause.wait(LOOK_EVERY_S)
        now = looks.newest()
        if now != seen:
            seen, told = now, monotonic()
            yield "event: board\ndata: {}\n\n"
        elif monotonic() - told >= HEARTBEAT_S:
            told = monotonic()
            yield ": still here\n\n"
