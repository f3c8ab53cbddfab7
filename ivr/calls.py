"""The turns of a call: answered once, stored, and answered again the same when the carrier repeats itself."""

from datetime import datetime
from time import perf_counter

import structlog
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

import routing
from booking.sql import run
from ivr.actions import CallContext, LineActions, keep_hold, recording
from ivr.addressee import addressee
from ivr.carrier.twiml import Spoken
from ivr.dialog import Call, Heard, Reply, Said, advance, begin
from ivr.editions import Edition, EditionLost
from ivr.handing_over import ask_or_queue, enqueue
from ivr.house import House
from ivr.tables import CallRow, TurnRow

log = structlog.get_logger()


class UnknownCall(Exception):
    """A webhook for a call that never began."""


class CallOver(Exception):
    """The caller hung up while this turn was being worked on: nothing of it is to stay."""


# One look at the call, its turn before and, if the carrier repeats itself, this turn. A turn never changes
# once it is written, so this needs no lock and no transaction. Of two deliveries of one webhook at once, the
# primary key of `turns` lets one write its turn; the other is undone with all that it did, tries again, and
# finds it stored.
_CALLS, _TURNS = CallRow.__table__, TurnRow.__table__
_CALL_AND_TURNS = (
    select(
        *(_CALLS.c[name] for name in ("line", "edition_id", "caller", "ended_at")),
        *(_TURNS.c[name] for name in ("n", "state", "reply")),
    )
    .join_from(_CALLS, _TURNS, _TURNS.c.call_sid == _CALLS.c.sid)
    .where(_CALLS.c.sid == bindparam("sid"), _TURNS.c.n.in_((bindparam("before"), bindparam("n"))))
)
_WRITE_TURN, _BEGIN_CALL = insert(TurnRow), insert(CallRow)
_FIRST_REPLY = select(_TURNS.c.reply).where(_TURNS.c.call_sid == bindparam("sid"), _TURNS.c.n == 0)
_LAST_TURN = select(func.max(_TURNS.c.n)).where(_TURNS.c.call_sid == bindparam("sid"))
_ON_THE_LINE = (
    update(CallRow)
    .where(_CALLS.c.sid == bindparam("call"), _CALLS.c.ended_at.is_(None))
    .values(seen_at=bindparam("now"))
    .returning(_CALLS.c.sid)
)


def answer_call(
    house: House, session: Session, sid: str, caller: str | None, called: str, now: datetime
) -> str:
    """Begin a call to the number `called`; `caller` is E.164 or None.

    Answers TwiML; a repeated webhook gets the same again.
    """
    stored: str | None = run(session, _FIRST_REPLY, {"sid": sid}).scalar()
    if stored is not None:
        return stored
    edition = house.editions.for_call(house.line_called(called), sid)
    line = edition.line
    kept = house.memory.recall(session, caller, now=now)
    call = begin(edition.script, kept if kept in line.languages else line.languages[0])
    new = {
        "sid": sid,
        "line": line.key,
        "caller": caller,
        "language": call.language,
        "script": call.script,
        "edition_id": edition.id,
        "started_at": now,
        "seen_at": now,
    }
    run(session, _BEGIN_CALL, new)
    return _Turn(house, session, sid, caller, edition, 0, now).take(call, Heard("start"))


def take_turn(house: House, session: Session, sid: str, n: int, heard: Heard, now: datetime) -> str:
    """Turn `n` of a call, which answers what was heard, in TwiML. Raises `UnknownCall`.

    A turn that cannot come now, neither a repetition nor the next, is answered with where the call stands.
    """
    with house.at_once.connect().execution_options(read_only=True) as connection:
        rows = connection.execute(_CALL_AND_TURNS, {"sid": sid, "n": n, "before": n - 1}).all()
    turns = {row.n: row for row in rows}
    if n in turns:
        return str(turns[n].reply)
    if n - 1 not in turns:
        return _standing(session, sid)
    before = turns[n - 1]
    if before.ended_at is not None:  # it comes after the hang-up: nobody hears an answer, nothing is done
        return str(house.answer(house.current(before.line), "").hang_up())
    call = Call.from_json(before.state)
    try:
        edition = house.edition(before.line, before.edition_id)
    except EditionLost:
        log.exception("edition_of_call_lost", call=sid)
        edition, heard = _on_the_current(house, session, sid, before.line), Heard("outcome", "fault")
    return _Turn(house, session, sid, before.caller, edition, n, now).take(call, heard)


def _on_the_current(house: House, session: Session, sid: str, line: str) -> Edition:
    """The edition that a call goes on with whose own is lost, from the step for faults: to an agent."""
    edition = house.current(line)
    moved = {"edition_id": edition.id, "script": edition.script.id}
    session.execute(update(CallRow).where(CallRow.sid == sid).values(**moved))
    return edition


def _standing(session: Session, sid: str) -> str:
    reply = session.scalar(
        select(TurnRow.reply).where(TurnRow.call_sid == sid).order_by(TurnRow.n.desc()).limit(1)
    )
    if reply is None:
        raise UnknownCall(sid)
    return reply


def last_turn(session: Session, sid: str) -> int | None:
    n: int | None = run(session, _LAST_TURN, {"sid": sid}).scalar()
    return n


class _Turn:
    """One turn in the making."""

    def __init__(
        self,
        house: House,
        session: Session,
        sid: str,
        caller: str | None,
        edition: Edition,
        n: int,
        now: datetime,
    ) -> None:
        self.house, self.session, self.sid, self.n, self.now = house, session, sid, n, now
        self.caller, self.edition, self.line = caller, edition, edition.line
        self.began = perf_counter()

    def take(self, call: Call, heard: Heard) -> str:
        context = CallContext(
            session=self.session,
            line=self.line,
            sid=self.sid,
            caller=self.caller,
            language=call.language,
            prompts=self.edition.prompts,
            now=self.now,
            memory=self.house.memory,
        )
        if call.values.get("hold") is not None:
            keep_hold(context, call.values)
        actions = recording.Recording(LineActions(context))
        after, reply = advance(self.edition.script, call, heard, actions, now=self.now)
        said = [self._spoken(each, after.language) for each in reply.said]
        if self.n == 0 or after.language != call.language:
            said = [*self._announced(after.language), *said]
        twiml = self._write(after, reply, said)
        self._note(call, after, context)
        self._store(
            {
                "call_sid": self.sid,
                "n": self.n,
                "at": self.now,
                "heard": {"kind": heard.kind, "text": heard.text, "confidence": heard.confidence},
                "said": [each.text for each in said],
                "steps": list(reply.steps),
                "done": recording.written(actions.done, after.values),
                "state": after.to_json(),
                "reply": twiml,
                "took_ms": round((perf_counter() - self.began) * 1000, 2),
                "fault": heard.text if heard.kind == "outcome" and heard.text == "fault" else None,
            },
        )
        return twiml

    def _announced(self, language: str) -> list[Spoken]:
        """What is to be said first to who calls now, or has chosen another language now.

        What is not written in the caller's language is said once, in the line's first and its voice.
        """
        own, first = self.line.languages[0], self.n == 0
        announced = self.house.editions.announced(self.line.key, self.now)
        return [
            Spoken(each.texts[language])
            if language in each.texts
            else Spoken(each.texts[own], self.edition.voice(own))
            for each in announced
            if language in each.texts or (first and own in each.texts)
        ]

    def _store(self, turn: dict[str, object]) -> None:
        """In the webhook's transaction with all that its actions did; where they did nothing, by itself."""
        if self.session.in_transaction():
            if self.n:  # a call that begins in this very transaction nobody else can have ended
                self._require_caller()
            run(self.session, _WRITE_TURN, turn)
        else:
            with self.house.at_once.begin() as connection:
                connection.execute(_WRITE_TURN, turn)

    def _require_caller(self) -> None:
        """A caller who hung up in this very turn is left nothing that outlives the call: raises `CallOver`.

        It locks the call's row, so that an end that is noted now comes after this turn, and sees what it did.
        """
        if run(self.session, _ON_THE_LINE, {"call": self.sid, "now": self.now}).scalar() is None:
            raise CallOver(self.sid)

    def _spoken(self, said: Said, language: str) -> Spoken:
        """What is said in words, and in its own voice where it is in another language than the call."""
        text = self.edition.prompts.text(said.key, said.language or language, said.values)
        return Spoken(text, self.edition.voice(said.language) if said.language else None)

    def _write(self, call: Call, reply: Reply, said: list[Spoken]) -> str:
        answer = self.house.answer(self.edition, call.language, slow=call.slow)
        if reply.listen:
            answer.listen(said, reply.listen, self.house.webhook(f"/voice/turn/{self.n + 1}"))
        elif reply.handoff:
            ticket = enqueue(
                self.session, self.sid, self.edition, call, reply.handoff, caller=self.caller, now=self.now
            )
            answer.say(said)
            ask_or_queue(answer, self.house, self.session, self.edition, ticket, self.n + 1)
        else:
            answer.say(said).hang_up()
        return str(answer)

    def _note(self, before: Call, call: Call, context: CallContext) -> None:
        """What the call log shows in its list changes rarely; most turns leave the row alone."""
        changes: dict[str, object] = {}
        if context.outcome:
            changes["outcome"] = context.outcome
        if call.language != before.language:
            changes["language"] = call.language
        if call.slow != before.slow:
            changes["slow"] = call.slow
        if changes:
            self.session.execute(update(CallRow).where(CallRow.sid == self.sid).values(**changes))


def after_the_talk(house: House, session: Session, ticket: routing.Ticket, sid: str) -> str:
    """The dialog goes on after a talk; a call back, which began with no menu, ends with a goodbye."""
    last = last_turn(session, sid)
    if last is None:
        citizen = addressee(house, session, ticket)
        return str(citizen.answer().say([citizen.text("goodbye")]).hang_up())
    return take_turn(house, session, sid, last + 1, Heard("outcome", "served"), house.clock())
