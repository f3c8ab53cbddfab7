"""Who waits, in order: one row of tickets for each line, topic and language.

Within a row all ask for the same agents, and whoever is behind asks for no more of them than who is ahead. So
a decision looks at the heads of the rows, however many wait behind them.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from routing.tickets import Waiting


class Profile(NamedTuple):
    """What decides which agents a call asks for, besides how long it has waited."""

    line: str
    topic: str
    language: str


class Place(NamedTuple):
    """A place in the queue; places compare by since when they count, then by the older ticket."""

    counts_from: datetime
    ticket_id: int


def place_of(ticket: Waiting) -> Place:
    return Place(ticket.counts_from, ticket.id)


def profile_of(ticket: Waiting) -> Profile:
    return Profile(ticket.line, ticket.skill, ticket.language)


class LineUp:
    """The waiting tickets, kept in order while they come and go."""

    def __init__(self, tickets: Iterable[Waiting] = ()) -> None:
        self.rows: dict[Profile, list[Waiting]] = {}
        self.own: dict[int, list[Waiting]] = {}
        for ticket in tickets:
            self.rows.setdefault(Profile(ticket.line, ticket.skill, ticket.language), []).append(ticket)
            if ticket.own_agent is not None:
                self.own.setdefault(ticket.own_agent, []).append(ticket)
        for row in (*self.rows.values(), *self.own.values()):
            row.sort(key=place_of)

    def __iter__(self) -> Iterator[Waiting]:
        for row in self.rows.values():
            yield from row

    def __len__(self) -> int:
        return sum(len(row) for row in self.rows.values())

    def add(self, ticket: Waiting) -> None:
        """Where it belongs, be that at the end or not."""
        for row in self._rows_of(ticket):
            insort(row, ticket, key=place_of)

    def remove(self, ticket: Waiting) -> None:
        """Raises `LookupError` when it does not wait here."""
        for row in self._rows_of(ticket):
            at = bisect_left(row, place_of(ticket), key=place_of)
            if at == len(row) or row[at].id != ticket.id:
                raise LookupError(ticket.id)
            del row[at]

    def _rows_of(self, ticket: Waiting) -> list[list[Waiting]]:
        rows = [self.rows.setdefault(profile_of(ticket), [])]
        if ticket.own_agent is not None:
            rows.append(self.own.setdefault(ticket.own_agent, []))
        return rows
