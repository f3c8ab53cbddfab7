"""A menu as boxes and arrows: its steps, the ways between them, what is wrong with them. Pure.

What holds at every step (`0`, `*`, `#`, three tries) is no way: it would lead from each box to the same few.
Ways back, and those to a step that many lead to, are named in their box and have no arrow: so what is drawn
runs in one direction, and can be followed among 150 steps.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ivr.console.naming import KINDS, Names, case_named, own_name
from ivr.dialog import Script
from ivr.dialog.steps import Ask, Do, Goto, Menu, Option, Step
from ivr.dialog.ways import ways_from

HUB = 6
"""So many steps that lead to one are many."""

How = Literal["option", "answer", "next", "outcome", "own_words", "silence"]
NO_FAULTS: Mapping[str, Sequence[str]] = {}
Mark = Literal["added", "removed", "changed"]


class Label(NamedTuple):
    """Why a way is taken: `key` is what is pressed, `text` what is read, `case` for which values alone."""

    how: How
    name: str
    key: str
    text: str
    case: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """All ways from a step to `target`. `there`: there is such a step; `drawn`: an arrow, not only a name.

    `mark`: what became of them since another edition.
    """

    target: str
    title: str
    labels: tuple[Label, ...]
    there: bool
    drawn: bool
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A step. `role`: what the menu's defaults make of it, as "start" or "agent"; `faults` are sentences."""

    name: str
    kind: str
    kind_name: str
    title: str
    role: str | None
    arrows: tuple[Arrow, ...]
    faults: tuple[str, ...] = ()
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The boxes in the order of the menu."""

    start: str
    boxes: Mapping[str, Box]


def graph_of(script: Script, names: Names, faults: Mapping[str, Sequence[str]] = NO_FAULTS) -> Graph:
    """The picture of a menu, with what is wrong with it, in sentences, at the step where it is."""
    onward = {name: {way.target for way in ways_from(step)} - {name} for name, step in script.steps.items()}
    sources = Counter(target for targets in onward.values() for target in targets)
    hubs = frozenset(target for target, count in sources.items() if count >= HUB)
    order = _order(script, onward)
    roles = {step: role for role, step in reversed([*script.defaults.targets().items()])}
    boxes = {
        name: Box(
            name=name,
            kind=KINDS[type(step)],
            kind_name=names.kind(step),
            title=names.step(name),
            role=roles.get(name),
            arrows=_arrows(step, names, hubs, order),
            faults=tuple(faults.get(name, ())),
        )
        for name, step in script.steps.items()
    }
    return Graph(script.defaults.start, boxes)


def _order(script: Script, onward: Mapping[str, Iterable[str]]) -> Mapping[str, int]:
    """The steps in the order in which callers may come to them: by how many others lie before, at least."""
    found: dict[str, int] = {}
    for begin in script.defaults.targets().values():
        ahead = deque([begin])
        while ahead:
            name = ahead.popleft()
            if name in script.steps and name not in found:
                found[name] = len(found)
                ahead.extend(target for target in script.steps if target in onward[name])
    return found | {name: len(found) + at for at, name in enumerate(script.steps) if name not in found}


def _arrows(step: Step, names: Names, hubs: frozenset[str], order: Mapping[str, int]) -> tuple[Arrow, ...]:
    """One for each target, in the order in which the step names them."""
    labels: dict[str, list[Label]] = {}
    for way in ways_from(step):
        label = _label(step, way.at, way.goto, way.target, names)
        labels.setdefault(way.target, []).append(label)
    return tuple(
        Arrow(
            target=target,
            title=names.step(target),
            labels=tuple(dict.fromkeys(reasons)),
            there=target in order,
            drawn=target not in hubs and order.get(target, 0) > order[step.name],
        )
        for target, reasons in labels.items()
    )


def _label(step: Step, at: tuple[str, ...], goto: Goto, target: str, names: Names) -> Label:
    case = _case(goto, target, names.language)
    match at:
        case ("options", name, "to") if isinstance(step, Menu | Ask):
            option = next(each for each in step.options if each.name == name)
            return Label("option", name, option.key or "", said(option, names.language), case)
        case ("on", outcome):
            action = step.action if isinstance(step, Do) else "handoff"
            return Label("outcome", outcome, "", names.outcome(outcome, action), case)
        case ("own_words", "on", outcome) if isinstance(step, Menu | Ask) and step.own_words is not None:
            return Label("own_words", outcome, "", names.outcome(outcome, step.own_words.action), case)
        case ("silence",):
            return Label("silence", "", "", "", case)
        case _:
            return Label("answer" if isinstance(step, Ask) else "next", "", "", "", case)


def said(option: Option, language: str) -> str:
    """What an option goes by: the first of its words, in the reader's language or else in any."""
    for words in (option.words.get(language, ()), *option.words.values()):
        if words:
            return words[0]
    return own_name(option.name)


def _case(goto: Goto, target: str, language: str) -> str:
    """For which values of what decides about the way it leads to `target`; empty for all and all others."""
    if goto.by is None or goto.otherwise == target:
        return ""
    values = [value for value, to in goto.cases.items() if to == target]
    return case_named(goto.by, values, language)
