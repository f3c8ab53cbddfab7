"""Calls to a draft: the same engine as any call's, over a database that it cannot write to.

No place is held, nothing is booked, no text is sent, no agent is asked for, and nothing of it is in the call
log or the figures. All that is kept, for the next turn, is the state of the dialog.
"""

from datetime import datetime

import structlog
from flask import Blueprint, request
from sqlalchemy.orm import Session

from ivr.actions import CallContext
from ivr.carrier.callers import number_of
from ivr.carrier.heard import heard_in
from ivr.carrier.twiml import Spoken
from ivr.dialog import Call, Heard, Reply, advance, begin
from ivr.dry import DryActions, reading
from ivr.editions import Edition
from ivr.editions.trying import Trial, claim_trial, keep_trial, trial_of
from ivr.house import House
from ivr.web.words import HOUSE, texts
from ivr.webhooks import answered, call_sid, carrier_blueprint

log = structlog.get_logger()

FAULT = Heard("outcome", "fault")


def trials_blueprint(house: House) -> Blueprint:
    blueprint = carrier_blueprint("trials", house)

    def turn(_session: Session, trial: int, n: int) -> str:
        with house.sessions.begin() as session:
            found = trial_of(session, trial, call_sid())
        if found is None:
            return str(house.answer(house.first, "").hang_up())
        if n != found.n + 1:
            return found.reply
        return _take(house, found, n, heard_in(request.form), house.clock())

    blueprint.add_url_rule("/trial/<int:trial>/<int:n>", "turn", answered(house, turn), methods=["POST"])
    return blueprint


def answer_trial(house: House, line: str, caller: str | None, sid: str, now: datetime) -> str | None:
    """TwiML where an operator is to call a draft from this number now; None for any other call."""
    expected = house.editions.expected(line, caller, now)
    if expected is None:
        return None
    with house.sessions.begin() as session:
        trial = claim_trial(session, expected.id, sid)
    if trial is None or trial.reply:
        return trial.reply if trial is not None else None
    return _take(house, trial, 0, Heard("start"), now)


def _take(house: House, trial: Trial, n: int, heard: Heard, now: datetime) -> str:
    edition = house.edition(trial.line, trial.edition)
    call = Call.from_json(trial.state) if n else begin(edition.script, edition.line.languages[0])
    try:
        after, reply, said = _advance(house, edition, call, heard, now)
    except Exception:
        log.exception("trial_failed", trial=trial.id, step=call.step)
        after, reply, said = _advance(house, edition, call, FAULT, now)
    twiml = _write(house, edition, trial.id, n, after, reply, said)
    with house.sessions.begin() as session:
        keep_trial(session, trial.id, n, after.to_json(), twiml)
    return twiml


def _advance(
    house: House, edition: Edition, call: Call, heard: Heard, now: datetime
) -> tuple[Call, Reply, list[Spoken]]:
    with reading(house.sessions) as session:
        context = CallContext(
            session=session,
            line=edition.line,
            sid=call_sid(),
            caller=number_of(request.form.get("From")),
            language=call.language,
            prompts=edition.prompts,
            now=now,
        )
        after, reply = advance(edition.script, call, heard, DryActions(context), now=now)
        said = [
            Spoken(
                edition.prompts.text(each.key, each.language or after.language, each.values),
                edition.voice(each.language) if each.language else None,
            )
            for each in reply.said
        ]
    return after, reply, said


def _write(
    house: House, edition: Edition, trial: int, n: int, call: Call, reply: Reply, said: list[Spoken]
) -> str:
    answer = house.answer(edition, call.language, slow=call.slow)
    if n == 0:
        said = [_notice(edition, "trials.begins"), *said]
    if reply.listen:
        answer.listen(said, reply.listen, house.webhook(f"/voice/trial/{trial}/{n + 1}"))
    elif reply.handoff:
        answer.say([*said, _notice(edition, "trials.agent")]).hang_up()
    else:
        answer.say(said).hang_up()
    return str(answer)


def _notice(edition: Edition, key: str) -> Spoken:
    """What only who tries a draft hears, in the language of the house."""
    return Spoken(texts().text(key, HOUSE, {}), edition.voice(HOUSE))
