"""What is heard when something of ours broke. A caller: an apology, and then a person. Never silence."""

from collections.abc import Callable

import structlog
from flask import request
from sqlalchemy.orm import Session

from ivr.calls import answer_call, last_turn, take_turn
from ivr.dialog import Heard
from ivr.handing_over import STAFF
from ivr.house import House

log = structlog.get_logger()

FAULT = Heard("outcome", "fault")


def rescue(
    house: House, sid: str, n: int | None = None, *, in_vain: Callable[[House], str] | None = None
) -> str:
    """After a fault in turn `n` (None: outside the turns): the dialog goes on with the fault, to an agent.

    A call of which nothing is known is put through without the database, as is one where this fails as well;
    or ends as `in_vain` says.
    """
    return _with_the_fault(house, sid, n, lambda _session: (in_vain or without_database)(house), in_vain)


def go_on(house: House, sid: str, caller: str | None, called: str) -> str:
    """After the carrier could not get or use an answer of ours: begin, or go on with the fault."""
    return _with_the_fault(
        house,
        sid,
        None,
        lambda session: answer_call(house, session, sid, caller, called, house.clock()),
    )


def call_back_goes_on(house: House, sid: str) -> str:
    """The same for a call of ours to a citizen: with the fault if they were connected, else called again."""
    return _with_the_fault(house, sid, None, lambda _session: called_in_vain(house), called_in_vain)


def _with_the_fault(
    house: House,
    sid: str,
    n: int | None,
    unknown: Callable[[Session], str],
    in_vain: Callable[[House], str] | None = None,
) -> str:
    """In a transaction of its own, since that of the fault is undone."""
    try:
        with house.sessions.begin() as session:
            last = last_turn(session, sid)
            if last is None:
                return unknown(session)
            return take_turn(house, session, sid, last + 1 if n is None else n, FAULT, house.clock())
    except Exception:
        log.exception("rescue_failed", call=sid)
        return (in_vain or without_database)(house)


def end_of_leg(house: House) -> str:
    """For the leg of an agent, a colleague or a supervisor: a sentence, and over. Needs no database.

    It is the caller who must be helped; they go on, as they do whenever such a leg is lost.
    """
    answer = house.spare_answer(house.first, STAFF)
    return str(answer.say([house.first.text("agent.fault", STAFF, {})]).hang_up())


def called_in_vain(house: House) -> str:
    """For a citizen whom the line calls back, before they are connected: they are called again. No database.

    Never to the fallback number: it may be a mailbox that answers, and the call back is still to come.
    """
    edition = house.editions.known[house.line_called(request.form.get("From", ""))]
    language = edition.line.languages[0]
    answer = house.spare_answer(edition, language)
    return str(answer.say([edition.text("call_back.fault", language, {})]).hang_up())


def is_placed_by_us(direction: str) -> bool:
    """Whether a call was made over REST: to a citizen who is called back, or to somebody in the house."""
    return direction == "outbound-api"


def is_dialled(direction: str) -> bool:
    """Whether a call is the leg that a caller's `<Dial>` rang: an agent's, never a caller's."""
    return direction == "outbound-dial"


def without_database(house: House) -> str:
    """An apology, then the fallback number; needs nothing but the settings."""
    first, number = house.first, house.settings.fallback_number
    language = first.line.languages[0]
    answer = house.spare_answer(first, language)
    if number is None:
        return str(answer.say([first.text("sorry.later", language, {})]).hang_up())
    answer.say([first.text("sorry.fault", language, {})])
    ended = house.webhook("/voice/put-through")
    return str(answer.put_through(number, line_number=house.settings.twilio_number, ended=ended))


def after_put_through(house: House, dial_status: str) -> str:
    """Who was put through has been served; who was not is asked to call again."""
    first = house.first
    language = first.line.languages[0]
    answer = house.spare_answer(first, language)
    if dial_status != "completed":
        answer.say([first.text("sorry.later", language, {})])
    return str(answer.hang_up())
