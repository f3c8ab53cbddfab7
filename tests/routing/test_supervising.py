"""What supervisors do: set states, move waiting calls, send messages; and the wall board, counted by hand."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session as DatabaseSession

import routing
from ivr.lines import load_lines
from ivr.settings import ROOT
from routing import TicketState, Wants
from routing.history import history_of
from routing.messages import read_message, send_message, sent_messages, unread_messages
from routing.own_figures import figures_of
from routing.supervising import deeds, force_wants, give_to_agent, move_to_line
from routing.supervisor.wall import wall
from routing.tickets import AgentState
from tests.booking.test_statements import counted
from tests.routing.conftest import NOW, new_agent

Waits = Callable[..., routing.Ticket]
SECOND = timedelta(seconds=1)
LINES = load_lines(ROOT / "ivr" / "lines.toml")


def test_a_forced_state_is_written_down_with_its_reason(session: DatabaseSession, waits: Waits) -> None:
    """What rings goes on to somebody else; who did it and why stays with the agent."""
    ada, gesa = new_agent(session), new_agent(session, "gesa", skills=(), wants=Wants.OFF)
    ticket = waits()
    routing.assign(session, now=NOW)
    declined = force_wants(session, ada, Wants.OFF, by=gesa, why="Laptop vergessen", now=NOW + SECOND)
    assert declined is not None
    here = routing.presence(session, ada)
    assert here is not None
    assert (here.wants, here.state) == (Wants.OFF, AgentState.IDLE)
    assert routing.ticket(session, ticket.id).state is TicketState.WAITING
    (deed,) = deeds(session, ada)
    assert (deed.event, deed.by, deed.detail) == ("forced", "Gesa", "off: Laptop vergessen")


def test_moving_a_waiting_call(session: DatabaseSession, waits: Waits) -> None:
    """To an agent who is free, whatever they can; to another line; and only while it waits."""
    bo = new_agent(session, "bo", skills=("zentrale",))
    ticket = waits()
    assert routing.assign(session, now=NOW) == []
    detail = "Zentrale"
    assert move_to_line(session, ticket.id, "zentrale", "zentrale", by=bo, detail=detail, now=NOW)
    moved = routing.ticket(session, ticket.id)
    assert (moved.line, moved.skill, moved.enqueued_at) == ("zentrale", "zentrale", NOW)
    assert history_of(session, "CA1")[-1].event == "line"
    ring = give_to_agent(session, ticket.id, bo, by="Gesa", ring_s=20, now=NOW)
    assert ring is not None
    assert (ring.agent_id, ring.why) == (bo, "Zugeteilt von Gesa")
    assert give_to_agent(session, waits("CA2").id, bo, by="Gesa", ring_s=20, now=NOW) is None
    assert routing.ticket_of(session, "CA2").state is TicketState.WAITING  # type: ignore[union-attr]
    assert not move_to_line(session, ticket.id, "termine", "kfz", by=bo, detail="", now=NOW)


def test_a_message_stays_until_it_is_read(session: DatabaseSession) -> None:
    """To all who are signed in, or to one; read by one, it stays with the others."""
    ada, bo = new_agent(session), new_agent(session, "bo")
    away = new_agent(session, "cem", wants=Wants.OFF)
    assert send_message(session, "Kfz-Stelle heute ab 12 zu", to=None, by=ada, now=NOW) == 2
    assert send_message(session, "Bitte melden", to=[away], by=ada, now=NOW + SECOND) == 1
    (message,) = unread_messages(session, bo)
    before = routing.presence(session, bo)
    read_message(session, message.id, ada, now=NOW)  # not hers to read
    read_message(session, message.id, bo, now=NOW)
    after = routing.presence(session, bo)
    assert unread_messages(session, bo) == []
    assert before is not None
    assert after is not None
    assert after.version > before.version  # their other screens are told
    assert [each.text for each in unread_messages(session, away)] == ["Bitte melden"]
    sent = sent_messages(session, ada, since=NOW)
    assert [(each.to, each.read) for each in sent] == [(1, 0), (2, 1)]


def test_the_wall_counts_today_by_line(session: DatabaseSession, waits: Waits) -> None:
    """Four calls to one line: in 30.0 s, in 31 s, given up, still waiting; one of yesterday; another line."""
    ada = new_agent(session)
    new_agent(session, "bo", skills=("zentrale", "kfz"), wants=Wants.BREAK)
    waits("CA0", now=NOW - timedelta(days=1))
    routing.caller_gone(session, "CA0", now=NOW - timedelta(days=1))
    for sid, waited in (("CA1", 30), ("CA2", 31)):
        ticket = waits(sid)
        (ring,) = routing.assign(session, now=NOW + 2 * SECOND)
        assert routing.picked_up(session, ticket.id, ring.attempt, now=NOW + waited * SECOND)
        routing.talk_over(session, ticket.id, now=NOW + (waited + 60) * SECOND)
        done = NOW + (waited + 90) * SECOND
        routing.finish(session, ticket.id, settled_as="informed", settled=sid == "CA1", now=done)
    waits("CA3")
    routing.caller_gone(session, "CA3", now=NOW + 5 * SECOND)
    waits("CA4", now=NOW + 50 * SECOND)
    waits("CA5", line="zentrale", skill="zentrale")
    now = NOW + timedelta(minutes=5)
    with counted(session) as statements:
        termine, zentrale = wall(session, LINES, now=now)
    assert len(statements) == 4
    assert (termine.waiting, termine.longest_s(now), termine.call_backs) == (1, 250, 0)
    assert (termine.offered, termine.answered, termine.within, termine.abandoned) == (4, 2, 1, 1)
    assert termine.service_level == 1 / 3
    assert termine.states == {"available": 1, "break": 1}
    assert (zentrale.waiting, zentrale.offered, zentrale.service_level) == (1, 1, None)
    assert zentrale.states == {"break": 1}
    own = figures_of(session, ada, since=NOW, until=now)
    assert (own.talks, own.missed, own.talk_s, own.wrap_up_s, own.settled) == (2, 0, 60, 30, 0.5)
