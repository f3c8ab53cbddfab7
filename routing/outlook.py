"""Where a caller stands in the queue and how long it may take, as the tables are now."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from routing.assign import NO_RULES
from routing.candidates import MISSED, agents_here
from routing.estimate import could_ever, estimate
from routing.forecast import mean_handling_s
from routing.line_up import Profile
from routing.moves import changed
from routing.queue import ticket
from routing.rules import Rules
from routing.tables import RingRow, TicketRow
from routing.tickets import Outlook, Ticket, TicketKind, TicketState, Waiting

RECENT_TALKS = 50
LONGEST_HANDLING_S = 3600.0  # a wrap-up that somebody forgot to close is no measure for the next call


def outlook(
    session: Session, ticket_id: int, *, now: datetime, rules: Mapping[str, Rules] = NO_RULES
) -> Outlook:
    """Where the ticket stands among those who ask for the same agents, and how long it may take."""
    here = ticket(session, ticket_id)
    before = or_(
        TicketRow.counts_from < here.counts_from,
        and_(TicketRow.counts_from == here.counts_from, TicketRow.id < here.id),
    )
    due = or_(TicketRow.not_before.is_(None), TicketRow.not_before <= now)
    profile = (TicketRow.line, TicketRow.skill, TicketRow.language)
    rows = session.execute(
        select(*profile, func.count())
        .where(TicketRow.state == TicketState.WAITING, TicketRow.kind != TicketKind.IN_MENU, before, due)
        .group_by(*profile)
    )
    ahead = {Profile(line, topic, language): count for line, topic, language, count in rows}
    handling_s = mean_handling_s(recent_handling_s(session, here.line))
    missed = _missed_by(session, ticket_id)
    return estimate(_waiting(here, missed), ahead, agents_here(session), handling_s, now, rules)


def note_said(session: Session, ticket_id: int, said: str) -> None:
    """What this caller was told of place and wait, so that it is not said again."""
    changed(session, update(TicketRow).where(TicketRow.id == ticket_id).values(said=said))


def agents_on_duty(session: Session, here: Ticket, rules: Mapping[str, Rules] = NO_RULES) -> int:
    """How many take calls now who could ever take this one, be they free or in a call."""
    return len(could_ever(_waiting(here, {}), agents_here(session), rules))


def recent_handling_s(session: Session, line: str) -> list[float]:
    """How long the last calls of a line kept their agents, from the answer to the end of wrap-up: seconds."""
    rows = session.execute(
        select(TicketRow.connected_at, TicketRow.talked_until, TicketRow.closed_at)
        .where(
            TicketRow.connected_at.is_not(None), TicketRow.talked_until.is_not(None), TicketRow.line == line
        )
        .where(TicketRow.consulting.is_(False))
        .order_by(TicketRow.talked_until.desc())
        .limit(RECENT_TALKS)
    )
    spans = [(closed or talked) - connected for connected, talked, closed in rows if connected and talked]
    return [min(span.total_seconds(), LONGEST_HANDLING_S) for span in spans]


def _missed_by(session: Session, ticket_id: int) -> dict[int, datetime]:
    rows = session.execute(
        select(RingRow.agent_id, RingRow.ended_at)
        .where(RingRow.ticket_id == ticket_id, MISSED)
        .order_by(RingRow.attempt)
    )
    return {agent_id: ended_at for agent_id, ended_at in rows if ended_at is not None}


def _waiting(here: Ticket, missed: dict[int, datetime]) -> Waiting:
    return Waiting(here.id, here.line, here.skill, here.language, here.counts_from, here.not_before, missed)
