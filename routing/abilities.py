"""What an agent can: the lines they answer, topics and languages, each with a `Level`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from booking.kept import changing
from routing.moves import wake_agents
from routing.rules import Level
from routing.tables import AgentLanguageRow, AgentLineRow, AgentRow, AgentSkillRow

ABILITIES: Mapping[str, tuple[Any, str]] = {
    "skills": (AgentSkillRow, "skill"),
    "languages": (AgentLanguageRow, "language"),
    "lines": (AgentLineRow, "line"),
}


class UnknownLevel(ValueError):
    """A level is 1 (a little), 2 (well) or 3 (best)."""

    code = "unknown_level"


@dataclass(frozen=True, slots=True)
class Abilities:
    """Each with its level. Without any `lines` an agent answers all of them, and well."""

    skills: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def read_levels(written: Iterable[str]) -> dict[str, int]:
    """ "kfz:3" or "kfz", which is to know it well. Raises `UnknownLevel`."""
    levels = {}
    for each in written:
        name, _, level = each.partition(":")
        levels[name] = _checked(int(level) if level.isdecimal() else Level.WELL if not level else 0)
    return levels


def abilities_of(session: Session, agent_id: int) -> Abilities:
    """What this agent can; nothing for staff who take no calls."""
    return Abilities(
        **{
            kind: dict(
                session.execute(
                    select(getattr(table, key), table.level).where(table.agent_id == agent_id)
                ).all()
            )
            for kind, (table, key) in ABILITIES.items()
        }
    )


def set_abilities(session: Session, agent_id: int, abilities: Abilities) -> None:
    """What this agent can from now on: choices go by it within a moment, a call under way does not."""
    changing(session)
    for kind, (table, key) in ABILITIES.items():
        session.execute(delete(table).where(table.agent_id == agent_id))
        rows = [
            {"agent_id": agent_id, key: name, "level": _checked(level)}
            for name, level in getattr(abilities, kind).items()
        ]
        if rows:
            session.execute(insert(table), rows)
    wake_agents(session, AgentRow.staff_id == agent_id)


def _checked(level: int) -> int:
    if level not in list(Level):
        raise UnknownLevel(level)
    return int(level)
