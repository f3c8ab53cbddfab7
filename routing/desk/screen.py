"""What an agent sees of a call, gathered in one place: the story first, then what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
from booking import Appointment, Held
from routing.contacts import Contact, earlier_contacts
from routing.desk.glance import Glance
from routing.drafts import Typed, drafts_of
from routing.lines import Lines, line_name, reason_name
from routing.passed_on import EarlierTalk, PassedOn, earlier_talks, passed_on
from routing.presence import Presence
from routing.queue import ticket
from routing.tables import StaffRow, TicketRow
from routing.talks import Talk, open_talk_of
from routing.tapes import Tape, of_ticket
from routing.tickets import Ticket, TicketState
from routing.wrapping_up import likely_reason


@dataclass(frozen=True, slots=True)
class Place:
    """A place as staff read it."""

    service: str
    office: str
    address: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment with the names of what it is for."""

    appointment: Appointment
    place: Place


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier call of the same number, with the names of what it was about and what came of it."""

    contact: Contact
    service: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class CallOnDesk:
    """One call on one desk. `waited_s`: from entering the queue until the talk began, or until now.

    `spoken_name`: the caller has spoken their name, and it can be heard.
    `reasons`: what can come of a call of this line; `likely`: the one that is chosen beforehand.
    `drafts`: what was typed and not yet sent, by form. `room`: who else has a part in the talk; `tape`: its
    recording, where there is one. `asked_by`: who asks, where this agent is only asked. `wrap_up_ends`: when
    the wrap-up is closed as it is. `passed`: where the caller was handed over to; `before`:
    whom they talked to in this call already.
    """

    ticket: Ticket
    service: str | None
    office: str | None
    held: Held | None
    held_place: Place | None
    appointments: tuple[Booked, ...]
    earlier: tuple[Earlier, ...]
    line: str
    reasons: Mapping[str, str]
    likely: str | None
    drafts: Mapping[str, Typed]
    waited_s: float
    why: str
    room: Talk | None = None
    asked_by: str | None = None
    tape: Tape | None = None
    spoken_name: bool = False
    wrap_up_ends: datetime | None = None
    passed: PassedOn | None = None
    before: tuple[EarlierTalk, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """What one agent's desk shows: how they stand, and the call that they have to do with."""

    presence: Presence
    call: CallOnDesk | None

    @property
    def by_browser(self) -> bool:
        """The agent's telephone is the browser itself."""
        return self.presence.contact.startswith("client:")


def call_of(session: Session, seen: Glance, lines: Lines, *, now: datetime) -> CallOnDesk | None:
    """What this agent has to do with now: a ring, a talk or a wrap-up; None when idle."""
    about = seen.ticket
    if about is None:
        return None
    of_caller = ticket(session, about.follows_id) if about.consulting and about.follows_id else about
    held = booking.held(session, about.hold_id, now=now) if about.hold_id is not None else None
    return CallOnDesk(
        ticket=about,
        service=service_name(session, about.service),
        office=_office_name(session, about.office),
        held=held,
        held_place=place(session, held.offer) if held else None,
        appointments=tuple(booked(session, booking.of_caller(session, about.number, now=now))),
        earlier=tuple(
            Earlier(each, service_name(session, each.service), reason_name(lines, each.line, each.reason))
            for each in earlier_contacts(session, about.number, but=of_caller.call_sid)
        ),
        line=line_name(lines, about.line),
        reasons=lines[about.line].reasons if about.line in lines else {},
        likely=likely_reason(session, about),
        drafts=drafts_of(session, about.id, seen.here.agent_id) if seen.typed else {},
        waited_s=((about.connected_at or now) - about.enqueued_at).total_seconds(),
        why=seen.why,
        room=open_talk_of(session, of_caller.id) if seen.room else None,
        asked_by=_agent_of(session, about.follows_id) if about.consulting else None,
        tape=of_ticket(session, about.id) if seen.taped and about.state is TicketState.CONNECTED else None,
        spoken_name=seen.named,
        wrap_up_ends=_wrap_up_ends(about, lines),
        passed=passed_on(session, about.id) if about.state is TicketState.WRAP_UP else None,
        before=tuple(earlier_talks(session, about)) if about.follows_id is not None else (),
    )


def _wrap_up_ends(about: Ticket, lines: Lines) -> datetime | None:
    limit_s = lines[about.line].wrap_up_s if about.line in lines else None
    if limit_s is None or about.talked_until is None or about.state is not TicketState.WRAP_UP:
        return None
    return about.talked_until + timedelta(seconds=limit_s)


def _agent_of(session: Session, ticket_id: int | None) -> str | None:
    """The name of the agent who has, or had, a ticket."""
    named = select(StaffRow.name).join(TicketRow, TicketRow.agent_id == StaffRow.id)
    return session.scalar(named.where(TicketRow.id == ticket_id))


def booked(session: Session, appointments: Iterable[Appointment]) -> list[Booked]:
    """Appointments with their names."""
    return [Booked(each, place(session, each)) for each in appointments]


def place(session: Session, of: booking.Offer | Appointment) -> Place:
    """Anything that has office, service, start and end, with its names."""
    office = booking.office_of(session, of.office)
    service = booking.service(session, of.service).name("de")
    return Place(service, office.name, office.address, of.start, of.end)


def service_name(session: Session, key: str | None) -> str | None:
    """Its name; the bare key of a service that the menu knows and the book does not (any more)."""
    try:
        return booking.service(session, key).name("de") if key else None
    except booking.UnknownService:
        return key


def _office_name(session: Session, key: str | None) -> str | None:
    try:
        return booking.office_of(session, key).name if key else None
    except booking.UnknownOffice:
        return key
