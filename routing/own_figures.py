"""An agent's own figures: for the agent, of one span of time. No comparison with others is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from routing.tables import RingRow, TicketRow
from routing.transitions import Event


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """`talk_s`, `wrap_up_s`: means in seconds. `settled`: the share (0 to 1) of wrap-ups that said so.

    None where there is nothing to take a mean of.
    """

    talks: int
    missed: int
    talk_s: float | None
    wrap_up_s: float | None
    settled: float | None


def figures_of(session: Session, agent_id: int, *, since: datetime, until: datetime) -> OwnFigures:
    """The talks that began in the half-open span, and the rings that were missed in it."""
    rows = session.execute(
        select(TicketRow.connected_at, TicketRow.talked_until, TicketRow.closed_at, TicketRow.settled).where(
            TicketRow.agent_id == agent_id, TicketRow.connected_at >= since, TicketRow.connected_at < until
        )
    ).all()
    missed = session.scalar(
        select(func.count())
        .select_from(RingRow)
        .where(RingRow.agent_id == agent_id, RingRow.started_at >= since, RingRow.started_at < until)
        .where(RingRow.outcome == Event.MISS)
    )
    return OwnFigures(
        talks=len(rows),
        missed=missed or 0,
        talk_s=_mean((until - began).total_seconds() for began, until, _, _ in rows if began and until),
        wrap_up_s=_mean((closed - until).total_seconds() for _, until, closed, _ in rows if until and closed),
        settled=_mean(float(settled) for *_, settled in rows if settled is not None),
    )


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
