from collections.abc import Iterator

import pytest
from twilio.rest import Client

from ivr.simulator import Exchange, Number
from tests.simulator.clients import client_for
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
    made = Exchange(
        ACCOUNT,
        TOKEN,
        api_key="SK" + "2" * 32,
        api_secret="a secret of more than thirty-two bytes",
        numbers={NUMBER: number},
    )
    yield made
    made.close()


@pytest.fixture
def base(exchange: Exchange) -> str:
    """Where the exchange is served."""
    return exchange.serve(line_url="http://line.example")


@pytest.fixture
def twilio(exchange: Exchange, base: str) -> Client:
    """The real Twilio client, for this exchange."""
    return client_for(exchange, base)
