"""A talk in which a telephone is lost, the carrier is away or a webhook fails: the caller is not dropped."""

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from ivr.tables import CallRow
from routing import talks
from routing.talks import LegRole
from routing.talks.tables import LegRow
from routing.tickets import AgentState
from tests.line.talks import (
    ANNA,
    BELA,
    CARLA,
    agent,
    hears_music,
    open_legs,
    said,
    talk,
    ticket_of,
)
from tests.world import FALLBACK, World


@pytest.mark.parametrize("room", [False, True])
def test_a_telephone_lost_in_mid_call(line: World, room: bool) -> None:
    """The caller is not dropped: they hear what happened, and are the next in line, ahead of others."""
    anna = agent(line)
    call = talk(line, anna)
    other = line.dial("+491701111111")
    other.press("0")
    if room:
        anna.do(talks.hold)
    anna.phone.hang_up()
    line.work()
    line.work()
    assert any("Sie sind als Nächstes dran" in heard.text for heard in call.heard)
    bela = agent(line, BELA)
    line.work()
    bela.phone.answer()
    assert said(bela, call, "da bin ich")
    with line.house.sessions() as session:
        assert ticket_of(session, call).story
    bela.phone.hang_up()
    line.work()
    call.hang_up()
    other.hang_up()
    line.work()
    assert open_legs(line) == []
    with line.house.sessions() as session:
        outcomes = [session.get_one(CallRow, each.sid).outcome for each in (call, other)]
    assert outcomes == ["answered", "abandoned"], "who waits again after a talk was answered"


def test_a_caller_who_hangs_up_in_the_middle(line: World) -> None:
    """While somebody is asked, or still rings: their phone falls silent, everybody is free."""
    anna = agent(line)
    bela = agent(line, BELA)
    call = talk(line, anna)
    anna.do(talks.consult_colleague, bela.id)
    call.hang_up()
    line.work()
    assert not bela.phone.ringing
    assert (anna.state, bela.state) == (AgentState.WRAP_UP, AgentState.IDLE)
    assert open_legs(line) == []


def test_the_carrier_is_away_for_a_minute(line: World) -> None:
    """What was wanted meanwhile happens when it is back: nobody has to press again."""
    anna = agent(line)
    call = talk(line, anna)
    line.exchange.misbehave(rest_down_for=60)
    anna.do(talks.hold)
    assert said(anna, call, "noch da")  # what the desk wanted is not so yet, and the desk says so
    line.exchange.pass_time(61)
    line.work()
    assert hears_music(call)
    line.exchange.misbehave(rest_lost_answers=1, status_late_and_twice=True)
    anna.do(talks.resume)
    line.exchange.pass_time(5)
    line.work()
    assert said(anna, call, "wieder da")
    call.hang_up()
    line.exchange.deliver_late()
    line.exchange.pass_time(30)
    for _ in range(3):
        line.exchange.pass_time(20)
        line.work()
    assert open_legs(line) == []


@pytest.mark.parametrize("contact", [ANNA, CARLA])
def test_a_fault_at_an_agents_leg_ends_that_leg(line: World, contact: str) -> None:
    """The agent hears so and is out, nobody is put through to the fallback number; somebody else comes."""
    first = agent(line, contact)
    call = talk(line, first)
    first.do(talks.hold)
    break_leg(line, LegRole.AGENT)
    phone = first.phone.call
    with capture_logs() as logged:
        first.do(talks.mute, True)
    assert [each["event"] for each in logged if each["log_level"] == "error"] == ["webhook_failed"]
    line.work()
    assert "wird beendet" in phone.heard[-1].text
    assert phone.over
    assert not line.exchange.phone(FALLBACK).ringing
    second = agent(line, BELA)
    line.work()
    second.phone.answer()
    assert said(second, call, "Guten Tag")


def test_a_fault_at_a_colleagues_leg_ends_that_leg(line: World) -> None:
    """The question has failed; caller and agent go on."""
    anna, bela = agent(line, ANNA), agent(line, BELA)
    call = talk(line, anna)
    anna.do(talks.consult_colleague, bela.id)
    break_leg(line, LegRole.COLLEAGUE)
    with capture_logs():
        bela.phone.answer()
        line.work()
    assert bela.phone.call.over
    assert not line.exchange.phone(FALLBACK).ringing
    anna.do(talks.resume)
    assert said(anna, call, "Leider niemand da")


def break_leg(line: World, role: LegRole) -> None:
    """The next webhook of this leg fails outright: it is to say a sentence that there is not."""
    with line.house.sessions.begin() as session:
        session.execute(update(LegRow).where(LegRow.role == role).values(say="no.such.sentence"))
