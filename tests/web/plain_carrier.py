"""A carrier's end of the plain browser telephone, for stories at the desk."""

import json
import queue
from collections.abc import Iterator

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue


class PlainCarrier:
    """Tells events, takes down requests."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[tuple[str, dict[str, str]] | None] = queue.SimpleQueue()
        self.deeds: queue.SimpleQueue[tuple[str, str | None]] = queue.SimpleQueue()
        self._good: str | None = None  # the one token that is let in; None: all are

    def tell(self, event: str, **data: str) -> None:
        self.events.put((event, data))

    def let_go(self, *, but: str) -> None:
        """The line to the browser is cut, and every token has ended but one that is still to come."""
        self._good = but
        self.events.put(None)

    def close(self) -> None:
        self.events.put(None)

    def app(self) -> Flask:
        app = Flask("carrier")

        @app.after_request
        def for_all(response: Response) -> Response:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            return response

        @app.get("/softphone/events")
        def events() -> ResponseReturnValue:
            if self._good not in (None, request.args.get("token")):
                return "", 401
            return Response(self._stream(), mimetype="text/event-stream")

        @app.post("/softphone/calls/<call_id>/<deed>")
        def deed(call_id: str, deed: str) -> ResponseReturnValue:
            self.deeds.put((f"{call_id} {deed}", request.headers.get("Authorization")))
            return "", 204

        return app

    def _stream(self) -> Iterator[str]:
        yield "retry: 200\nevent: ready\ndata: {}\n\n"
        while (event := self.events.get()) is not None:
            yield f"event: {event[0]}\ndata: {json.dumps(event[1])}\n\n"
