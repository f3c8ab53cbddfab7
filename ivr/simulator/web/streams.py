"""Server-sent events from a telephone to a browser."""

import json
import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from flask import Response, stream_with_context

if TYPE_CHECKING:
    from ivr.simulator.phone import Phone

BEAT_S = 2.0  # a browser that is gone is noticed at the next beat: so long it stays reachable at most


class Stream:
    """What happens to a telephone, as it happens, while somebody listens."""

    def __init__(self, phone: "Phone") -> None:
        self._phone = phone
        self._news: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        phone.exchange.streams.add(self)
        phone.listen(self.take)

    def take(self, news: dict[str, Any]) -> None:
        self._news.put(news)

    def close(self) -> None:
        """End it from this side."""
        self._news.put(None)

    def events(self, first: dict[str, Any], until: float | None = None) -> Iterator[str]:
        """As text for the wire, `first` first. At the moment `until` (Unix time) comes "expired", and the
        end.
        """
        try:
            yield written(first)
            while True:
                left = BEAT_S if until is None else until - time.time()
                if left <= 0:
                    yield written({"type": "expired"})
                    return
                try:
                    news = self._news.get(timeout=min(left, BEAT_S))
                except Empty:
                    yield ": still here\n\n"
                    continue
                if news is None:
                    return
                yield written(news)
        finally:
            self._phone.exchange.streams.discard(self)
            self._phone.listen_no_more(self.take)
            self.gone()

    def gone(self) -> None:
        """Nobody listens any more."""


def written(news: dict[str, Any]) -> str:
    return f"event: {news['type']}\ndata: {json.dumps(news, ensure_ascii=False)}\n\n"


def streamed(events: Iterator[str]) -> Response:
    response = Response(stream_with_context(events), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response
