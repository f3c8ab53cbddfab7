"""A hold belongs to the client that took it. Its name is the row's number and a secret that only it knows."""

import re
import secrets
from datetime import datetime

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.api.problems import Problem
from booking.history import What
from booking.sql import run
from booking.tables import AppointmentRow, EventRow

NAME = re.compile(r"([1-9][0-9]{0,8})-([A-Za-z0-9_-]{22})")
SECRET_BYTES = 16


def actor() -> str:
    """Who does it, as the history has it."""
    return f"client:{g.client}"


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def holder_of(secret: str) -> str:
    """As the book keeps it beside the hold; no two holds have the same."""
    return f"{actor()}:{secret}"


def name_of(hold_id: int, secret: str) -> str:
    return f"{hold_id}-{secret}"


def own_hold(session: Session, name: str) -> int:
    """The number of this client's hold, alive or over. Raises the problem unknown_hold for others'."""
    read = NAME.fullmatch(name)
    if read is None:
        raise Problem("unknown_hold")
    hold_id = int(read[1])
    holder = run(session, select(AppointmentRow.holder).where(AppointmentRow.id == hold_id)).scalar()
    if holder is None or not secrets.compare_digest(holder.encode(), holder_of(read[2]).encode()):
        raise Problem("unknown_hold")
    return hold_id


def taken_at(session: Session, hold_id: int) -> datetime:
    """When the hold began, which prolonging it does not change."""
    began = select(EventRow.at).where(EventRow.appointment_id == hold_id, EventRow.what == What.HELD)
    found: datetime = run(session, began).scalar_one()
    return found
