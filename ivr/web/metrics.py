"""Figures for a monitoring system, in Prometheus' format. They count; they name nobody."""

import hmac
import os
import time

from flask import Blueprint, Flask, Response, abort, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15)


class Metrics:
    """Counters and clocks of one application; of all its processes where PROMETHEUS_MULTIPROC_DIR is set."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "durchwahl_request_seconds",
            "Time to answer a request, by endpoint and status",
            ("endpoint", "status"),
            buckets=BUCKETS_S,
            registry=self.registry,
        )
        self._turns = Counter(
            "durchwahl_turns",
            "Turns of conversation, by line and how they went on",
            ("line", "outcome"),
            registry=self.registry,
        )

    def request(self, endpoint: str, status: int, seconds: float) -> None:
        self._requests.labels(endpoint, str(status)).observe(seconds)

    def turn(self, line: str, outcome: str) -> None:
        """`outcome`: answered, over, fault, too_much, database_away."""
        self._turns.labels(line, outcome).inc()

    def text(self) -> bytes:
        """All figures; over several processes those of all of them."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # the library's own switch, read by itself at import
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


def install_metrics(app: Flask, *, token: str | None) -> Metrics:
    """Measure every request and serve `/metrics`: to who bears `token`; without one, to this machine."""
    metrics = Metrics()
    app.extensions["metrics"] = metrics
    app.before_request(_start)

    @app.after_request
    def measure(response: Response) -> Response:
        started = g.get("started")
        if started is not None:
            metrics.request(request.endpoint or "none", response.status_code, time.perf_counter() - started)
        return response

    app.register_blueprint(_blueprint(metrics, token))
    return metrics


def _start() -> None:
    g.started = time.perf_counter()


def _blueprint(metrics: Metrics, token: str | None) -> Blueprint:
    blueprint = Blueprint("metrics", __name__)

    def figures() -> ResponseReturnValue:
        if not _may_read(token):
            abort(403)
        return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)

    figures.guard = "token"  # type: ignore[attr-defined]
    blueprint.add_url_rule("/metrics", view_func=figures)
    return blueprint


def _may_read(token: str | None) -> bool:
    if token is not None:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    # Behind a proxy everybody comes from this machine; the proxy's headers give them away.
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers.keys())
    return request.remote_addr in ("127.0.0.1", "::1") and not forwarded
