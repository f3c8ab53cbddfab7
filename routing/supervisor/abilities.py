"""What an agent can: topics, languages and lines, each with a level. The next choice goes by it."""

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from routing.abilities import Abilities, abilities_of, set_abilities
from routing.guards import Role, requires
from routing.presence import presence
from routing.supervising import write_deed
from routing.supervisor.room import Room
from routing.supervisor.words import LEVELS


def add_abilities(blueprint: Blueprint, room: Room) -> None:
    @blueprint.post("/agents/<int:agent_id>/abilities")
    @requires(Role.SUPERVISOR)
    def change_abilities(agent_id: int) -> ResponseReturnValue:
        with room.writing() as session:
            if presence(session, agent_id) is None:
                abort(404)
            before, after = abilities_of(session, agent_id), _posted_abilities()
            set_abilities(session, agent_id, after)
            write_deed(
                session,
                agent_id,
                "abilities",
                by=g.staff.id,
                detail=_difference(before, after),
                now=room.clock(),
            )
        flash("Die Kenntnisse sind geändert.", "success")
        return redirect(url_for("supervisor.agent", agent_id=agent_id))


def _posted_abilities() -> Abilities:
    """The levels of the form, as `skills.kfz`; 0 is not to know it. 400 for anything else."""
    chosen: dict[str, dict[str, int]] = {"skills": {}, "languages": {}, "lines": {}}
    for field, value in request.form.items():
        kind, dot, name = field.partition(".")
        if not dot:
            continue
        if kind not in chosen or value not in _LEVELS:
            abort(400)
        if value != "0":
            chosen[kind][name] = int(value)
    return Abilities(**chosen)


_LEVELS = {str(level) for level, _ in LEVELS}


def _difference(before: Abilities, after: Abilities) -> str:
    """What is another level now: "kfz 2 → 3, tr 0 → 1"."""
    was, now = ({**each.skills, **each.languages, **each.lines} for each in (before, after))
    changes = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
    return ", ".join(f"{name} {was.get(name, 0)} → {now.get(name, 0)}" for name in changes) or "–"
