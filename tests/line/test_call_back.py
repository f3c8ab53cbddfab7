"""A caller who leaves a number is rung when it is their turn, and speaks to a person, not to a mailbox."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import routing
from tests.world import MOBILE, World, world

MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ANNA = "client:agent_anna"


@pytest.fixture
def line(database_url: str) -> Iterator[World]:
    with world(database_url, MORNING) as made:
        yield made


def leave_a_number(line: World) -> None:
    call = line.dial()
    for key in "011":
        call.press(key)
        line.work()
    assert "zurück" in call.heard[-1].text
    assert call.state == "completed"


def newest_ticket(line: World) -> routing.Ticket:
    with line.house.sessions() as session:
        return routing.ticket(session, 1)


def test_the_citizen_is_rung_and_then_the_agent(line: World) -> None:
    """First the citizen, who presses a key, then the agent who is free; then they talk."""
    leave_a_number(line)
    line.add_agent("anna", ANNA, "citizen")
    line.work()
    citizen, anna = line.exchange.phone(MOBILE), line.exchange.phone(ANNA)
    assert citizen.ringing
    assert not anna.ringing
    citizen.answer()
    assert "Rückruf" in citizen.heard[-1].text
    citizen.press("1")
    anna.answer()
    assert citizen.call.talks_to == ANNA
    assert newest_ticket(line).state == routing.TicketState.CONNECTED
    citizen.hang_up()
    assert newest_ticket(line).state == routing.TicketState.WRAP_UP


def test_a_mailbox_is_not_put_through(line: World) -> None:
    """Nobody presses a key: the agent is free at once, and we try again later."""
    leave_a_number(line)
    agent = line.add_agent("anna", ANNA, "citizen")
    line.work()
    mailbox = line.exchange.phone(MOBILE)
    mailbox.answer()
    mailbox.call.silence()
    mailbox.call.silence()
    assert mailbox.call.over
    assert not line.exchange.phone(ANNA).ringing
    with line.house.sessions() as session:
        assert routing.presence(session, agent).state == "idle"
    assert newest_ticket(line).state == routing.TicketState.WAITING


def test_who_does_not_answer_is_tried_three_times(line: World) -> None:
    """Ten minutes between the tries, never two at once; after the third we give up."""
    leave_a_number(line)
    line.add_agent("anna", ANNA, "citizen")
    citizen = line.exchange.phone(MOBILE)
    for _ in range(3):
        line.work()
        assert citizen.ringing
        citizen.ring_out()
        line.work()
        assert not citizen.ringing, "no second try before its time"
        line.exchange.pass_time(601)
    line.work()
    assert not citizen.ringing
    assert newest_ticket(line).closed_at is not None
