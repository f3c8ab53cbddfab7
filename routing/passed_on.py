"""Where a caller went from one agent, and whom they have talked to before: what both desks say of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from routing.moves import run
from routing.tables import StaffRow, TicketEventRow, TicketRow
from routing.talks.following import LOST
from routing.talks.legs import open_talk_of
from routing.talks.values import Place
from routing.tickets import Ticket, TicketState

MOST_TALKS = 5


class Became(StrEnum):
    """What has become of a caller who was handed over.

    `put_through`: the carrier connects them with an extension, and tells nothing before it is over.
    `waits`: nobody was there, so they are in the queue again, in front. `gave_up`: they hung up before.
    """

    PUT_THROUGH = "put_through"
    RINGS = "rings"
    TALKS = "talks"
    WAITS = "waits"
    OVER = "over"
    GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True)
class PassedOn:
    """To whom an agent handed the caller over. `instead`: who took the call in their place."""

    at: datetime
    to: str
    became: Became
    instead: str | None = None

    @property
    def reached(self) -> bool:
        """Whether they took the call, as far as is known."""
        return self.instead is None and self.became in (Became.PUT_THROUGH, Became.TALKS, Became.OVER)


@dataclass(frozen=True, slots=True)
class EarlierTalk:
    """A talk of the same call, with another agent. `lost`: their telephone was, in the middle of it."""

    at: datetime
    agent: str
    talked_s: float
    passed: PassedOn | None
    lost: bool


_T, _S, _E = TicketRow.__table__, StaffRow.__table__.c, TicketEventRow.__table__.c
_HAND_OVER = (
    select(_E.at, _E.detail)
    .where(_E.ticket_id == bindparam("ticket"), _E.event == "hand_over")
    .order_by(_E.id.desc())
    .limit(1)
)
_AGAIN = exists().where(_E.ticket_id == _T.c.id, _E.event == "back_in_front")
_NEXT = (
    select(_T.c.state, _T.c.connected_at, _T.c.attempt, _S.name, _AGAIN.label("again"))
    .select_from(_T)
    .outerjoin(StaffRow.__table__, _S.id == _T.c.agent_id)
    .where(_T.c.follows_id == bindparam("ticket"), _T.c.consulting.is_(False))
    .order_by(_T.c.id.desc())
    .limit(1)
)
_BEFORE = (
    select(_T.c.id, _T.c.follows_id, _T.c.connected_at, _T.c.talked_until, _S.name)
    .select_from(_T)
    .outerjoin(StaffRow.__table__, _S.id == _T.c.agent_id)
    .where(_T.c.id == bindparam("ticket"))
)
_LOST = (
    select(_E.id)
    .join(_T, _T.c.id == _E.ticket_id)
    .where(_T.c.follows_id == bindparam("ticket"), _E.event == "back_in_front", _E.detail == LOST)
    .limit(1)
)


def passed_on(session: Session, ticket_id: int) -> PassedOn | None:
    """Where the caller of this ticket was handed over to, and what became of that; None where nobody did."""
    given = run(session, _HAND_OVER, {"ticket": ticket_id}).first()
    if given is None:
        return None
    later = run(session, _NEXT, {"ticket": ticket_id}).first()
    if later is None:
        return PassedOn(given.at, given.detail, _at_extension(session, ticket_id))
    became = _became(
        TicketState(later.state), later.connected_at, first=later.attempt == 1 and not later.again
    )
    taken = became in (Became.TALKS, Became.OVER)
    return PassedOn(
        given.at, given.detail, became, later.name if taken and later.name != given.detail else None
    )


def earlier_talks(session: Session, of: Ticket) -> list[EarlierTalk]:
    """The talks that this caller has had in this call before, the first one first.

    Of a colleague who is asked: those before the agent who asks.
    """
    before = of.follows_id
    if of.consulting and before is not None:
        before = run(session, _BEFORE, {"ticket": before}).one().follows_id
    found: list[EarlierTalk] = []
    while before is not None and len(found) < MOST_TALKS:
        row = run(session, _BEFORE, {"ticket": before}).one()
        if row.connected_at is not None and row.talked_until is not None:
            lost = run(session, _LOST, {"ticket": row.id}).first() is not None
            talked_s = (row.talked_until - row.connected_at).total_seconds()
            passed = passed_on(session, row.id)
            found.append(EarlierTalk(row.connected_at, row.name or "", talked_s, passed, lost))
        before = row.follows_id
    return found[::-1]


def _became(state: TicketState, connected_at: datetime | None, *, first: bool) -> Became:
    """`first`: it is the first ring of all, which is the one at the telephone that was chosen."""
    match state:
        case TicketState.RINGING:
            return Became.RINGS if first else Became.WAITS
        case TicketState.WAITING:
            return Became.WAITS
        case TicketState.CONNECTED:
            return Became.TALKS
        case TicketState.WRAP_UP | TicketState.DONE if connected_at is not None:
            return Became.OVER
        case _:
            return Became.GAVE_UP


def _at_extension(session: Session, ticket_id: int) -> Became:
    talk = open_talk_of(session, ticket_id)
    if talk is None or talk.caller is None or not talk.caller.going_on:
        return Became.OVER
    return Became.PUT_THROUGH if talk.caller.place is Place.DIAL else Became.TALKS
