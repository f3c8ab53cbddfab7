"""An appointment as a calendar file (RFC 5545), with its time zone, so that it stands right anywhere."""

import uuid
from collections.abc import Sequence

from icalendar import Calendar, Event, Timezone

from booking.values import BERLIN, Appointment, Office, Service, State
from booking.wording import documents_of, names_of

MADE_BY = "-//Durchwahl//Terminbuch//DE"
# The rule of the European Union, for all years. icalendar's own list has summer begin an hour late.
_BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
_WORDS = {
    "de": {"code": "Terminnummer", "bring": "Bitte bringen Sie mit"},
    "en": {"code": "Booking code", "bring": "Please bring"},
    "de_leicht": {"code": "Termin-Nummer", "bring": "Bringen Sie bitte mit"},
    "tr": {"code": "Randevu kodu", "bring": "Lütfen getirin"},
    "ar": {"code": "رمز الموعد", "bring": "من فضلكم أحضروا"},
    "ru": {"code": "Код записи", "bring": "Возьмите с собой"},
    "uk": {"code": "Код запису", "bring": "Візьміть із собою"},
    "pl": {"code": "Kod wizyty", "bring": "Proszę zabrać"},
}


def calendar_file(appointment: Appointment, office: Office, *services: Service) -> bytes:
    """One event, for all services of the appointment.

    When it is moved, its UID stays and SEQUENCE grows, so that calendars replace it.
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(Timezone.from_ical(_BERLIN))
    calendar.add_component(_event(appointment, office, services))
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, office: Office, services: Sequence[Service]) -> Event:
    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, appointment.calendar_token)))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed_at)
    event.add("dtstart", appointment.start.astimezone(BERLIN))
    event.add("dtend", appointment.end.astimezone(BERLIN))
    event.add("status", "CANCELLED" if appointment.state == State.CANCELLED else "CONFIRMED")
    event.add("summary", f"{names_of(services, appointment.language)} – {office.name}")
    event.add("location", f"{office.name}, {office.address}" if office.address else office.name)
    event.add("description", _description(appointment, services))
    return event


def _description(appointment: Appointment, services: Sequence[Service]) -> str:
    words = _WORDS.get(appointment.language, _WORDS["de"])
    lines = [f"{words['code']}: {appointment.code}"]
    documents = documents_of(services, appointment.language)
    if documents:
        lines.append(f"{words['bring']}: {', '.join(documents)}")
    return "\n".join(lines)
