"""Which of a call's values a step reads, and which it changes."""

from collections.abc import Iterator, Mapping

from ivr.dialog import ACTIONS
from ivr.dialog.examples import given_by
from ivr.dialog.steps import Ask, Changes, Copied, Do, Step
from ivr.dialog.ways import Way, options_of, own_words_of, ways_from

# What the examples of outcomes look at: see ivr/dialog/examples.py.
LOOKED_AT: Mapping[str, str] = {"take_wish": "errand"}


def read_at(step: Step) -> Iterator[str]:
    """What decides about its ways and options, and what the outcomes of its actions depend on."""
    yield from (way.goto.by for way in ways_from(step) if way.goto.by)
    for option in options_of(step):
        yield from (name for name in (option.when, option.unless, *option.only_for) if name)
    yield from (LOOKED_AT[action] for action in actions_of(step) if action in LOOKED_AT)


def needed_at(step: Step) -> Iterator[str]:
    """What has to be known for its actions."""
    yield from (name for action in actions_of(step) for name in ACTIONS[action].needs)


def touched_at(step: Step) -> Iterator[str]:
    """Everything that is read, copied, set or forgotten at a step and on its ways, whichever is taken."""
    yield from (*read_at(step), *needed_at(step))
    for changes in changes_of(step):
        yield from (*changes.sets, *changes.forgets, *sources_of(changes))
    for way in ways_from(step):
        yield from given_on(step, way)
    if isinstance(step, Ask):
        yield from step.lists()


def given_on(step: Step, way: Way) -> frozenset[str]:
    """What an answer or an outcome gives or takes away on a way from this step."""
    if isinstance(step, Do):
        return way.gives | given_by(step.action, way.at[-1])
    own_words = own_words_of(step)
    if own_words is not None and way.at[0] == "own_words":
        return way.gives | given_by(own_words.action, way.at[-1])
    return way.gives


def actions_of(step: Step) -> list[str]:
    """What a step has done: by itself, or with a sentence."""
    if isinstance(step, Do):
        return [step.action]
    own_words = own_words_of(step)
    return [own_words.action] if own_words is not None else []


def changes_of(step: Step) -> Iterator[Changes]:
    """What a step changes, and each of its options."""
    yield step.changes
    yield from (option.changes for option in options_of(step))


def sources_of(changes: Changes) -> Iterator[str]:
    """The values that are copied by these changes."""
    yield from (value.source for value in changes.sets.values() if isinstance(value, Copied))
