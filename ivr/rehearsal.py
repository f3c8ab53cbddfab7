"""Before the first call: load what is loaded on first use, so that no caller waits for it.

Calendars of holidays and names of months take half a second once; a caller would hear it as silence.
"""

import structlog
from sqlalchemy.exc import SQLAlchemyError

import booking
from ivr.house import House
from voice_prompts import spoken

log = structlog.get_logger()


def rehearse(house: House) -> None:
    """Look for a free place, and say when it is in every language. Changes nothing."""
    now = house.clock()
    for line in house.lines.values():
        line.duty(now)
        for language in line.languages:
            spoken.moment(now, language)
    try:
        with house.sessions() as session:
            for service in booking.services(session)[:1]:
                booking.offer(session, service.key, now=now)
            session.rollback()
    except SQLAlchemyError as error:
        log.warning("no_rehearsal", error=type(error).__name__)
