"""Contacts out of the tickets: one statement, columns only, however long the span."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.reports.contact import Contact
from routing.sql_time import seconds_between
from routing.tables import TicketRow
from routing.tickets import TicketKind, TicketState


def contacts(session: Session, since: datetime, until: datetime, *, line: str | None = None) -> list[Contact]:
    """All that entered the queue in the half-open span, of one line or of all, in order of time.

    A caller who was handed over, or came back after a lost telephone, entered it once.
    """
    which = select(
        TicketRow.line,
        TicketRow.skill,
        TicketRow.service,
        TicketRow.enqueued_at,
        seconds_between(TicketRow.enqueued_at, TicketRow.connected_at),
        seconds_between(TicketRow.enqueued_at, TicketRow.closed_at),
        seconds_between(TicketRow.connected_at, TicketRow.closed_at),
        TicketRow.settled,
        TicketRow.settled_as,
        TicketRow.reason,
        TicketRow.state,
        TicketRow.kind,
    ).where(TicketRow.enqueued_at >= since, TicketRow.enqueued_at < until, TicketRow.follows_id.is_(None))
    if line is not None:
        which = which.where(TicketRow.line == line)
    return [
        Contact(
            line=on,
            topic=topic,
            service=service,
            entered=entered,
            wait_s=wait_s,
            gave_up_s=closed_s if wait_s is None and state == TicketState.ABANDONED else None,
            handling_s=handling_s,
            settled=settled,
            result=result,
            why=why,
            served_meanwhile=wait_s is None and state == TicketState.DONE and kind == TicketKind.IN_MENU,
        )
        for on, topic, service, entered, wait_s, closed_s, handling_s, settled, result, why, state, kind in (
            session.execute(which.order_by(TicketRow.enqueued_at, TicketRow.id))
        )
    ]
