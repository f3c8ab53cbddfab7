"""Several services of one appointment in one sentence: what it is for, and what to bring. Pure."""

from collections.abc import Iterable

from booking.values import Service


def names_of(services: Iterable[Service], language: str) -> str:
    """Each service once, in the order in which they were asked for."""
    return " + ".join(dict.fromkeys(service.name(language) for service in services))


def documents_of(services: Iterable[Service], language: str) -> tuple[str, ...]:
    """What to bring for all of them, each thing once."""
    return tuple(dict.fromkeys(thing for service in services for thing in service.bring(language)))
