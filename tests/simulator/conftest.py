from collections.abc import Iterator

import pytest

from ivr.simulator import Exchange, Number
from tests.simulator.line import ACCOUNT, NUMBER, TOKEN, LineServer, ScriptedLine


@pytest.fixture(scope="session")
def line_server() -> Iterator[LineServer]:
    server = LineServer()
    yield server
    server.close()


@pytest.fixture
def line(line_server: LineServer) -> ScriptedLine:
    """A line that answers as the test scripts it; "/voice", "/fallback" and "/status" are configured."""
    line_server.line.answers.clear()
    line_server.line.asked.clear()
    return line_server.line


@pytest.fixture
def exchange(line: ScriptedLine) -> Iterator[Exchange]:
    """An exchange whose time stands still, with one number that leads to the scripted line."""
    number = Number(line.base + "/voice", line.base + "/fallback", line.base + "/status")
    made = Exchange(ACCOUNT, TOKEN, api_key="SK" + "2" * 32, api_secret="a secret", numbers={NUMBER: number})
    yield made
    made.close()
