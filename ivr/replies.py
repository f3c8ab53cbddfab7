"""Texts that citizens send: "1" cancels what they were reminded of, "ja" takes what the waiting list offered.

A digit for one and a word for the other, so that neither is ever taken for the other.

The carrier may deliver a text more than once: it is known by its id, and answered as the first time.
"""

import re
from datetime import datetime, timedelta

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from twilio.twiml.messaging_response import MessagingResponse

import booking
from booking.sql import insert_into
from ivr.carrier.callers import number_of
from ivr.house import House
from ivr.tables import IncomingTextRow
from ivr.texts import text_about
from ivr.webhooks import DATABASE_AWAY, carrier_blueprint, in_one_transaction
from routing.guards import signed_by_carrier

log = structlog.get_logger()

CANCEL = frozenset({"1"})
# As the texts about what became free ask for them, in every language; as `_word` leaves them.
TAKE = frozenset({"ja", "j", "yes", "y", "evet", "نعم", "да", "так", "tak"})
DECLINE = frozenset({"nein", "no", "n", "hayır", "hayir", "لا", "нет", "ні", "nie"})
BY = "caller"
# An answering machine on the other side would answer our help, and we its answer, for ever.
HELP_AT_MOST, HELP_WITHIN = 3, timedelta(hours=1)


def replies_blueprint(house: House) -> Blueprint:
    """POST /texts/incoming, as set for the number's messages."""
    texts = carrier_blueprint("replies", house, prefix="/texts")

    @texts.post("/incoming")
    @signed_by_carrier
    def incoming() -> Response:
        sid, sender = request.form.get("MessageSid", ""), number_of(request.form.get("From"))
        if not sid or sender is None:  # a name instead of a number: nobody who could read an answer
            return _twiml(None)
        body = request.form.get("Body", "")
        try:
            answer = in_one_transaction(
                house, lambda session: answer_once(house, session, sid, sender, body, house.clock())
            )
        except DATABASE_AWAY as error:
            log.error("database_away", text=sid, error=type(error).__name__)
            answer = _say(house, "text.later")
        except Exception:
            log.exception("text_failed", text=sid)
            answer = _say(house, "text.later")
        return _twiml(answer)

    return texts


def answer_once(
    house: House, session: Session, sid: str, sender: str, body: str, now: datetime
) -> str | None:
    """What to answer to this text; done only once. A second delivery waits for the first one's answer."""
    new = insert_into(session, IncomingTextRow).values(sid=sid, sender=sender, at=now)
    first = session.execute(new.on_conflict_do_nothing().returning(IncomingTextRow.sid)).first()
    if first is None:
        return session.scalar(select(IncomingTextRow.answer).where(IncomingTextRow.sid == sid))
    meant, answer = _act(house, session, sid, sender, _word(body), now)
    this = update(IncomingTextRow).where(IncomingTextRow.sid == sid)
    session.execute(this.values(meant=meant, answer=answer))
    log.info("text_came", text=sid, meant=meant)
    return answer


def _act(
    house: House, session: Session, sid: str, sender: str, word: str, now: datetime
) -> tuple[str | None, str | None]:
    """What the word was taken for, and the answer."""
    if word in CANCEL:
        return "cancel", _cancel(house, session, sid, sender, now)
    if word in TAKE:
        return "take", _take(house, session, sid, sender, now)
    if word in DECLINE:
        return "decline", _decline(house, session, sid, sender, now)
    return None, _help(house, session, sender, now)


def _cancel(house: House, session: Session, sid: str, sender: str, now: datetime) -> str | None:
    """Cancel what this number was reminded of. Where that is not one alone, a person must say which."""
    reminded = booking.reminded(session, sender, now=now)
    if len(reminded) > 1:
        return _say(house, "text.several", reminded[0].language)
    if not reminded:
        return _help(house, session, sender, now)
    cancelled = booking.cancel(session, reminded[0].id, by=BY, via=sid, now=now, told=True)
    return text_about(house, session, cancelled, "text.cancelled", cancelled.language)


def _take(house: House, session: Session, sid: str, sender: str, now: datetime) -> str | None:
    """What is held for this number becomes its own; a new appointment is told of by the outbox."""
    try:
        made = booking.take_offered(session, sender, by=BY, via=sid, now=now, told=True)
    except booking.HoldEnded:
        return _say(house, "text.too_late", _language(session, sender, now))
    except booking.TooManyBookings:
        return _say(house, "text.later", _language(session, sender, now))
    except booking.UnknownReference:
        return _help(house, session, sender, now)
    return text_about(house, session, made, "text.moved", made.language) if made.sequence else None


def _decline(house: House, session: Session, sid: str, sender: str, now: datetime) -> str | None:
    try:
        booking.decline_offered(session, sender, by=BY, via=sid, now=now)
    except (booking.HoldEnded, booking.UnknownReference):
        return _help(house, session, sender, now)
    return _say(house, "text.declined", _language(session, sender, now))


def _help(house: House, session: Session, sender: str, now: datetime) -> str | None:
    helped = select(func.count()).where(
        IncomingTextRow.sender == sender,
        IncomingTextRow.meant.is_(None),
        IncomingTextRow.answer.is_not(None),
        IncomingTextRow.at > now - HELP_WITHIN,
    )
    if (session.scalar(helped) or 0) >= HELP_AT_MOST:
        return None
    return _say(house, "text.help", _language(session, sender, now))


def _language(session: Session, sender: str, now: datetime) -> str | None:
    """That of the number's next appointment."""
    known = booking.of_caller(session, sender, now=now)
    return known[0].language if known else None


def _word(body: str) -> str:
    """Letters and digits alone: people write "1." and "Ja!"."""
    return re.sub(r"[\W_]", "", body).casefold()


def _say(house: House, key: str, language: str | None = None) -> str:
    first = house.current(house.first.line.key)
    return first.prompts.text(key, language or first.line.languages[0], {})


def _twiml(answer: str | None) -> Response:
    document = MessagingResponse()
    if answer is not None:
        document.message(answer)
    return Response(str(document), mimetype="text/xml")
