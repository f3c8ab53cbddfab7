"""The text messages to citizens, in words, at the moment they are sent; and from which number."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
import routing
from ivr.house import House
from ivr.tables import CallRow
from routing.tickets import ticket_held_for


def text_of(house: House, session: Session, notice: booking.Notice) -> str:
    """What this notice says, in its language: what, where, when, what to bring, code, calendar link."""
    until, instead = "", False
    if notice.kind == booking.NoticeKind.EARLIER:
        offered = booking.offered_with(session, notice.appointment.id)
        until, instead = offered.until.isoformat(), offered.instead is not None
    key = f"text.{notice.kind.value}"
    return text_about(house, session, notice.appointment, key, notice.language, until=until, instead=instead)


def number_for(house: House, session: Session, made: booking.Appointment) -> str:
    """The number of the line on which an appointment was made; of the first, where that was elsewhere."""
    line = next((line for line in _lines_of(session, made) if line in house.lines), house.first.line.key)
    return house.number_of(line)


def _lines_of(session: Session, made: booking.Appointment) -> Iterator[str]:
    """Those of the calls, and of the agents' tickets, by which it came about; the newest first."""
    for event in reversed(booking.history_of(session, made.id)):
        ticket = ticket_held_for(event.via or "")
        if ticket is not None:
            yield routing.ticket(session, ticket).line
        else:
            yield from session.scalars(select(CallRow.line).where(CallRow.sid == event.via))


def text_about(
    house: House,
    session: Session,
    made: booking.Appointment,
    key: str,
    language: str,
    *,
    until: str = "",
    instead: bool = False,
) -> str:
    """The text `key` of the catalogue, about one appointment.

    `until` when it can be answered; `instead` of another appointment, if it is taken.
    """
    services = booking.services_of(session, made)
    office = booking.office_of(session, made.office)
    values = {
        "service": booking.names_of(services, language),
        "office": office.name,
        "address": office.address,
        "start": made.start.isoformat(),
        "documents": "; ".join(booking.documents_of(services, language)),
        "code": made.code,
        "until": until,
        "instead": instead,
        "link": house.url(f"/c/{made.calendar_token}.ics"),
    }
    return house.current(house.first.line.key).prompts.text(key, language, values)
