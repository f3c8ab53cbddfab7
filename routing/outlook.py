"""Where a caller stands in the queue and how long it may take, as the tables are now."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from booking.kept import kept
from routing.assign import NO_RULES
from routing.candidates import MISSED, agents_here
from routing.estimate import could_ever, estimate
from routing.forecast import mean_handling_s
from routing.line_up import Profile
from routing.moves import run
from routing.rules import Rules
from routing.tables import RingRow, TicketRow
from routing.tickets import Outlook, Ticket, TicketKind, TicketState, Waiting

RECENT_TALKS = 50
LONGEST_HANDLING_S = 3600.0  # a wrap-up that somebody forgot to close is no measure for the next call

_T = TicketRow.__table__.c
_AHEAD = (
    select(_T.line, _T.skill, _T.language, func.count())
    .where(_T.state == TicketState.WAITING, _T.kind != TicketKind.IN_MENU)
    .where(or_(_T.not_before.is_(None), _T.not_before <= bindparam("now")))
    .where(
        or_(
            _T.counts_from < bindparam("from"),
            and_(_T.counts_from == bindparam("from"), _T.id < bindparam("ticket")),
        )
    )
    .group_by(_T.line, _T.skill, _T.language)
)
_RECENT = (
    select(_T.connected_at, _T.talked_until, _T.closed_at)
    .where(_T.connected_at.is_not(None), _T.talked_until.is_not(None), _T.line == bindparam("of_line"))
    .where(_T.consulting.is_(False))
    .order_by(_T.talked_until.desc())
    .limit(RECENT_TALKS)
)
_MISSED_BY = (
    select(RingRow.agent_id, RingRow.ended_at)
    .where(RingRow.ticket_id == bindparam("ticket"), MISSED)
    .order_by(RingRow.attempt)
)
_SAY = update(TicketRow).where(_T.id == bindparam("ticket")).values(said=bindparam("now_said"))


def outlook(
    session: Session, here: Ticket, *, now: datetime, rules: Mapping[str, Rules] = NO_RULES
) -> Outlook:
    """Where the ticket stands among those who ask for the same agents, and how long it may take."""
    rows = run(session, _AHEAD, {"from": here.counts_from, "ticket": here.id, "now": now})
    ahead = {Profile(line, topic, language): count for line, topic, language, count in rows}
    handling_s = kept(session, _handling_of(here.line))
    missed = _missed_by(session, here.id)
    return estimate(_waiting(here, missed), ahead, agents_here(session), handling_s, now, rules)


def note_said(session: Session, ticket_id: int, said: str) -> None:
    """What this caller was told of place and wait, so that it is not said again."""
    run(session, _SAY, {"ticket": ticket_id, "now_said": said})


def agents_on_duty(session: Session, here: Ticket, rules: Mapping[str, Rules] = NO_RULES) -> int:
    """How many take calls now who could ever take this one, be they free or in a call."""
    return len(could_ever(_waiting(here, {}), agents_here(session), rules))


def recent_handling_s(session: Session, line: str) -> list[float]:
    """How long the last calls of a line kept their agents, from the answer to the end of wrap-up: seconds."""
    rows = run(session, _RECENT, {"of_line": line})
    spans = [(closed or talked) - connected for connected, talked, closed in rows if connected and talked]
    return [min(span.total_seconds(), LONGEST_HANDLING_S) for span in spans]


@cache
def _handling_of(line: str) -> Callable[[Session], float]:
    """How to read the mean of a line's last calls: where one more counts little, it is kept for a moment."""
    return lambda session: mean_handling_s(recent_handling_s(session, line))


def _missed_by(session: Session, ticket_id: int) -> dict[int, datetime]:
    rows = run(session, _MISSED_BY, {"ticket": ticket_id})
    return {agent_id: ended_at for agent_id, ended_at in rows if ended_at is not None}


def _waiting(here: Ticket, missed: dict[int, datetime]) -> Waiting:
    return Waiting(here.id, here.line, here.skill, here.language, here.counts_from, here.not_before, missed)
