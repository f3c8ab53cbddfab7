"""What the worker does between the calls, each thing on its own and in its own transaction.

Any number of workers may run at once: whatever is taken, is taken by a conditional UPDATE.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

import booking
import routing
from booking.api import REPLAYS_KEPT, forget_replays
from ivr.carrier.rest import CarrierLine, CarrierTexts
from ivr.console.picture.keeping import count_ended_calls, forget_heard
from ivr.editions.forgetting import forget_drafts, forget_editions
from ivr.experiments.kept import end_what_is_over
from ivr.hang_up import call_ended
from ivr.house import House
from ivr.missed_windows import MissedWindows
from ivr.reconciling import GONE, Reconciler
from ivr.recordings import forget_unused
from ivr.replay.kept import forget as forget_replayed
from ivr.replay.kept import play_some
from ivr.ringing import LEG_S
from ivr.tables import CallRow, IncomingTextRow, TurnRow
from ivr.texts import number_for, text_of
from routing import spoken_names, tapes, throttle
from routing.people.forgetting import forget_sign_ins
from routing.ports import CarrierTrouble
from routing.talks import Teller
from routing.tickets import Ring, TicketKind
from routing.wrapping_up import end_wrap_ups

log = structlog.get_logger()

UNUSED_SOUNDS_KEPT = timedelta(days=1)  # a call may be just about to play one
SILENT_FOR = timedelta(seconds=20)  # a call of which nothing was heard for so long is asked after


class Duties:
    """The worker's tasks, over the carrier's REST ports."""

    def __init__(
        self, house: House, line: CarrierLine, texts: CarrierTexts, hands: ThreadPoolExecutor
    ) -> None:
        self.house, self.line, self.texts, self.hands = house, line, texts, hands
        self.reconciler = Reconciler(house, line)
        self.windows = MissedWindows(house, texts)

    def ring_agents(self) -> None:
        """Pair who waits with who is free, commit, and only then ring."""
        with self.house.sessions.begin() as session:
            rings = routing.assign(
                session,
                now=self.house.clock(),
                ring_s=self.house.settings.ring_seconds + LEG_S,
                rules=self.house.rules,
            )
        for _ in self.hands.map(self._ring, rings):
            pass

    def _ring(self, ring: Ring) -> None:
        try:
            if ring.kind == TicketKind.CALL_BACK:
                self._dial(ring)
            else:
                self.line.ring(ring)
        except CarrierTrouble as trouble:
            log.warning("ring_refused", ticket=ring.ticket_id, code=trouble.code)
            self.reconciler.ring_refused(ring, trouble)

    def _dial(self, ring: Ring) -> None:
        sid = self.line.call_back(ring)
        with self.house.sessions.begin() as session:
            routing.ring_begun(session, ring.ticket_id, ring.attempt, dialled_sid=sid, now=self.house.clock())

    def tell_legs(self) -> None:
        """Legs of talks that are to be somewhere else than the carrier knows: tell it, until it has asked."""
        self._teller.tell()

    def mend_legs(self) -> None:
        """Legs of talks of which nothing was heard: ask whether they still are."""
        self._teller.mend()

    @property
    def _teller(self) -> Teller:
        return Teller(self.house.sessions, self.line, self.house.clock)

    def record_talks(self) -> None:
        """Talks of callers who agreed, on lines that record; and the end of every such recording."""
        self._recorder.begin({line.key: line.record_days for line in self.house.lines.values()})
        self._recorder.follow()

    def erase_tapes(self) -> None:
        """Recordings that were discarded, or have been kept as long as set: at the carrier, then here."""
        self._recorder.erase()

    def erase_names(self) -> None:
        """Names that callers spoke for a talk that is over, or that were kept as long as set."""
        spoken_names.Eraser(self.house.sessions, self.line).erase(now=self.house.clock())

    @property
    def _recorder(self) -> tapes.Recorder:
        return tapes.Recorder(self.house.sessions, self.line, self.house.clock)

    def mend_rings(self) -> None:
        self.reconciler.mend_rings()

    def find_lost_calls(self) -> None:
        """Calls whose end was never told: ask the carrier, and free what they hold within the minute."""
        now = self.house.clock()
        with self.house.sessions.begin() as session:
            last_turn = select(func.max(TurnRow.at)).where(TurnRow.call_sid == CallRow.sid).scalar_subquery()
            silent = session.scalars(
                select(CallRow.sid)
                .where(CallRow.ended_at.is_(None), CallRow.seen_at < now - SILENT_FOR)
                .where(last_turn < now - SILENT_FOR)
                .order_by(CallRow.seen_at)
                .limit(50)
            ).all()
        for sid, status in zip(silent, self.hands.map(self._status, silent), strict=True):
            if status is None:
                continue
            with self.house.sessions.begin() as session:
                if status in GONE:
                    log.warning("lost_call_found", call=sid, outcome=call_ended(session, sid, now=now))
                else:
                    session.execute(update(CallRow).where(CallRow.sid == sid).values(seen_at=now))

    def _status(self, sid: str) -> str | None:
        try:
            return self.line.status(sid)
        except CarrierTrouble:
            return None

    def send_notices(self) -> None:
        """The outbox: texts to citizens, each claimed before it is sent."""
        with self.house.sessions.begin() as session:
            notices = booking.claim_notices(session, now=self.house.clock())
            written = [
                (
                    notice,
                    text_of(self.house, session, notice),
                    number_for(self.house, session, notice.appointment),
                )
                for notice in notices
            ]
        for notice, text, from_ in written:
            try:
                carrier_id = self.texts.send(notice.to, text, from_=from_)
            except CarrierTrouble as trouble:
                with self.house.sessions.begin() as session:
                    booking.notice_failed(session, notice.id, error=trouble.code, now=self.house.clock())
                continue
            with self.house.sessions.begin() as session:
                booking.notice_sent(session, notice.id, carrier_id=carrier_id, now=self.house.clock())

    def move_call_backs(self) -> None:
        self.windows.move()
        self.windows.tell()

    def end_wrap_ups(self) -> None:
        with self.house.sessions.begin() as session:
            end_wrap_ups(session, self.house.rules, now=self.house.clock())

    def release_ended_holds(self) -> None:
        with self.house.sessions.begin() as session:
            booking.release_expired(session, now=self.house.clock())

    def serve_waiting_list(self) -> None:
        """Places that came back are held for those who wait; the texts lie in the outbox."""
        with self.house.sessions.begin() as session:
            offered = booking.serve_waiting_list(session, now=self.house.clock())
        if offered:
            log.info("waiting_list_served", offered=offered)

    def end_experiments(self) -> None:
        """Versions that are tried on a share of the calls, until one is worse or the time is over."""
        with self.house.sessions.begin() as session:
            ended = end_what_is_over(session, now=self.house.clock())
        if ended:
            log.info("experiments_ended", experiments=ended)

    def replay_calls(self) -> None:
        """Some calls of the past against a draft, so few that nobody waits for it."""
        play_some(self.house)

    def count_no_shows(self) -> None:
        """What staff noted decides how many extra places an office may give."""
        with self.house.sessions.begin() as session:
            booking.count_no_shows(session, now=self.house.clock())

    def count_calls(self) -> None:
        """What callers did at each step of the menus, for the picture of the line."""
        count_ended_calls(self.house.sessions, now=self.house.clock())

    def forget(self) -> None:
        """Personal data that was kept as long as set: numbers, names, conversations."""
        before = self.house.clock() - timedelta(days=self.house.settings.keep_days)
        with self.house.sessions.begin() as session:
            booking.forget(session, before=before)
            forget_replays(session, before=self.house.clock() - REPLAYS_KEPT)
            routing.forget(session, before=before)
            throttle.forget(session, before=before)
            forget_sign_ins(session, before=before)
            forget_heard(session, before=before)
            forget_replayed(session, before=before)
            self.house.memory.forget_unused(session, now=self.house.clock())
            forget_unused(session, before=self.house.clock() - UNUSED_SOUNDS_KEPT)
            tapes.forget_consents(session, before=before)
            _forget_calls(session, before)
        self._forget_versions(calls_since=before)

    def _forget_versions(self, calls_since: datetime) -> None:
        now = self.house.clock()
        before = now - timedelta(days=self.house.settings.keep_drafts_days)
        with self.house.sessions.begin() as session:
            forget_drafts(session, before=before, now=now)
            forget_editions(session, before=before, calls_since=calls_since)

    def prepare(self, queues: list[str]) -> None:
        for queue in queues:
            self.line.prepare_queue(queue)


def _forget_calls(session: Session, before: datetime) -> None:
    old = select(CallRow.sid).where(CallRow.started_at < before, CallRow.ended_at.is_not(None))
    session.execute(delete(TurnRow).where(TurnRow.call_sid.in_(old)))
    session.execute(update(CallRow).where(CallRow.sid.in_(old)).values(caller=None))
    session.execute(delete(IncomingTextRow).where(IncomingTextRow.at < before))
