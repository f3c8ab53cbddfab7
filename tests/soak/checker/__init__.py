"""Proves from the tables alone that the book kept its word. Shares no code with the book: plain SQL.

- `claimed`, `desks`: had any desk ever two at once: now, by the rows; at any time, by the history, holds too?
- `lives`: does each history explain the state that its row is in?
- `people`, `waiting`: did any number get more than it may; is each list and message in order?
- `promises`: was anything lost that a client had been told?

The history's order (`id`) counts, not its clocks: those differ between machines, by up to `APART`.
"""

from collections.abc import Iterable
from typing import Any

from tests.soak.checker import claimed, desks, lives, people, promises, waiting
from tests.soak.checker.reading import Row, Tables


def check(connection: Any, told: Iterable[Row]) -> list[str]:
    """Everything that is wrong, in sentences; nothing where the book kept its word.

    `connection` is one of psycopg or sqlite3, `told` the lines of the clients' diaries.
    """
    tables, lines = Tables(connection), list(told)
    faults = claimed.faults(tables)
    faults += desks.faults(tables, lines)
    faults += lives.faults(tables)
    faults += people.faults(tables)
    faults += waiting.faults(tables)
    return faults + promises.faults(tables, lines)
