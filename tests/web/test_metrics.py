"""Figures for monitoring."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from ivr.web.metrics import Metrics, install_metrics


def app_with(token: str | None) -> tuple[FlaskClient, Metrics]:
    app = Flask(__name__)
    metrics = install_metrics(app, token=token)
    app.add_url_rule("/page/<int:n>", "page", lambda n: f"page {n}")
    return app.test_client(), metrics


def figures(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.name.endswith(("_bucket", "_created", "_sum"))
    }


def test_requests_and_turns_are_counted() -> None:
    """By endpoint and status, not by address: no number and no sid becomes a label."""
    client, metrics = app_with(None)
    client.get("/page/1")
    client.get("/page/2")
    client.get("/nowhere")
    metrics.turn("termine", "listening")
    counted = figures(client.get("/metrics").text)
    assert counted["durchwahl_request_seconds_count", "page", "200"] == 2
    assert counted["durchwahl_request_seconds_count", "none", "404"] == 1
    assert counted["durchwahl_turns_total", "termine", "listening"] == 1


@pytest.mark.parametrize(
    ("given", "status"),
    [({}, 403), ({"Authorization": "Bearer wrong"}, 403), ({"Authorization": "Bearer t"}, 200)],
)
def test_with_a_token_only_its_bearer_reads(given: dict[str, str], status: int) -> None:
    """The address counts for nothing then."""
    client, _ = app_with("t")
    assert client.get("/metrics", headers=given).status_code == status


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("192.0.2.7", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 403),
    ],
)
def test_without_a_token_only_this_machine_reads(address: str, headers: dict[str, str], status: int) -> None:
    """Not what comes through a proxy on this machine."""
    client, _ = app_with(None)
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
