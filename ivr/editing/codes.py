"""What agents of a line are chosen by (topics) and what can come of its calls (reasons): codes and titles."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import tomlkit
from tomlkit.items import Table

from booking.editing.names import key_of
from ivr.editing.blocks import change_table
from ivr.editing.refused import EditRefused
from ivr.lines import LONGEST_CODE

Listed: TypeAlias = Literal["topics", "reasons"]
LISTS: tuple[Listed, ...] = ("topics", "reasons")
TITLE_AT_MOST = 60
CODES_AT_MOST = 30


def set_codes(line: str, key: str, listed: Listed, rows: Sequence[tuple[str, str]]) -> str:
    """The line's text with these codes and titles, in this order; a new one gets its code from its title.

    A code that is there keeps its lines: agents, calls and rules name it. Raises EditRefused.
    """
    wanted = _with_codes(rows)
    if not wanted or len(wanted) > CODES_AT_MOST:
        raise EditRefused("codes_missing" if not wanted else "too_many_rows")

    def change(table: Table) -> None:
        if dict(table.get(listed, {})) == wanted and [*table[listed]] == [*wanted]:
            return
        codes = tomlkit.table()
        codes.update(wanted)
        table[listed] = codes

    return change_table(line, key, change)


def _with_codes(rows: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken = {code for code, _ in rows if code}
    for code, typed in rows:
        title = " ".join(typed.split())
        if len(title) > TITLE_AT_MOST:
            raise EditRefused("bad_title", title)
        if title and code in found:
            raise EditRefused("name_taken", title)
        if title:
            found[code or key_of(title, {*taken, *found}, LONGEST_CODE)] = title
    return found
