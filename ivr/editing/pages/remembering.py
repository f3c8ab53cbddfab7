"""What a step and its options do to the values of a call, as the forms show it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ivr.editing.opened import Opened
from ivr.editing.options import options_of
from ivr.editing.pages.written import Written
from ivr.editing.values import ROWS_AT_MOST, names_of_values, words_of_values
from ivr.editing.ways import Lead, leads_of

FREE_ROWS = 2


class Row(NamedTuple):
    """One value that is set: `how` is text, yes, no or from."""

    name: str = ""
    how: str = "text"
    to: str = ""
    source: str = ""


class Changed(NamedTuple):
    """What a step (option "") or one of its options sets and forgets."""

    option: str
    rows: Sequence[Row]
    forgets: Sequence[str]

    @property
    def any(self) -> bool:
        return bool(self.forgets) or any(row.name for row in self.rows)


class Remembers(NamedTuple):
    """All of a step: `names` are the values that there are, `places` what can depend on one."""

    changes: Mapping[str, Changed]
    names: Sequence[tuple[str, str]]
    words: Sequence[tuple[str, str]]
    places: Sequence[tuple[str, str]]
    cases: Sequence[Lead]


def remembers(draft: Opened, step: str) -> Remembers:
    written, table = Written(), draft.steps[step]
    leads = list(leads_of(table))
    named = sorted(
        ((each, written.value(each)) for each in names_of_values(draft.menu)),
        key=lambda pair: pair[1].casefold(),
    )
    words = words_of_values(draft.menu)
    return Remembers(
        changes={"": _changed("", table)}
        | {each: _changed(each, it) for each, it in options_of(table).items()},
        names=named,
        words=[
            (word, f"{written.value(name)}: {written.case(name, word)}")
            for name, said in words.items()
            for word in said
        ],
        places=list(dict.fromkeys(_place(draft, step, lead, written) for lead in leads)),
        cases=[lead for lead in leads if lead.by is not None and lead.at[-1] != "else"],
    )


def _place(draft: Opened, step: str, lead: Lead, written: Written) -> tuple[str, str]:
    at = lead.at if lead.by is None else lead.at[:-1]
    label = written.lead(Lead(at, lead.target))
    if at[0] == "options":
        label = f"{written.option(draft, step, at[1])}: {label}"
    return ".".join(at), label


def _changed(option: str, table: Mapping[str, Any]) -> Changed:
    sets, forgotten = table.get("set"), table.get("forget")
    rows = [_row(name, value) for name, value in sets.items()] if isinstance(sets, Mapping) else []
    free = [Row()] * min(FREE_ROWS, ROWS_AT_MOST - len(rows))
    return Changed(option, [*rows, *free], forgotten if isinstance(forgotten, list) else [])


def _row(name: str, value: object) -> Row:
    if isinstance(value, bool):
        return Row(name, "yes" if value else "no")
    if isinstance(value, Mapping):
        return Row(name, "from", source=str(value.get("from", "")))
    return Row(name, "text", str(value))
