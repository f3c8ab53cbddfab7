"""A call leaves the menu for the queue: its ticket, with the story and the held place, and the way there."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy.orm import Session

import booking
import routing
from ivr.carrier.twiml import Answer
from ivr.dialog import Call, Handoff, Listen, StoryStep
from ivr.editions import Edition
from ivr.house import House
from routing import spoken_names, talks, tapes
from routing.tickets import holder_of
from voice_prompts.catalog import Catalog

STAFF = "de"  # the language of the desk
LONGEST_NAME_S = 8
ANSWER_WITHIN_S = 6  # seconds of silence after which nobody agreed to be recorded
HANDED_OVER_MINUTES = 30  # how long a place stays held for the agent: a long wait, then the talk


def enqueue(
    session: Session,
    sid: str,
    edition: Edition,
    call: Call,
    handoff: Handoff,
    *,
    caller: str | None,
    now: datetime,
) -> routing.Ticket:
    """The ticket by which the call `sid` waits from now on; `caller` is E.164 or None."""
    carry = handoff.carry
    hold = carry.get("hold")
    talks.caller_elsewhere(session, sid, now=now)
    ticket = routing.enqueue(
        session,
        routing.NewTicket(
            call_sid=sid,
            line=edition.line.key,
            skill=handoff.skill,
            language=call.language,
            caller=caller,
            service=_text(carry.get("service")),
            office=_text(carry.get("office")),
            wish={"day": str(carry["day"])} if carry.get("day") else None,
            hold_id=hold if isinstance(hold, int) else None,
            reason=handoff.reason,
            story=tuple(_for_staff(edition.prompts, each) for each in call.story),
        ),
        now=now,
        rules=edition.line.rules,
    )
    if isinstance(hold, int):
        with suppress(booking.HoldEnded):  # the agent sees that nothing is held any more, and books anew
            booking.hand_over(
                session, hold, holder=holder_of(ticket.id), now=now, minutes=HANDED_OVER_MINUTES
            )
    return ticket


def into_queue(answer: Answer, house: House, line: str, ticket: int, n: int) -> Answer:
    """Into the queue of the line; `n` is the turn with which the dialog goes on when the caller leaves it."""
    return answer.enqueue(
        queue_name(line),
        wait=house.webhook(f"/voice/wait/{ticket}"),
        left=house.webhook(f"/voice/left/{ticket}/{n}"),
    )


def ask_or_queue(
    answer: Answer, house: House, session: Session, edition: Edition, ticket: routing.Ticket, n: int
) -> Answer:
    """Into the queue; before that, who was not asked yet is asked for their name where the line wants it, and
    for their word where it records talks.
    """
    line = edition.line
    if line.name_minutes and spoken_names.ask(session, ticket, minutes=line.name_minutes, now=house.clock()):
        at = f"/voice/name/{ticket.id}"
        question = edition.text("name.ask", ticket.language, {})
        told = house.webhook(f"{at}/status")
        return answer.record([question], house.webhook(at), seconds=LONGEST_NAME_S, told=told)
    if not line.record_days or not tapes.ask(session, ticket, now=house.clock()):
        return into_queue(answer, house, line.key, ticket.id, n)
    question = edition.text("tape.ask", ticket.language, {"days": line.record_days})
    listen = Listen(max_digits=1, timeout_s=ANSWER_WITHIN_S)
    return answer.listen([question], listen, house.webhook(f"/voice/tape/{ticket.id}/answer"))


def queue_name(line: str) -> str:
    return f"durchwahl-{line}"


def _for_staff(prompts: Catalog, passed: StoryStep) -> routing.StoryStep:
    """One step of the way as an agent reads it at a glance: in the staff's language, keys with meaning."""
    title = f"{passed.said}.title"
    said = prompts.text(title, STAFF, {}) if prompts.has(title, STAFF) else passed.step
    heard = prompts.text(f"story.{passed.kind}", STAFF, {"heard": passed.heard})
    meant = {"yes": "story.yes", "no": "story.no"}.get(passed.meant)
    meaning = prompts.text(meant, STAFF, {}) if meant else passed.meant
    return routing.StoryStep(passed.step, said, f"{heard}: {meaning}" if meaning else heard)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
