"""Reading talks, and changing single legs. Who changes anything of a talk locks its row first."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from routing.moves import changed, run, wake_agents
from routing.tables import AgentRow
from routing.talks.tables import LegRow, TalkRow
from routing.talks.values import Leg, LegRole, LegState, Mode, Place, Talk

_PLAIN = tuple(field.name for field in fields(Leg) if field.name not in {"role", "state", "place", "mode"})

_TALKS, _LEGS = TalkRow.__table__, LegRow.__table__
_OF_CALLER = (
    select(_LEGS.c.talk_id)
    .join_from(_LEGS, _TALKS, _TALKS.c.id == _LEGS.c.talk_id)
    .where(_LEGS.c.call_sid == bindparam("call"), _LEGS.c.role == LegRole.CALLER)
    .where(_TALKS.c.closed_at.is_(None))
    .limit(1)
)


class Which:
    """A way to find a talk by one value; `locked`: so that nobody else changes it meanwhile."""

    def __init__(self, *conditions: ColumnElement[bool]) -> None:
        self.found = select(_TALKS.c.id, _TALKS.c.ticket_id).where(*conditions)
        self.locked = self.found.with_for_update()


_BY_ID = Which(_TALKS.c.id == bindparam("value"))
_OPEN_OF = Which(_TALKS.c.ticket_id == bindparam("value"), _TALKS.c.closed_at.is_(None))


def to_leg(row: LegRow) -> Leg:
    """The frozen value of a row."""
    return Leg(
        **{name: getattr(row, name) for name in _PLAIN},
        role=LegRole(row.role),
        state=LegState(row.state),
        place=Place(row.place),
        mode=Mode(row.mode),
    )


def open_talk_of(session: Session, ticket_id: int, *, lock: bool = False) -> Talk | None:
    """The talk with a room that this ticket's caller is in; None where two simply talk, or nobody does."""
    return _talk(session, _OPEN_OF, ticket_id, lock=lock)


def talk_of_leg(session: Session, leg_id: int, *, lock: bool = False) -> tuple[Talk, Leg] | None:
    """A leg with its talk, open or not; None for a leg that never was."""
    talk_id = session.scalar(select(LegRow.talk_id).where(LegRow.id == leg_id))
    talk = _talk(session, _BY_ID, talk_id, lock=lock) if talk_id is not None else None
    return (talk, next(leg for leg in talk.legs if leg.id == leg_id)) if talk is not None else None


def open_talk_of_call(session: Session, call_sid: str, *, lock: bool = False) -> Talk | None:
    """The open talk in which this call is the caller's."""
    talk_id = run(session, _OF_CALLER, {"call": call_sid}).scalar()
    return _talk(session, _BY_ID, talk_id, lock=lock) if talk_id is not None else None


def open_talk_with(session: Session, staff_id: int, *roles: LegRole) -> Talk | None:
    """The talk in which this member of staff has a part, being rung included."""
    talk_id = session.scalar(
        select(LegRow.talk_id)
        .join(TalkRow, TalkRow.id == LegRow.talk_id)
        .where(
            LegRow.staff_id == staff_id,
            LegRow.role.in_(roles),
            LegRow.state != LegState.OVER,
            LegRow.place != Place.END,
            TalkRow.closed_at.is_(None),
        )
        .limit(1)
    )
    return _talk(session, _BY_ID, talk_id) if talk_id is not None else None


def _talk(session: Session, which: Which, value: int, *, lock: bool = False) -> Talk | None:
    row = run(session, which.locked if lock else which.found, {"value": value}).first()
    if row is None:
        return None
    legs = session.scalars(
        select(LegRow)
        .where(LegRow.talk_id == row.id)
        .order_by(LegRow.id)
        .execution_options(populate_existing=True)
    )
    return Talk(row.id, row.ticket_id, tuple(map(to_leg, legs)))


def add_talk(session: Session, ticket_id: int, *, now: datetime) -> Talk:
    """A new talk without legs, or the one that somebody else opened at this moment; locked."""
    try:
        with session.begin_nested():
            session.add(TalkRow(ticket_id=ticket_id, opened_at=now))
            session.flush()
    except IntegrityError:
        pass
    found = open_talk_of(session, ticket_id, lock=True)
    assert found is not None  # noqa: S101 - ours, or the one whose row forbade ours
    return found


def add_leg(session: Session, talk_id: int, role: LegRole, *, now: datetime, **values: Any) -> int:
    row = LegRow(talk_id=talk_id, role=role, seen_at=now, **values)
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, leg: Leg, **values: Any) -> None:
    """The leg is to do something else: the carrier is told, until it has asked what."""
    _update(session, leg.id, version=LegRow.version + 1, nudged_at=None, **values)


def note(session: Session, leg: Leg, **values: Any) -> None:
    """What became known of a leg; nothing that the carrier would have to be told."""
    _update(session, leg.id, **values)


def over(session: Session, leg: Leg, outcome: str, *, now: datetime) -> None:
    _update(session, leg.id, state=LegState.OVER, outcome=outcome, seen_at=now)


def told(session: Session, leg: Leg, *, now: datetime) -> None:
    """The carrier has just asked what this leg is to do; a sentence is said once."""
    _update(session, leg.id, told=leg.version, say=None, seen_at=now)


def _update(session: Session, leg_id: int, **values: Any) -> None:
    going_on = (LegRow.id == leg_id, LegRow.state != LegState.OVER)
    changed(session, update(LegRow).where(*going_on).values(**values))


def close(session: Session, talk: Talk, *, now: datetime) -> None:
    """Nobody is in the room any more. Legs that are still to be told something stay until they were."""
    changed(
        session,
        update(TalkRow).where(TalkRow.id == talk.id, TalkRow.closed_at.is_(None)).values(closed_at=now),
    )


def give_to(session: Session, talk: Talk, ticket_id: int) -> None:
    """The talk is from now on that of another ticket."""
    changed(session, update(TalkRow).where(TalkRow.id == talk.id).values(ticket_id=ticket_id))


def end_all(session: Session, talk: Talk, *keep: LegRole) -> None:
    """Every leg but those of the roles `keep` is to be hung up."""
    for leg in talk.legs:
        if leg.going_on and leg.role not in keep:
            change(session, leg, place=Place.END)


def wake(session: Session, talk: Talk) -> None:
    """The desks of all who have a part in this talk show it anew, and of who handed its caller over."""
    staff = sorted({leg.staff_id for leg in talk.legs if leg.staff_id is not None})
    concerned = or_(AgentRow.staff_id.in_(staff), AgentRow.ticket_id == talk.ticket_id)
    wake_agents(session, concerned)
