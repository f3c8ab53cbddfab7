"""Which colleagues are free to be asked, or to take a caller over."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.tables import AgentLanguageRow, AgentRow, AgentSkillRow, StaffRow
from routing.tickets import AgentState, Wants


@dataclass(frozen=True, slots=True)
class Colleague:
    """A free agent: name, what they can, and in which languages."""

    id: int
    name: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]

    def fits(self, wanted: str) -> bool:
        """Each word that was typed stands in the name or in a skill."""
        known = " ".join((self.name, *self.skills, *self.languages)).casefold()
        return all(word in known for word in wanted.casefold().split())


def colleagues(session: Session) -> list[Colleague]:
    """All who are available and idle, by name."""
    skills: dict[int, list[str]] = defaultdict(list)
    languages: dict[int, list[str]] = defaultdict(list)
    for agent_id, skill in session.execute(
        select(AgentSkillRow.agent_id, AgentSkillRow.skill).order_by(AgentSkillRow.skill)
    ):
        skills[agent_id].append(skill)
    for agent_id, language in session.execute(
        select(AgentLanguageRow.agent_id, AgentLanguageRow.language).order_by(AgentLanguageRow.language)
    ):
        languages[agent_id].append(language)
    rows = session.execute(
        select(StaffRow.id, StaffRow.name)
        .join(AgentRow, AgentRow.staff_id == StaffRow.id)
        .where(AgentRow.wants == Wants.AVAILABLE, AgentRow.state == AgentState.IDLE)
        .order_by(StaffRow.name)
    )
    return [Colleague(row.id, row.name, tuple(skills[row.id]), tuple(languages[row.id])) for row in rows]
