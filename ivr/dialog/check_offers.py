"""To whom options are offered: a key that two have at the same time, and one that nobody ever gets."""

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from ivr.dialog.faults import Fault
from ivr.dialog.script import Script
from ivr.dialog.steps import Option, Step
from ivr.dialog.ways import options_of


def check_offers(
    script: Script, step: Step, languages: Iterable[str], known: Collection[str]
) -> Iterator[Fault]:
    """The faults in a step's options. `known` are the values that a call of this menu may have at all."""
    yield from _never_known(script, step, known)
    yield from _doubled_keys(script, step, frozenset(languages))


def _never_known(script: Script, step: Step, known: Collection[str]) -> Iterator[Fault]:
    for option in options_of(step):
        needed = {*option.only_for, *({option.when} if option.when else ())}
        for name in sorted(needed - {*known}):
            yield Fault(script.line(step.name, "options", option.name), step.name, "never_known", name)


def _doubled_keys(script: Script, step: Step, languages: frozenset[str]) -> Iterator[Fault]:
    """A key that two options have for the same caller at the same time."""
    with_key = [option for option in options_of(step) if option.key is not None]
    for one, other in combinations(with_key, 2):
        if one.key == other.key and not _never_meet(one, other, languages):
            line = script.line(step.name, "options", other.name)
            yield Fault(line, step.name, "key_twice", str(other.key))


def _never_meet(one: Option, other: Option, languages: frozenset[str]) -> bool:
    """Whether no caller can have both: other languages, other values, or other circumstances."""
    here, there = ({*each.only_in} or languages for each in (one, other))
    return (
        not here & there & languages
        or _excludes(one, other)
        or _excludes(other, one)
        or any(not {*these} & {*other.only_for.get(name, these)} for name, these in one.only_for.items())
        or _circumstances_differ(one, other)
    )


def _excludes(one: Option, other: Option) -> bool:
    needed = {*other.only_for, *({other.when} if other.when else ())}
    return one.unless in needed


def _circumstances_differ(one: Option, other: Option) -> bool:
    if one.times is None or other.times is None:
        return False
    pairs = ((one.times.line, other.times.line), (one.times.caller, other.times.caller))
    return any(here is not None and there is not None and here != there for here, there in pairs)
