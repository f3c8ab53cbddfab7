"""After any crash nobody is ringing, reserved or in a call that does not exist for more than 30 seconds."""

import pytest

import routing
from ivr.simulator import Call
from routing.tickets import Ring
from tests.world import MOBILE, World

ANNA, BELA = "client:agent_anna", "client:agent_bela"


def who_waits(line: World, number: str = MOBILE) -> Call:
    call = line.dial(number)
    call.press("0")
    return call


def killed_before_ringing(line: World) -> list[Ring]:
    """The worker has reserved an agent, and is killed before it has told the carrier."""
    with line.house.sessions.begin() as session:
        return routing.assign(session, now=line.now(), ring_s=26, rules=line.house.rules)


def state(line: World, login: str) -> tuple[str, str]:
    with line.house.sessions() as session:
        here = routing.presence(session, line.agent_id(login))
    assert here is not None
    return here.wants, here.state


def within_30_s(line: World) -> None:
    """What the worker does in half a minute, round by round."""
    for _ in range(6):
        line.exchange.pass_time(5)
        line.work()


def test_a_worker_is_killed_before_it_rings(line: World) -> None:
    """The agent's phone never rang: nobody is blamed, and within 30 s it rings."""
    line.add_agent("anna", ANNA, "citizen")
    call = who_waits(line)
    assert len(killed_before_ringing(line)) == 1
    line.work()
    assert not line.exchange.phone(ANNA).ringing
    within_30_s(line)
    line.exchange.phone(ANNA).answer()
    assert call.talks_to == ANNA


@pytest.mark.parametrize("until", ["reserved", "ringing", "talking"])
def test_the_caller_is_gone_and_nobody_was_told(line: World, until: str) -> None:
    """Whatever the agent was doing for them, within 30 s it is over."""
    line.add_agent("anna", ANNA, "citizen")
    call = who_waits(line)
    if until == "reserved":
        killed_before_ringing(line)
    else:
        line.work()
    if until == "talking":
        line.exchange.phone(ANNA).answer()
    line.exchange.misbehave(status_late_and_twice=True)
    line.exchange.misbehave(time_out_next=9)
    call.hang_up()
    line.exchange.misbehave(time_out_next=0)
    within_30_s(line)
    expected = "wrap_up" if until == "talking" else "idle"
    assert state(line, "anna") == ("available", expected)
    line.exchange.deliver_late()  # late, twice, in the wrong order: nothing changes
    assert state(line, "anna") == ("available", expected)


def test_a_worker_is_killed_while_it_calls_back(line: World) -> None:
    """Before it dialled, the citizen is dialled within 30 s; after it, the call that rings is found."""
    call = line.dial()
    for key in "0111":
        call.press(key)
        line.work()
    line.add_agent("anna", ANNA, "citizen")
    citizen = line.exchange.phone(MOBILE)
    assert len(killed_before_ringing(line)) == 1
    within_30_s(line)
    assert len(citizen.calls) == 1
    citizen.ring_out()
    line.work()
    assert state(line, "anna") == ("available", "idle")
    line.exchange.pass_time(601)
    [ring] = killed_before_ringing(line)
    line.duties.line.call_back(ring)  # and killed before it could write down the call's id
    line.exchange.settle()
    within_30_s(line)
    assert len(citizen.calls) <= 1
    with line.house.sessions() as session:
        assert routing.ticket(session, ring.ticket_id).attempt <= ring.attempt + 1


def test_the_carrier_does_not_answer_for_a_while(line: World) -> None:
    """While nothing can be asked nothing is guessed; afterwards the caller is rung through."""
    line.add_agent("anna", ANNA, "citizen")
    call = who_waits(line)
    line.exchange.misbehave(rest_down_for=20)
    for _ in range(7):
        line.work()
        line.exchange.pass_time(5)
    line.work()
    line.exchange.phone(ANNA).answer()
    assert call.talks_to == ANNA
