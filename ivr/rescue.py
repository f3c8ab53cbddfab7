"""What is heard when something of ours broke. A caller: an apology, and then a person. Never silence."""

from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

from ivr.calls import answer_call, last_turn, take_turn
from ivr.carrier.twiml import Answer
from ivr.dialog import Heard
from ivr.house import House

log = structlog.get_logger()

FAULT = Heard("outcome", "fault")
STAFF = "de"  # the language in which agents are spoken to


def rescue(house: House, sid: str, n: int | None = None) -> str:
    """After a fault in turn `n` (None: outside the turns): the dialog goes on with the fault, to an agent.

    A call of which nothing is known is put through without the database, as is one where this fails as well.
    """
    return _with_the_fault(house, sid, n, unknown=lambda _session: without_database(house))


def go_on(house: House, sid: str, caller: str | None, called: str) -> str:
    """After the carrier could not get or use an answer of ours: begin, or go on with the fault."""
    return _with_the_fault(
        house,
        sid,
        None,
        unknown=lambda session: answer_call(house, session, sid, caller, called, house.clock()),
    )


def _with_the_fault(house: House, sid: str, n: int | None, unknown: Callable[[Session], str]) -> str:
    """In a transaction of its own, since that of the fault is undone."""
    try:
        with house.sessions.begin() as session:
            last = last_turn(session, sid)
            if last is None:
                return unknown(session)
            return take_turn(house, session, sid, last + 1 if n is None else n, FAULT, house.clock())
    except Exception:
        log.exception("rescue_failed", call=sid)
        return without_database(house)


def end_of_leg(house: House) -> str:
    """For the leg of an agent, a colleague or a supervisor: a sentence, and over. Needs no database.

    It is the caller who must be helped; they go on, as they do whenever such a leg is lost.
    """
    answer = Answer(house.first.voice(STAFF))
    return str(answer.say([house.first.text("agent.fault", STAFF, {})]).hang_up())


def is_dialled(direction: str) -> bool:
    """Whether a call is the leg that a caller's `<Dial>` rang: an agent's, never a caller's."""
    return direction == "outbound-dial"


def without_database(house: House) -> str:
    """An apology, then the fallback number; needs nothing but the settings."""
    first, number = house.first, house.settings.fallback_number
    language = first.line.languages[0]
    answer = Answer(first.voice(language))
    if number is None:
        return str(answer.say([first.text("sorry.later", language, {})]).hang_up())
    answer.say([first.text("sorry.fault", language, {})])
    ended = house.webhook("/voice/put-through")
    return str(answer.put_through(number, line_number=house.settings.twilio_number, ended=ended))


def after_put_through(house: House, dial_status: str) -> str:
    """Who was put through has been served; who was not is asked to call again."""
    first = house.first
    language = first.line.languages[0]
    answer = Answer(first.voice(language))
    if dial_status != "completed":
        answer.say([first.text("sorry.later", language, {})])
    return str(answer.hang_up())
