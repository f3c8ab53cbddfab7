"""The text messages to citizens, in words, at the moment they are sent."""

from sqlalchemy.orm import Session

import booking
from ivr.house import House


def text_of(house: House, session: Session, notice: booking.Notice) -> str:
    """What this notice says, in its language: what, where, when, what to bring, code, calendar link."""
    until, instead = "", False
    if notice.kind == booking.NoticeKind.EARLIER:
        offered = booking.offered_with(session, notice.appointment.id)
        until, instead = offered.until.isoformat(), offered.instead is not None
    key = f"text.{notice.kind.value}"
    return text_about(house, session, notice.appointment, key, notice.language, until=until, instead=instead)


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
    return house.prompts.text(key, language, values)
