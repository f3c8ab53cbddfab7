"""Telling the carrier what to record: after the commit, until it is so. The worker does it all the time, and
desks at once, so that whoever asks for a pause has it before the next word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from routing.moves import changed, write_down
from routing.ports import CarrierTrouble, Line
from routing.queue import ticket
from routing.talks import open_talk_of
from routing.tapes.keeping import begin, change, going_on, to_tape
from routing.tapes.tables import ConsentRow, TapeRow
from routing.tapes.values import Tape, TapeState
from routing.tapes.wishes import wanted

log = structlog.get_logger(__name__)

AGAIN_AFTER = timedelta(seconds=2)
UNSURE_FOR = timedelta(minutes=1)
"""So long a recording may still turn up of which nobody knows whether it was begun."""
GONE = frozenset({"completed", "busy", "failed", "no-answer", "canceled", "unknown"})
STATES = {"in-progress": TapeState.RUNNING, "paused": TapeState.PAUSED}


@dataclass(frozen=True, slots=True)
class Recorder:
    database: sessionmaker[Session]
    line: Line
    clock: Callable[[], datetime]

    def begin(self, record_days: Mapping[str, int]) -> None:
        """Open tapes for talks that may be recorded; `follow` begins them. Nothing where no line records."""
        if any(record_days.values()):
            with self.database.begin() as session:
                begin(session, record_days, now=self.clock())

    def follow(self, ticket_id: int | None = None) -> None:
        """Have the carrier do what is wanted of every tape that goes on, or of this ticket's."""
        with self.database.begin() as session:
            wishes = [(tape, self._wish(session, tape)) for tape in going_on(session, ticket_id)]
            due = [(t, wish) for t, wish in wishes if t.state is not wish and self._claim(session, t)]
        for tape, wish in due:
            try:
                self._tell(tape, wish)
            except CarrierTrouble as trouble:
                log.warning("tape_not_told", tape=tape.id, wish=wish, code=trouble.code)
                self._not_told(tape, trouble.code)

    def erase(self) -> None:
        """Delete at the carrier, and then here, what was discarded or has been kept as long as set."""
        now = self.clock()
        due = or_(TapeRow.discarded, TapeRow.keep_until <= now)
        with self.database.begin() as session:
            rows = session.scalars(select(TapeRow).where(TapeRow.state == TapeState.OVER, due).limit(50))
            tapes = [tape for tape in map(to_tape, rows) if self._claim(session, tape)]
        for tape in tapes:
            try:
                self._erase(tape, now)
            except CarrierTrouble as trouble:
                log.warning("tape_not_erased", tape=tape.id, code=trouble.code)

    def _wish(self, session: Session, tape: Tape) -> TapeState:
        return wanted(tape, ticket(session, tape.ticket_id), open_talk_of(session, tape.ticket_id))

    def _claim(self, session: Session, tape: Tape) -> bool:
        """Only one of several tells, and leaves the carrier some time before the next try."""
        now = self.clock()
        ready = or_(TapeRow.nudged_at.is_(None), TapeRow.nudged_at <= now - AGAIN_AFTER)
        here = (TapeRow.id == tape.id, TapeRow.state == tape.state, ready)
        return changed(session, update(TapeRow).where(*here).values(nudged_at=now, tried=True)) == 1

    def _tell(self, tape: Tape, wish: TapeState) -> None:
        known = tape if tape.state is not TapeState.WANTED else self._found(tape)
        if known.state is TapeState.WANTED and wish is TapeState.RUNNING:
            self._begun(known, self.line.start_tape(tape.id, tape.leg_sid))
        elif known.state is TapeState.WANTED and wish is TapeState.PAUSED:
            self._free(known)
        elif known.sid is None:
            self._over(known)
        elif wish is known.state:
            self._note(known, wish)
        else:
            self.line.set_tape(tape.leg_sid, known.sid, wish)
            if wish is TapeState.OVER:
                self._over(known)
            else:
                self._note(known, wish)

    def _found(self, tape: Tape) -> Tape:
        """As the carrier has it, should an earlier try have begun it without our knowing."""
        if not tape.tried:
            return tape
        for sid, status in self.line.find_tapes(tape.leg_sid):
            if status in STATES:
                self._begun(tape, sid)
                self._note(tape, STATES[status])
                break
        with self.database() as session:
            return to_tape(session.get_one(TapeRow, tape.id))

    def _not_told(self, tape: Tape, code: str) -> None:
        """What is not there is over. So is what was refused, if its leg is: that may end without a word."""
        over = code == "gone"
        if code == "refused":
            try:
                over = self.line.status(tape.leg_sid) in GONE
            except CarrierTrouble:
                return
        if over:
            self._over(tape)

    def _erase(self, tape: Tape, now: datetime) -> None:
        if tape.sid is not None:
            self._delete(tape.sid)
        elif tape.tried:
            for sid, _ in self.line.find_tapes(tape.leg_sid):
                self._delete(sid)
            if tape.ended_at is not None and tape.ended_at > now - UNSURE_FOR:
                return
        with self.database.begin() as session:
            session.execute(delete(TapeRow).where(TapeRow.id == tape.id))

    def _delete(self, sid: str) -> None:
        try:
            self.line.delete_tape(sid)
        except CarrierTrouble as trouble:
            if trouble.code != "gone":
                raise

    def _begun(self, tape: Tape, sid: str) -> None:
        self._note(tape, TapeState.RUNNING, sid=sid)
        with self.database.begin() as session:
            write_down(session, tape.ticket_id, "recorded", now=self.clock(), agent_id=tape.agent_id)

    def _over(self, tape: Tape) -> None:
        """Of what was never begun, as far as we know, nothing is to stay: neither here nor at the carrier."""
        discarded = tape.discarded or tape.sid is None
        self._note(tape, TapeState.OVER, ended_at=self.clock(), discarded=discarded)

    def _note(self, tape: Tape, state: TapeState, **values: object) -> None:
        with self.database.begin() as session:
            change(session, tape, TapeRow.state != TapeState.OVER, state=state, nudged_at=None, **values)

    def _free(self, tape: Tape) -> None:
        """Nothing to do yet: the next look need not wait, nor need it ask whether anything was begun."""
        with self.database.begin() as session:
            change(session, tape, nudged_at=None, tried=tape.tried)


def forget_consents(session: Session, *, before: datetime) -> None:
    """What callers said goes with the rest of their calls; as long as a tape is there, it stays."""
    kept = select(TapeRow.call_sid)
    session.execute(delete(ConsentRow).where(ConsentRow.asked_at < before, ConsentRow.call_sid.not_in(kept)))
