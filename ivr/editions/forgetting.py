"""Drafts that nobody goes on with, and versions that nothing needs any more, are forgotten.

What was once published stays: what the line said when can be told for good, and taken back to.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, union, update
from sqlalchemy.orm import Session

from ivr.editions.tables import DraftRow, EditionRow, PublicationRow, TrialRow
from ivr.experiments.tables import ExperimentRow
from ivr.replay.tables import ReplayRow
from ivr.tables import CallRow
from routing import audit

RULE = "rule"  # who does it, in the audit log


def forget_drafts(session: Session, *, before: datetime, now: datetime) -> int:
    """Delete drafts that ended, or were saved last, before then; says how many were open still."""
    left = DraftRow.ended_at.is_(None) & DraftRow.edition_id.in_(
        select(EditionRow.id).where(EditionRow.at < before)
    )
    rows = session.scalars(select(DraftRow).where(or_(DraftRow.ended_at < before, left)))
    told = [(row.id, row.line, row.ended is None) for row in rows]
    session.execute(delete(DraftRow).where(DraftRow.id.in_([draft for draft, _, _ in told])))
    for draft, line, was_open in told:
        if was_open:
            details = {"line": line, "draft": draft}
            audit.note(session, by=RULE, what="draft.forgotten", details=details, now=now)
    return sum(was_open for _, _, was_open in told)


def forget_editions(session: Session, *, before: datetime, calls_since: datetime) -> int:
    """Delete versions from before then that nothing leads to; says how many.

    Kept are those of drafts, publications, experiments and replays, and of calls since `calls_since`.
    """
    rows = session.execute(
        select(EditionRow.id, EditionRow.parent_id).where(EditionRow.at < before, _unneeded(calls_since))
    ).all()
    parents = {row.id: row.parent_id for row in rows}
    _hand_on_children(session, parents)
    session.execute(delete(EditionRow).where(EditionRow.id.in_(parents)))
    return len(parents)


def _unneeded(calls_since: datetime) -> ColumnElement[bool]:
    needed = union(
        select(DraftRow.edition_id),
        select(DraftRow.base_id),
        select(PublicationRow.edition_id),
        select(TrialRow.edition_id),
        select(ExperimentRow.first_id),
        select(ExperimentRow.second_id),
        select(ReplayRow.edition_id),
        select(CallRow.edition_id).where(CallRow.started_at >= calls_since),
    ).subquery("needed")
    (by,) = needed.c
    return ~select(by).where(by == EditionRow.id).exists()


def _hand_on_children(session: Session, parents: dict[int, int | None]) -> None:
    """What was made from versions that go, was made from the nearest one before that stays."""
    session.execute(update(EditionRow).where(EditionRow.id.in_(parents)).values(parent_id=None))
    children = session.scalars(select(EditionRow).where(EditionRow.parent_id.in_(parents))).all()
    for child in children:
        while child.parent_id in parents:
            child.parent_id = parents[child.parent_id]
    session.flush()
