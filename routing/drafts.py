"""What agents have typed and not yet sent. Neither a reload nor a new state loses it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from routing.desk_tables import DraftRow
from routing.moves import run

Typed = Mapping[str, str]
LONGEST = 4000
"""Of one field, in characters; what is longer was not typed."""

_DRAFTS = DraftRow.__table__
_TYPED = select(_DRAFTS.c.part, _DRAFTS.c.typed).where(
    _DRAFTS.c.ticket_id == bindparam("ticket"), _DRAFTS.c.agent_id == bindparam("agent")
)
_DROP = delete(DraftRow).where(_DRAFTS.c.ticket_id == bindparam("ticket"))


def keep_draft(
    session: Session, ticket_id: int, agent_id: int, part: str, typed: Typed, *, now: datetime
) -> None:
    """Keep what the form `part` of the desk holds now, in the place of what it held before."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"typed": {name: text[:LONGEST] for name, text in typed.items()}, "at": now}
    new = insert(DraftRow).values(ticket_id=ticket_id, agent_id=agent_id, part=part, **values)
    session.execute(new.on_conflict_do_update(index_elements=["ticket_id", "agent_id", "part"], set_=values))


def drafts_of(session: Session, ticket_id: int, agent_id: int) -> dict[str, Typed]:
    """What this agent has typed for the ticket, by form."""
    rows = run(session, _TYPED, {"ticket": ticket_id, "agent": agent_id})
    return {row.part: row.typed for row in rows}


def drop_drafts(session: Session, ticket_id: int, *parts: str) -> None:
    """What was typed has been sent, or is of no use any more; without `parts` all of the ticket."""
    run(session, _DROP.where(DraftRow.part.in_(parts)) if parts else _DROP, {"ticket": ticket_id})
