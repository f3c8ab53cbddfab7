"""The text messages to citizens, in words, at the moment they are sent."""

from sqlalchemy.orm import Session

import booking
from ivr.house import House


def text_of(house: House, session: Session, notice: booking.Notice) -> str:
    """What this notice says, in its language: what, where, when, what to bring, code, calendar link."""
    return text_about(house, session, notice.appointment, f"text.{notice.kind.value}", notice.language)


def text_about(house: House, session: Session, made: booking.Appointment, key: str, language: str) -> str:
    """The text `key` of the catalogue, about one appointment."""
    service = booking.service(session, made.service)
    office = booking.office_of(session, made.office)
    values = {
        "service": service.name(language),
        "office": office.name,
        "address": office.address,
        "start": made.start.isoformat(),
        "documents": "; ".join(service.bring(language)),
        "code": made.code,
        "link": house.url(f"/c/{made.calendar_token}.ics"),
    }
    return house.prompts.text(key, language, values)
