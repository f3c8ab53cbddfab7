"""The benchmarks measure what they say."""

import json
from pathlib import Path

import pytest

from tests.bench import report
from tests.bench.load import Refused, ask, throughput
from tests.bench.servers import free_port, gunicorn
from tests.bench.webhooks import Carrier

ACCOUNT = "AC" + "0" * 32


def test_the_reference_checks_signatures_and_load_counts_only_right_answers() -> None:
    """Signed requests are counted; a refused one ends the measurement instead of speeding it up."""
    port = free_port()
    carrier = Carrier(ACCOUNT, "right", f"http://127.0.0.1:{port}")
    forger = Carrier(ACCOUNT, "wrong", f"http://127.0.0.1:{port}")
    good = carrier.request("/voice/turn/3", "CA1", Digits="1")
    bad = forger.request("/voice/turn/3", "CA1", Digits="1")
    with gunicorn("tests.bench.reference:create_app()", port, {"TWILIO_AUTH_TOKEN": "right"}):
        assert b"<Gather" in ask(port, good)
        assert ask(port, bad).startswith(b"HTTP/1.1 403")
        assert throughput(port, [good] * 50, b"<Gather") > 0
        with pytest.raises(Refused):
            throughput(port, [*[good] * 49, bad], b"<Gather")


def test_the_report_is_a_table_and_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each row has name, ours, reference, ratio, unit and goal; what misses its goal says so."""
    monkeypatch.setattr(report, "FILE", tmp_path / "build" / "bench.json")
    report.report(
        [
            report.Row("a turn", 400.0, 1000.0, 0.4, "requests/s", 0.35),
            report.Row("another", 100.0, 1000.0, 0.1, "requests/s", 0.35),
        ]
    )
    shown = capsys.readouterr().out.splitlines()
    assert "NOT REACHED" not in shown[1]
    assert "NOT REACHED" in shown[2]
    written = json.loads((tmp_path / "build" / "bench.json").read_text())
    assert [set(row) for row in written] == [
        {"name", "ours", "reference", "ratio", "unit", "goal", "at_most"}
    ] * 2
