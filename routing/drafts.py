"""What agents have typed and not yet sent. Neither a reload nor a new state loses it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from routing.desk_tables import DraftRow

Typed = Mapping[str, str]
LONGEST = 4000
"""Of one field, in characters; what is longer was not typed."""


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
    rows = session.execute(
        select(DraftRow.part, DraftRow.typed).where(
            DraftRow.ticket_id == ticket_id, DraftRow.agent_id == agent_id
        )
    )
    return {row.part: row.typed for row in rows}


def drop_drafts(session: Session, ticket_id: int, *parts: str) -> None:
    """What was typed has been sent, or is of no use any more; without `parts` all of the ticket."""
    which = delete(DraftRow).where(DraftRow.ticket_id == ticket_id)
    session.execute(which.where(DraftRow.part.in_(parts)) if parts else which)
