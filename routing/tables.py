"""The tables of routing: tickets with their rings and history, staff, and agents with what they can."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime
from routing.rules import Level
from routing.tickets import LIVE, AgentState, TicketKind, TicketState, Wants


def one_of(column: str, values: Iterable[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


LIVE_TICKET = text(one_of("state", LIVE))
WAITING_TICKET = text(one_of("state", [TicketState.WAITING]))
FOLLOWS = text("follows_id IS NOT NULL")
WAITING_OF_SOMEBODY = text(f"{WAITING_TICKET.text} AND own_agent_id IS NOT NULL")
WELL = text(str(Level.WELL.value))


class StaffRow(Base):
    """A person with an account. `epoch` grows when all their sessions are to end.

    `offices` are the keys of those that the role office is limited to; NULL: all. `language` and `theme` are
    how they chose to see the pages. Who is blocked cannot sign in. `subject` is who they are to the OpenID
    Connect of the house.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[str]] = mapped_column(JSON)
    epoch: Mapped[int] = mapped_column(default=0)
    offices: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    language: Mapped[str | None] = mapped_column(String(12))
    theme: Mapped[str | None] = mapped_column(String(12))
    blocked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    subject: Mapped[str | None] = mapped_column(String(255), unique=True)


class AgentRow(Base):
    """A member of staff who takes calls. `version` grows with every change that the desk shows."""

    __tablename__ = "agents"
    __table_args__ = (
        CheckConstraint(one_of("wants", Wants), name="wants"),
        CheckConstraint(one_of("state", AgentState), name="state"),
        CheckConstraint("(state = 'idle') = (ticket_id IS NULL)", name="busy_with_a_ticket"),
        Index(None, "wants", "state"),
    )

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    contact: Mapped[str] = mapped_column(String(160))
    wants: Mapped[str] = mapped_column(String(12), default=Wants.OFF)
    wants_why: Mapped[str | None] = mapped_column(String(20))
    wants_since: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(12), default=AgentState.IDLE)
    state_since: Mapped[datetime] = mapped_column(UtcTime)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), unique=True)
    version: Mapped[int] = mapped_column(default=0)


class AgentSkillRow(Base):
    """A topic that an agent knows, and how well (`routing.rules.Level`)."""

    __tablename__ = "agent_skills"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.staff_id"), primary_key=True)
    skill: Mapped[str] = mapped_column(String(40), primary_key=True)
    level: Mapped[int] = mapped_column(default=Level.WELL, server_default=WELL)


class AgentLanguageRow(Base):
    """A language that an agent speaks, and how well."""

    __tablename__ = "agent_languages"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.staff_id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    level: Mapped[int] = mapped_column(default=Level.WELL, server_default=WELL)


class AgentLineRow(Base):
    """A line that an agent answers, and how well they know it; who has none answers every line."""

    __tablename__ = "agent_lines"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.staff_id"), primary_key=True)
    line: Mapped[str] = mapped_column(String(40), primary_key=True)
    level: Mapped[int] = mapped_column(default=Level.WELL, server_default=WELL)


class TicketRow(Base):
    """A call that waits for a person, with all that the menu learned."""

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint(one_of("state", TicketState), name="state"),
        CheckConstraint(one_of("kind", TicketKind), name="kind"),
        # Each row of the line-up in its order, so that its head is found without those behind it.
        Index(
            "ix_tickets_line_up",
            "line",
            "skill",
            "language",
            "counts_from",
            "id",
            sqlite_where=WAITING_TICKET,
            postgresql_where=WAITING_TICKET,
        ),
        Index("ix_tickets_last_talk", "caller", "connected_at"),
        Index(
            "ix_tickets_own_agent",
            "own_agent_id",
            sqlite_where=WAITING_OF_SOMEBODY,
            postgresql_where=WAITING_OF_SOMEBODY,
        ),
        Index("ix_tickets_follows_id", "follows_id", sqlite_where=FOLLOWS, postgresql_where=FOLLOWS),
        Index(None, "talked_until"),
        Index(None, "caller"),
        Index(None, "call_back_number"),
        Index(None, "enqueued_at"),
        Index(None, "agent_id", "connected_at"),
        # One call waits once, whatever the carrier repeats.
        Index(
            "uq_tickets_live_call",
            "call_sid",
            unique=True,
            sqlite_where=LIVE_TICKET,
            postgresql_where=LIVE_TICKET,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(String(64), index=True)
    line: Mapped[str] = mapped_column(String(40))
    skill: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    caller: Mapped[str | None] = mapped_column(String(40))
    service: Mapped[str | None] = mapped_column(String(80))
    office: Mapped[str | None] = mapped_column(String(80))
    wish: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    hold_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(120), default="")
    story: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(12), default=TicketKind.WAITING)
    state: Mapped[str] = mapped_column(String(12), default=TicketState.WAITING)
    priority: Mapped[int] = mapped_column(default=0)
    enqueued_at: Mapped[datetime] = mapped_column(UtcTime)
    counts_from: Mapped[datetime] = mapped_column(UtcTime)  # its place in the queue: `Rules.counts_from`
    own_agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # who talked to this caller last
    said: Mapped[str | None] = mapped_column(String(20))  # what was said last of place and wait
    attempt: Mapped[int] = mapped_column(default=0)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    call_back_number: Mapped[str | None] = mapped_column(String(40))
    call_back_tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(UtcTime)
    not_after: Mapped[datetime | None] = mapped_column(UtcTime)  # the end of the window for the call back
    windows_missed: Mapped[int] = mapped_column(default=0, server_default="0")
    tell_at: Mapped[datetime | None] = mapped_column(UtcTime)  # when to text that there is another window
    connected_at: Mapped[datetime | None] = mapped_column(UtcTime)
    talked_until: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    note: Mapped[str] = mapped_column(Text, default="")
    settled_as: Mapped[str | None] = mapped_column(String(20))
    settled: Mapped[bool | None]
    # The ticket that this one goes on from: handed over, or back in the queue after a telephone was lost.
    follows_id: Mapped[int | None]
    # A colleague is asked about the caller of `follows_id`, and has this story, but not yet the caller.
    consulting: Mapped[bool] = mapped_column(default=False, server_default=false())


class RingRow(Base):
    """One try to reach one agent for one ticket; `outcome` and `ended_at` are NULL while the phone rings."""

    __tablename__ = "ticket_rings"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.staff_id"))
    why: Mapped[str] = mapped_column(String(240))
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    give_up_at: Mapped[datetime] = mapped_column(UtcTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcTime)  # when the carrier was first known to do it
    dialled_sid: Mapped[str | None] = mapped_column(String(64))  # the call to the citizen of a call back
    outcome: Mapped[str | None] = mapped_column(String(20))
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    leg_sid: Mapped[str | None] = mapped_column(String(64))  # the agent's own leg, from when it was picked up


class TicketEventRow(Base):
    """The history of a ticket: only ever added to."""

    __tablename__ = "ticket_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    event: Mapped[str] = mapped_column(String(30))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    detail: Mapped[str] = mapped_column(String(240), default="")


class SignInTryRow(Base):
    """Failed sign-ins of one login or one address, and until when the next is refused."""

    __tablename__ = "sign_in_tries"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcTime)
    blocked_until: Mapped[datetime] = mapped_column(UtcTime)
