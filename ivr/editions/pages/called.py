"""What the steps and texts of files are called on these pages: as on those where they are changed."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import NamedTuple

from ivr.editing.named import Named
from ivr.editing.opened import Opened
from ivr.editions.drafts import Draft
from ivr.editions.edition import MENU
from ivr.editions.pages.room import Room
from ivr.editions.pages.written import told
from ivr.web.words import language, t


class Place(NamedTuple):
    """A step with faults, or else (`step` is empty) a text, a setting or a file; each in sentences."""

    step: str
    name: str
    faults: list[str]


def called(room: Room, line: str, *files: Mapping[str, str]) -> Callable[[str, str], str]:
    """`called(part, name)`: a step or a text by the first of these files that has it, a setting by itself.

    The part "step" is for either: a text's name is then its step's.
    """
    known = [_named(room, line, each) for each in files]

    def call(part: str, name: str) -> str:
        for each in known:
            if part == "menu" and name in each.draft.steps:
                return each.step(name)
            if part == "step" and (step := name if name in each.draft.steps else each.said_at(name)):
                return each.step(step)
            if part == "prompts" and (found := each.prompt(name)) != name:
                return found
        return name

    return call


def places_of(room: Room, draft: Draft) -> list[Place]:
    """Where a draft has faults: first at its steps, in their order."""
    named = _named(room, draft.line, draft.files)
    found = [
        (at := _at(named, fault.path, fault.where), sentence if at[0] else _with_line(sentence, fault.line))
        for fault, sentence in told(room.faults(draft), named.prompt)
    ]
    order = [*named.draft.steps]
    found.sort(key=lambda each: (order.index(each[0][0]) if each[0][0] else len(order), each[0]))
    return [
        Place(step, name, list(dict.fromkeys(sentence for _, sentence in sentences)))
        for (step, name), sentences in groupby(found, key=lambda each: each[0])
    ]


def _at(named: Named, path: str, where: str) -> tuple[str, str]:
    """The step, where it is one's, and what the place is called."""
    if path == MENU:
        return (
            (where, named.step(where))
            if where in named.draft.steps
            else ("", where or t("editions.file_menu"))
        )
    if path.startswith("prompts/"):
        step = named.said_at(where)
        return step, named.prompt(where) if where else path
    return "", where or path


def _with_line(sentence: str, line: int) -> str:
    """For who has written the file."""
    return f"{sentence} ({t('editions.line_n', line=line)})" if line else sentence


def _named(room: Room, line: str, files: Mapping[str, str]) -> Named:
    return Named(Opened(line, files, room.shipped.prompts), language())
