"""Calls that the menu served by itself, for reports: they ended with what they came for, and never queued."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ivr.hang_up import SERVED
from ivr.tables import CallRow
from routing.reports import ServedInMenu
from routing.tables import TicketRow


def self_served(session: Session, since: datetime, until: datetime) -> list[ServedInMenu]:
    """Those that began in the half-open span, in one statement."""
    queued = exists().where(TicketRow.call_sid == CallRow.sid)
    rows = session.execute(
        select(CallRow.line, CallRow.started_at).where(
            CallRow.started_at >= since, CallRow.started_at < until, CallRow.outcome.in_(SERVED), ~queued
        )
    )
    return [ServedInMenu(*row) for row in rows]
