"""The calls that wait, and moving one: to an agent who is free, or to another line or topic."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.guards import Role, requires
from routing.queue import to_ticket
from routing.supervising import give_to_agent, move_to_line
from routing.supervisor.room import Room
from routing.tables import AgentRow, StaffRow, TicketRow
from routing.tickets import AgentState, Ticket, TicketKind, TicketState, Wants

NOT_WAITING = "Dieser Anruf wartet nicht mehr."
NOT_FREE = "Das ging nicht: Der Anruf wartet nicht mehr, oder die Person ist nicht mehr frei."
REFUSED = "Das Telefon war nicht zu erreichen. Der Anruf wartet weiter."


@dataclass(frozen=True, slots=True)
class Free:
    id: int
    name: str


def add_waiting(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/waiting")
    @requires(Role.SUPERVISOR)
    def waiting() -> ResponseReturnValue:
        return show("supervisor/waiting.html")

    @blueprint.get("/waiting/list")
    @requires(Role.SUPERVISOR)
    def waiting_part() -> ResponseReturnValue:
        return show("supervisor/waiting_list.html")

    @blueprint.post("/waiting/<int:ticket_id>/agent")
    @requires(Role.SUPERVISOR)
    def give(ticket_id: int) -> ResponseReturnValue:
        agent = request.form.get("agent", 0, int)
        with room.writing() as session:
            ring = give_to_agent(
                session, ticket_id, agent, by=g.staff.name, ring_s=room.ring_s, now=room.clock()
            )
        if ring is None:
            flash(NOT_FREE, "warning")
        elif not room.ring(ring):
            flash(REFUSED, "warning")
        return redirect(url_for("supervisor.waiting"))

    @blueprint.post("/waiting/<int:ticket_id>/topic")
    @requires(Role.SUPERVISOR)
    def move(ticket_id: int) -> ResponseReturnValue:
        line, _, topic = request.form.get("to", "").partition(":")
        if line not in room.lines or topic not in room.lines[line].topics:
            abort(400)
        name = f"{room.lines[line].title}: {room.lines[line].topics[topic]}"
        with room.writing() as session:
            moved = move_to_line(
                session, ticket_id, line, topic, by=g.staff.id, detail=name, now=room.clock()
            )
        if not moved:
            flash(NOT_WAITING, "warning")
        return redirect(url_for("supervisor.waiting"))

    def show(template: str) -> str:
        now: datetime = room.clock()
        with room.reading() as session:
            calls = _waiting(session)
            free = _free(session)
        return render_template(template, calls=calls, free=free, lines=room.lines.values(), now=now)


def _free(session: Session) -> list[Free]:
    rows = session.execute(
        select(AgentRow.staff_id, StaffRow.name)
        .join(StaffRow, StaffRow.id == AgentRow.staff_id)
        .where(AgentRow.wants == Wants.AVAILABLE, AgentRow.state == AgentState.IDLE)
        .order_by(StaffRow.name)
    )
    return [Free(*row) for row in rows]


def _waiting(session: Session) -> list[Ticket]:
    rows = session.scalars(
        select(TicketRow)
        .where(TicketRow.state == TicketState.WAITING, TicketRow.kind != TicketKind.IN_MENU)
        .order_by(TicketRow.counts_from, TicketRow.id)
        .limit(100)
        .execution_options(populate_existing=True)
    )
    return [to_ticket(row) for row in rows]
