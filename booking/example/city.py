"""What a data file says, read and checked: the values between the file and the tables."""

from dataclasses import dataclass

from booking.opening import Series
from booking.values import Office, Service


@dataclass(frozen=True, slots=True)
class Rules:
    """How far ahead an office may be booked, by the calendar of which federal state."""

    subdivision: str
    lead_days: int
    horizon_days: int
    cut_off_minutes: int
    return_after_min: int = 0
    return_after_max: int = 0
    extra_percent: int = 0


@dataclass(frozen=True, slots=True)
class YearlyClosure:
    """From one month and day up to another of the same year, both included."""

    first: tuple[int, int]
    last: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class DeskServices:
    """Desks, by number, that do these services only."""

    desks: tuple[int, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeData:
    """An office, in the order of the file. The desks of a series are their numbers at the office."""

    office: Office
    rules: Rules
    desks: int
    series: tuple[Series, ...]
    closures: tuple[YearlyClosure, ...]
    near: tuple[str, ...] = ()
    desk_services: tuple[DeskServices, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceData:
    """A service, the places that it needs at each office that has it, and how long the desk stays blocked."""

    service: Service
    places: dict[str, int]
    buffer_minutes: int = 0


@dataclass(frozen=True, slots=True)
class CityData:
    offices: tuple[OfficeData, ...]
    services: tuple[ServiceData, ...]
