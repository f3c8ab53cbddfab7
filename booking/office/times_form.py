"""What staff type to book or to move: services and persons, a day, and the exceptions that they allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from booking.beyond import Beyond
from booking.editing.errors import BadNumber
from booking.errors import OutsideHours, TooManyPlaces, UnknownService
from booking.offers import free_times
from booking.office.forms import BadFigure
from booking.office.house import Refusal
from booking.opening import local_day
from booking.schedule import MOST_PLACES, places_of
from booking.values import Channel, Wish


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of the form: a service, and for how many persons, as typed."""

    service: str = ""
    persons: str = "1"


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows in which a service is chosen."""

    rows: tuple[Wanted, ...]

    @classmethod
    def of(cls, typed: MultiDict[str, str]) -> "Asked":
        services, persons = typed.getlist("service"), typed.getlist("persons")
        rows = (
            Wanted(service, persons[n].strip() if n < len(persons) else "1")
            for n, service in enumerate(services)
        )
        return cls(tuple(row for row in rows if row.service))

    def services(self) -> list[str]:
        """Each service as often as there are persons for it. Raises BadFigure, BadNumber, TooManyPlaces."""
        wanted: list[str] = []
        for row in self.rows:
            if not row.persons.isdecimal():
                raise BadFigure("persons")
            if int(row.persons) < 1:
                raise BadNumber("persons")
            if len(wanted) + int(row.persons) > MOST_PLACES:  # each takes one place at least
                raise TooManyPlaces
            wanted += [row.service] * int(row.persons)
        return wanted


def typed_beyond() -> list[Beyond]:
    allowed = set(request.form.getlist("allow"))
    return [each for each in Beyond if each.value in allowed]


def missing_of(refused: Refusal | None) -> list[str]:
    """The exceptions that would have to be allowed."""
    if refused != OutsideHours.code:
        return []
    return [each for each in refused.detail.split(", ") if each in set(Beyond)]


def day_of(typed: Mapping[str, str], now: datetime) -> date:
    """The day that was typed; today where there is none that can be read."""
    try:
        return date.fromisoformat(typed.get("date", ""))
    except ValueError:
        return local_day(now)


def free_at(
    session: Session, office: str, services: Sequence[str], day: date, *, now: datetime
) -> list[datetime]:
    """When the services are free on a day, for staff. Raises UnknownService, TooManyPlaces."""
    if any(office not in places_of(session, service) for service in services):
        raise UnknownService(", ".join(services))
    wish, staff = Wish(day=day), Channel.STAFF
    found = free_times(session, services, office=office, wish=wish, channel=staff, now=now)
    return [start for each in found for start in each.starts]
