"""Wrap-up: reason, follow-up, and what the next agent sees of it when the same number calls again."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

import routing
from routing import TicketState, Wants
from routing.contacts import earlier_contacts
from routing.desk_tables import FollowUpRow
from routing.drafts import drafts_of, keep_draft
from routing.duty import go_home
from routing.ending import remember
from routing.rules import PLAIN, Rules
from routing.tickets import AgentState
from routing.wrapping_up import PART, WrapUp, end_wrap_ups, likely_reason, wrap_up
from tests.routing.conftest import NOW, new_agent

Waits = Callable[..., routing.Ticket]
SECOND = timedelta(seconds=1)
NUMBER = "+491701234567"


def after_a_talk(session: DatabaseSession, waits: Waits, agent: int, sid: str = "CA1") -> int:
    """A talk of this agent that has just ended; the ticket's id."""
    routing.set_wants(session, agent, Wants.AVAILABLE, now=NOW)
    made = waits(sid, caller=NUMBER)
    (ring,) = routing.assign(session, now=NOW)
    assert routing.picked_up(session, made.id, ring.attempt, now=NOW)
    assert routing.talk_over(session, made.id, now=NOW + 60 * SECOND)
    return made.id


def test_what_came_of_a_call_is_seen_at_the_next(session: DatabaseSession, waits: Waits) -> None:
    """Reason, note, what is still to be done; and the likely reason is what was done in the book."""
    agent = new_agent(session)
    first = after_a_talk(session, waits, agent)
    assert likely_reason(session, routing.ticket(session, first)) is None
    remember(session, first, "booked", agent_id=agent, now=NOW, detail="appointment 1")
    assert likely_reason(session, routing.ticket(session, first)) == "booked"
    routing.save_note(session, first, "bringt eVB nach", agent_id=agent)
    keep_draft(session, first, agent, "search", {"day": "2026-12-07"}, now=NOW)
    done = WrapUp("forwarded", settled=False, follow_up="Kfz ruft zurück", due=date(2026, 12, 3))
    assert wrap_up(session, first, done, agent_id=agent, now=NOW + 90 * SECOND)
    assert not wrap_up(session, first, done, agent_id=agent, now=NOW + 91 * SECOND)
    assert drafts_of(session, first, agent) == {}
    second = waits("CA2", caller=NUMBER)
    (seen,) = earlier_contacts(session, NUMBER, but=second.call_sid)
    assert (seen.reason, seen.settled, seen.note, seen.agent) == (
        "forwarded",
        False,
        "bringt eVB nach",
        "Ada",
    )
    assert (seen.follow_up, seen.open_until) == ("Kfz ruft zurück", date(2026, 12, 3))
    assert earlier_contacts(session, None, but="CA0") == []


def test_a_wrap_up_ends_when_its_time_is_over(session: DatabaseSession, waits: Waits) -> None:
    """With what was typed so far; the agent gets calls again. Another line's rule is no concern of it."""
    agent = new_agent(session)
    ticket = after_a_talk(session, waits, agent)
    keep_draft(session, ticket, agent, PART, {"settled_as": "informed", "settled": "yes"}, now=NOW)
    over, limited = NOW + 60 * SECOND + timedelta(minutes=5), Rules(wrap_up_s=300)
    assert end_wrap_ups(session, {"termine": limited}, now=over - SECOND) == 0
    assert end_wrap_ups(session, {"termine": PLAIN, "zentrale": limited}, now=over) == 0
    assert end_wrap_ups(session, {"termine": limited}, now=over) == 1
    closed, here = routing.ticket(session, ticket), routing.presence(session, agent)
    assert (closed.state, closed.settled_as, closed.settled) == (TicketState.DONE, "informed", True)
    assert here is not None
    assert (here.wants, here.state) == (Wants.AVAILABLE, AgentState.IDLE)


def test_going_home_keeps_what_was_typed(session: DatabaseSession, waits: Waits) -> None:
    """The last that was typed counts; what is to be done without a day is due on the next."""
    agent = new_agent(session)
    ticket = after_a_talk(session, waits, agent)
    for text in ("Rück", "Rückruf"):
        typed = {"settled_as": "informed", "follow_up": text, "due": ""}
        keep_draft(session, ticket, agent, PART, typed, now=NOW)
    go_home(session, agent, now=NOW + 120 * SECOND)
    closed = routing.ticket(session, ticket)
    assert (closed.state, closed.settled_as, closed.settled) == (TicketState.DONE, "informed", False)
    left = session.scalars(select(FollowUpRow)).one()
    assert (left.what, left.due) == ("Rückruf", date(2026, 12, 2))
