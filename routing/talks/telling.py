"""Telling the carrier what has become of legs: after the commit, until it has asked for each what to do.

A leg's row is its own outbox. Whatever is lost on the way is told again; what comes twice, or late, finds in
the database what is the case now. So nobody has to know whether a request that timed out was carried out.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from routing.moves import changed
from routing.ports import CarrierTrouble, Line
from routing.tables import TicketRow
from routing.talks.legs import note, to_leg
from routing.talks.parting import leg_gone
from routing.talks.tables import LegRow, TalkRow
from routing.talks.values import Leg, LegRole, LegState, Place

log = structlog.get_logger(__name__)

AGAIN_AFTER = timedelta(seconds=2)
"""How long the carrier has, from a request of ours to the webhook that follows."""
ASK_AFTER = timedelta(seconds=15)
"""A leg of which nothing was heard for so long is asked after."""
GONE = {"completed", "busy", "failed", "no-answer", "canceled", "unknown"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells, and asks, over the carrier's REST port; used by desks at once and by the worker all the time."""

    database: sessionmaker[Session]
    line: Line
    clock: Callable[[], datetime]

    def tell(self, talk_id: int | None = None) -> None:
        """All legs that are to do something else than the carrier knows; those of one talk, or of all."""
        with self.database.begin() as session:
            legs = [leg for leg in _due(session, talk_id, self.clock()) if self._claim(session, leg)]
        for leg in legs:
            try:
                self._tell(leg)
            except CarrierTrouble as trouble:
                log.warning("leg_not_told", leg=leg.id, place=leg.place, code=trouble.code)
                self._not_told(leg, trouble.code)

    def mend(self) -> None:
        """Legs of which the carrier should have told the end: ask, and set right."""
        silent = self.clock() - ASK_AFTER
        with self.database.begin() as session:
            found = session.scalars(
                select(LegRow).where(
                    LegRow.state.in_((LegState.UP, LegState.RINGING)), LegRow.seen_at < silent
                )
            )
            legs = [to_leg(row) for row in found]
        for leg in legs:
            try:
                status = self.line.status(leg.call_sid) if leg.call_sid else "unknown"
            except CarrierTrouble:
                continue  # asked again in the next round
            with self.database.begin() as session:
                if status in GONE:
                    log.warning("leg_mended", leg=leg.id, carrier_says=status)
                    leg_gone(session, leg.id, status, now=self.clock())
                else:
                    note(session, leg, seen_at=self.clock())

    def _claim(self, session: Session, leg: Leg) -> bool:
        """Only one of several workers tells; and nobody is rung twice, whatever becomes of the request."""
        here = (LegRow.id == leg.id, LegRow.version == leg.version, LegRow.state == leg.state)
        ready = or_(LegRow.nudged_at.is_(None), LegRow.nudged_at <= self.clock() - AGAIN_AFTER)
        rings = leg.state is LegState.WANTED and leg.place is not Place.END
        state = LegState.RINGING if rings else leg.state
        mine = update(LegRow).where(*here, ready).values(nudged_at=self.clock(), state=state)
        return changed(session, mine) == 1

    def _tell(self, leg: Leg) -> None:
        if leg.state is LegState.WANTED and leg.place is not Place.END:
            with self.database.begin() as session:
                line = _line_of(session, leg)
            call_sid = self.line.call_leg(leg.id, leg.contact, leg.keys, line)
            with self.database.begin() as session:
                note(session, leg, call_sid=call_sid)
        elif leg.place is Place.END:
            if leg.call_sid is not None:
                self.line.hang_up(leg.call_sid)
            self._gone(leg, "ended")
        elif leg.call_sid is not None:
            self.line.place_leg(leg.id, leg.call_sid)

    def _not_told(self, leg: Leg, code: str) -> None:
        """Whom we could not ring is over, lest two phones ring; what was refused may be over, so we ask."""
        if leg.state is LegState.WANTED:
            self._gone(leg, "failed")
        elif code == "gone":
            self._gone(leg, "completed")
        elif code == "refused" and leg.call_sid is not None:
            with suppress(CarrierTrouble):
                status = self.line.status(leg.call_sid)
                if status in GONE:
                    self._gone(leg, status)

    def _gone(self, leg: Leg, outcome: str) -> None:
        with self.database.begin() as session:
            leg_gone(session, leg.id, outcome, now=self.clock())


def _due(session: Session, talk_id: int | None, now: datetime) -> list[Leg]:
    """Whom to tell something now. Of two who are still bridged, the carrier moves the second by itself."""
    untold = and_(LegRow.state == LegState.UP, LegRow.told < LegRow.version)
    rings_in_vain = and_(LegRow.state == LegState.RINGING, LegRow.place == Place.END)
    ready = or_(LegRow.nudged_at.is_(None), LegRow.nudged_at <= now - AGAIN_AFTER)
    wanted = or_(LegRow.state == LegState.WANTED, untold, rings_in_vain)
    only = (LegRow.talk_id == talk_id,) if talk_id is not None else ()
    found = session.scalars(
        select(LegRow)
        .where(wanted, ready, *only)
        .order_by(LegRow.id)
        .execution_options(populate_existing=True)
    )
    legs = [to_leg(row) for row in found]
    if not legs:
        return []
    rows = session.scalars(select(LegRow).where(LegRow.talk_id.in_({leg.talk_id for leg in legs})))
    return [leg for leg in legs if not _must_wait(leg, list(map(to_leg, rows)))]


def _line_of(session: Session, leg: Leg) -> str:
    talked_on = select(TicketRow.line).join(TalkRow, TalkRow.ticket_id == TicketRow.id)
    return session.scalars(talked_on.where(TalkRow.id == leg.talk_id)).one()


def _must_wait(leg: Leg, all_legs: Iterable[Leg]) -> bool:
    """To redirect a caller who is still bridged would end the agent's leg; and the other way round."""
    others = [each for each in all_legs if each.talk_id == leg.talk_id and each.state is LegState.UP]
    if leg.role is LegRole.CALLER:
        bridged = [each for each in others if each.role is LegRole.AGENT and each.told == 0]
        return any(each.place is not Place.END for each in bridged)
    if leg.role is LegRole.AGENT and leg.place is Place.END and leg.told == 0:
        return any(each.role is LegRole.CALLER and each.told < each.version for each in others)
    return False
