"""The text messages to citizens, in words, at the moment they are sent."""

from sqlalchemy.orm import Session

import booking
from ivr.house import House


def text_of(house: House, session: Session, notice: booking.Notice) -> str:
    """What this notice says, in its language: what, where, when, what to bring, code, calendar link."""
    made = notice.appointment
    service = booking.service(session, made.service)
    office = booking.office_of(session, made.office)
    values = {
        "service": service.name(notice.language),
        "office": office.name,
        "address": office.address,
        "start": made.start.isoformat(),
        "documents": "; ".join(service.bring(notice.language)),
        "code": made.code,
        "link": house.url(f"/c/{made.calendar_token}.ics"),
    }
    return house.prompts.text(f"text.{notice.kind.value}", notice.language, values)
