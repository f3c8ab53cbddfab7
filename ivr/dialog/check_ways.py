"""Targets that exist, steps that are reached and can end, walks that wait, actions that know enough."""

from collections.abc import Iterator, Mapping

from ivr.dialog.actions import ActionSpec
from ivr.dialog.faults import Fault
from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, Do, End, HandOver, Say
from ivr.dialog.ways import Way, all_ways, own_words_of, reached

SAID = frozenset({"said", "sureness"})
"""What a sentence gives to the action that is to understand it."""


def check_ways(
    script: Script, actions: Mapping[str, ActionSpec], known: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """The faults in where steps lead. `known`: the values that are known at each step."""
    ways = all_ways(script)
    yield from _targets(script, ways)
    yield from _unreachable(script, ways)
    yield from _no_way_out(script, ways)
    yield from _never_waits(script, ways)
    yield from _needs(script, actions, known)
    yield from _stale_choices(script, ways)


def _targets(script: Script, ways: list[Way]) -> Iterator[Fault]:
    for field, target in script.defaults.targets().items():
        if target not in script.steps:
            yield Fault(script.line("defaults", field), "defaults", "unknown_target", target)
    for way in ways:
        if way.target not in script.steps:
            yield Fault(script.line(way.source, *way.at), way.source, "unknown_target", way.target)


def _unreachable(script: Script, ways: list[Way]) -> Iterator[Fault]:
    onward: dict[str, list[str]] = {}
    for way in ways:
        onward.setdefault(way.source, []).append(way.target)
    for name in script.steps.keys() - reached(script.defaults.targets().values(), onward):
        yield Fault(script.line(name), name, "unreachable")


def _no_way_out(script: Script, ways: list[Way]) -> Iterator[Fault]:
    """A way out counts only if the menu names it: `0` and three tries are no excuse for a dead end.

    It must be there at any time, too.
    """
    back: dict[str, list[str]] = {}
    for way in (way for way in ways if not way.sometimes):
        back.setdefault(way.target, []).append(way.source)
    outs = [name for name, step in script.steps.items() if isinstance(step, End | HandOver)]
    for name in script.steps.keys() - reached(outs, back):
        yield Fault(script.line(name), name, "no_way_out")


def _never_waits(script: Script, ways: list[Way]) -> Iterator[Fault]:
    """A circle of steps that only say and do: the caller would hear it for ever."""
    onward: dict[str, list[str]] = {}
    for way in ways:
        if isinstance(script.steps[way.source], Say | Do):
            onward.setdefault(way.source, []).append(way.target)
    told: set[str] = set()
    for name in script.steps:
        circle = _circle(name, onward)
        if circle and not told & set(circle):
            told.update(circle)
            yield Fault(script.line(name), name, "never_waits", " -> ".join([*circle, name]))


def _circle(start: str, onward: Mapping[str, list[str]]) -> list[str]:
    """The shortest way from a step back to itself; empty where there is none."""
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop(0)
        for target in onward.get(path[-1], ()):
            if target == start:
                return path
            if target not in seen:
                seen.add(target)
                paths.append([*path, target])
    return []


def _needs(
    script: Script, actions: Mapping[str, ActionSpec], known: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    for name, step in script.steps.items():
        if name not in known:
            continue
        if isinstance(step, Do):
            action, there, field = step.action, known[name], "do"
        elif (own_words := own_words_of(step)) is not None:
            action, there, field = own_words.action, known[name] | SAID, "own_words"
        else:
            continue
        for need in actions[action].needs if action in actions else ():
            if need not in there:
                yield Fault(script.line(name, field), name, "need_unknown", need)


def _stale_choices(script: Script, ways: list[Way]) -> Iterator[Fault]:
    """Lists are made directly before they are asked from: going back makes them anew, and only then."""
    for way in ways:
        asked = script.steps.get(way.target)
        if isinstance(asked, Ask):
            for name in set(asked.lists()) - way.gives:
                yield Fault(
                    script.line(asked.name, "reader"),
                    asked.name,
                    "choices_not_made",
                    f"{name} at {way.source}",
                )
