"""Reads the [[service]] tables of a data file: names, what to bring, the fee, and where how many places."""

from collections.abc import Mapping

from booking.example.city import ServiceData
from booking.example.table import Table
from booking.values import LANGUAGE, OfficeKind, Service

LANGUAGES = (LANGUAGE, "en")
PLACES = 25


def read_service(table: Table, kinds: Mapping[str, OfficeKind], rank: int) -> ServiceData:
    """`kinds` tells the offices of the file apart; `rank` is its position in it. Raises DataFault."""
    kind = OfficeKind(table.one_of("kind", OfficeKind))
    data = ServiceData(
        service=Service(
            key=table.text("key"),
            kind=kind,
            names=_by_language(table, "names"),
            synonyms=table.texts("synonyms"),
            documents=_lists_by_language(table, "documents"),
            fee=_by_language(table, "fee"),
            rank=rank,
            bookable=table.flag("bookable", default=True),
        ),
        places=_places(table, [key for key, other in kinds.items() if other == kind]),
        buffer_minutes=_buffer(table),
    )
    table.done()
    return data


def _by_language(table: Table, key: str) -> dict[str, str]:
    texts = table.table(key)
    found = {language: texts.text(language) for language in LANGUAGES}
    texts.done()
    return found


def _lists_by_language(table: Table, key: str) -> dict[str, tuple[str, ...]]:
    lists = table.table(key)
    found = {language: lists.texts(language) for language in LANGUAGES}
    lists.done()
    return found


def _buffer(table: Table) -> int:
    minutes = table.number("buffer_minutes", 0, 240, 0)
    if minutes % 5:
        raise table.fault(f"`buffer_minutes` must be a multiple of 5, not {minutes}", "buffer_minutes")
    return minutes


def _places(table: Table, offices: list[str]) -> dict[str, int]:
    """How many places it needs at which of `offices`, all of its kind."""
    usual = table.number("places", 1, PLACES)
    special = table.table("places_at", required=False)
    without = table.texts("not_at")
    for name, keys in (("places_at", special.keys()), ("not_at", without)):
        for key in keys:
            if key not in offices:
                raise table.fault(f"there is no office {key!r} of this kind", name)
    found = {key: special.number(key, 1, PLACES, usual) for key in offices if key not in without}
    if not found:
        raise table.fault("no office has it", "not_at")
    return found
