"""Reads what services are called in a further language, what to bring there, and what it costs."""

from collections.abc import Iterable
from dataclasses import replace

from booking.example.city import ServiceData
from booking.example.table import Table
from booking.values import Service


def in_language(top: Table, language: str, services: Iterable[ServiceData]) -> tuple[ServiceData, ...]:
    """The services with what `top` says of them, a table for each by its key. Raises DataFault.

    What is left out stays German. A service that the city does not have is a fault.
    """
    told = {key: top.table(key) for key in list(top.keys())}
    known = tuple(services)
    for key in told.keys() - {one.service.key for one in known}:
        raise told[key].fault("there is no such service")
    return tuple(
        replace(one, service=_told(told[one.service.key], language, one.service))
        if one.service.key in told
        else one
        for one in known
    )


def _told(table: Table, language: str, service: Service) -> Service:
    told = replace(
        service,
        names={**service.names, language: table.text("name")},
        words={**service.words, language: table.texts("words")},
        documents={**service.documents, language: table.texts("documents")},
        fee={**service.fee, language: table.text("fee")},
    )
    table.done()
    return told
