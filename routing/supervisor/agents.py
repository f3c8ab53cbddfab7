"""The agents: how each stands, setting a state with a reason, and what they can."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.written import LANGUAGES
from routing.abilities import abilities_of
from routing.guards import Role, requires
from routing.presence import presence
from routing.staff import staff_of
from routing.supervising import deeds, force_wants
from routing.supervisor.room import Room
from routing.supervisor.wall import Standing
from routing.supervisor.words import FORCED
from routing.tables import AgentRow, AgentSkillRow, StaffRow
from routing.tickets import AgentState, Wants

LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class AgentNow:
    """An agent in the list. `since`: in this state, aware UTC. `topics`: codes."""

    id: int
    name: str
    standing: Standing
    since: datetime
    topics: tuple[str, ...]


def add_agents(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/agents")
    @requires(Role.SUPERVISOR)
    def agents() -> ResponseReturnValue:
        return show("supervisor/agents.html")

    @blueprint.get("/agents/list")
    @requires(Role.SUPERVISOR)
    def agents_part() -> ResponseReturnValue:
        return show("supervisor/agents_list.html")

    @blueprint.get("/agents/<int:agent_id>")
    @requires(Role.SUPERVISOR)
    def agent(agent_id: int) -> ResponseReturnValue:
        with room.reading() as session:
            here, who = presence(session, agent_id), staff_of(session, agent_id)
            if here is None or who is None:
                abort(404)
            return render_template(
                "supervisor/agent.html",
                who=who,
                standing=Standing(agent_id, here.wants, here.state),
                since=here.state_since,
                done=deeds(session, agent_id),
                abilities=abilities_of(session, agent_id),
                lines=room.lines,
                languages=LANGUAGES,
                now=room.clock(),
            )

    @blueprint.post("/agents/<int:agent_id>/wants")
    @requires(Role.SUPERVISOR)
    def force(agent_id: int) -> ResponseReturnValue:
        wanted, why = request.form.get("wants", ""), request.form.get("why", "").strip()[:LONGEST_WHY]
        if wanted not in set(FORCED) or not why:
            flash("Bitte wählen Sie einen Zustand und nennen Sie einen Grund.", "warning")
            return redirect(url_for("supervisor.agent", agent_id=agent_id))
        with room.writing() as session:
            if presence(session, agent_id) is None:
                abort(404)
            declined = force_wants(session, agent_id, Wants(wanted), by=g.staff.id, why=why, now=room.clock())
        room.stop_ringing(declined)
        flash("Der Zustand ist gesetzt.", "success")
        return redirect(url_for("supervisor.agent", agent_id=agent_id))

    def show(template: str) -> str:
        with room.reading() as session:
            people = _agents(session)
        return render_template(template, people=people, now=room.clock())


def _agents(session: Session) -> list[AgentNow]:
    """All agents by name; who is away from the phones stands last."""
    topics = _topics(session)
    rows = session.execute(
        select(
            AgentRow.staff_id,
            StaffRow.name,
            AgentRow.wants,
            AgentRow.state,
            AgentRow.wants_since,
            AgentRow.state_since,
        )
        .join(StaffRow, StaffRow.id == AgentRow.staff_id)
        .order_by(AgentRow.wants == Wants.OFF, StaffRow.name)
    )
    return [
        AgentNow(
            agent,
            name,
            Standing(agent, Wants(wants), AgentState(state)),
            max(wants_since, state_since) if state == AgentState.IDLE else state_since,
            topics.get(agent, ()),
        )
        for agent, name, wants, state, wants_since, state_since in rows
    ]


def _topics(session: Session) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(AgentSkillRow.agent_id, AgentSkillRow.skill).order_by(
            AgentSkillRow.agent_id, AgentSkillRow.skill
        )
    )
    for agent, topic in rows:
        found[agent] = (*found.get(agent, ()), topic)
    return found
