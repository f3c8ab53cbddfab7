"""`python -m ivr.simulator`: settings, a taken port, a clean end; and that the package stands alone."""

import ast
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

import ivr.simulator
from ivr.simulator.settings import CarrierSettings, SettingsFault

ENVIRONMENT = {
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_NUMBER": "+494511223311",
}


def run(port: int) -> subprocess.Popen[str]:
    environment = os.environ | ENVIRONMENT | {"TWILIO_API_URL": f"http://127.0.0.1:{port}"}
    return subprocess.Popen(
        [sys.executable, "-m", "ivr.simulator"], env=environment, stderr=subprocess.PIPE, text=True
    )


def test_it_serves_until_it_is_told_to_end() -> None:
    """It answers on its port, and ends with code 0 on SIGTERM."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with run(port) as process:
        until = time.monotonic() + 20
        while time.monotonic() < until and process.poll() is None:
            try:
                answer = requests.get(f"http://127.0.0.1:{port}/", timeout=2)
                break
            except requests.ConnectionError:
                time.sleep(0.05)  # it is another process: there is nothing to wait on but its port
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
    assert answer.status_code == 200
    assert process.returncode == 0


def test_a_taken_port_is_a_clear_sentence() -> None:
    """No traceback: the port, and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with run(port) as process:
            _, said = process.communicate(timeout=20)
    assert process.returncode == 3
    assert said == (f"The simulated carrier cannot start: port {port} is taken. Choose another with PORT.\n")


def test_all_faults_of_the_settings_at_once() -> None:
    """Every missing and wrong setting is named together."""
    with pytest.raises(SettingsFault) as faults:
        CarrierSettings.from_environment({"PORT": "many"})
    assert len(str(faults.value).splitlines()) == 4


def test_the_carrier_is_next_to_the_line() -> None:
    """Without another word it is on the line's port plus one, and knows where the line is."""
    settings = CarrierSettings.from_environment(ENVIRONMENT | {"PORT": "9000"})
    assert (settings.port, settings.line_url) == (9001, "http://127.0.0.1:9000")


def test_the_package_stands_alone() -> None:
    """The carrier knows nothing of the line: it imports no other package of the project."""
    ours = re.compile(r"(ivr(?!\.simulator)|routing|booking|voice_prompts)(\.|$)")
    for file in Path(ivr.simulator.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if ours.match(name)], file
