"""What a caller wanted, found in what they answered; and how they would say it to another menu."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from ivr.dialog import ACTIONS, JSON, Call, Heard, Script
from ivr.dialog.reading import Answer, Situation, open_options
from ivr.dialog.steps import Ask, Copied, Day, Digits, Do, OneOf, Option, Phone, Question
from ivr.dialog.ways import ways_from
from ivr.replay.retracing import Traced

FAR = 10_000
# Of these one is as good as another, where the one that was wanted is not among them.
ANY_WILL_DO = {"days", "offers", "windows"}


class Wants:
    """What the caller of one call wanted: values by name, and the steps that they went through."""

    def __init__(self, traced: Traced) -> None:
        self.traced = traced
        self.values: dict[str, JSON] = dict(_values(traced))

    def goals(self, answered: set[int]) -> list[str]:
        """The steps that are still to come, in their order: questions, deeds that last, and the end."""
        turns = self.traced.original.turns
        ahead = [turns[n - 1].call.step for n in range(1, len(turns)) if n not in answered]
        lasting = [
            name
            for turn in turns
            for name in turn.steps
            if isinstance(step := self.traced.script.steps.get(name), Do) and _lasts(step, turn.done)
        ]
        return [*ahead, *lasting, turns[-1].steps[-1] if turns[-1].steps else turns[-1].call.step]


class Model:
    """Answers a draft's questions for a caller, by what they mean and not by their keys."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.distance = cache(self._distances)

    def answer(
        self, step: Question, call: Call, at: Situation, wants: Wants, answered: set[int], tried: set[str]
    ) -> Heard | None:
        """What the caller presses or says here; None where nothing that they wanted tells.

        `tried` are the options of this question that did not help before.
        """
        if isinstance(step, Ask) and (told := self._told(step, at, wants)) is not None:
            return told
        options = [option for option in open_options(step, at) if option.name not in tried]
        goals = wants.goals(answered)
        ranked = sorted(
            ((self._rank(option, call, wants, goals), place) for place, option in enumerate(options)),
        )
        if not ranked or ranked[0][0][1] >= FAR:
            return None
        chosen = options[ranked[0][1]]
        tried.add(chosen.name)
        return pressed(chosen, at.language)

    def _rank(self, option: Option, call: Call, wants: Wants, goals: list[str]) -> tuple[int, int]:
        """First what sets just what was wanted, then what leads to the next thing that was wanted."""
        sets = {name: value for name, value in option.changes.sets.items() if not isinstance(value, Copied)}
        fits = sum(wants.values.get(name) == value for name, value in sets.items())
        strange = sum(name in wants.values and wants.values[name] != value for name, value in sets.items())
        target = option.goto.target({**call.values, **sets})
        far = self.distance(target)
        near = next((far[goal] + at * 3 for at, goal in enumerate(goals) if goal in far), FAR)
        return strange - fits, near

    def _told(self, step: Ask, at: Situation, wants: Wants) -> Heard | None:
        wanted = wants.values.get(step.into)
        match step.reader:
            case OneOf() as reader:
                return _one_of(reader, step, at, wants)
            case Digits(count) if isinstance(wanted, str) and len(wanted) == count:
                return Heard("keys", wanted)
            case Day() if isinstance(wanted, str):
                return Heard("keys", date.fromisoformat(wanted).strftime("%d%m"))
            case Phone() if isinstance(wanted, str):
                return Heard("keys", wanted.replace("+49", "0"))
            case _:
                return None

    def _distances(self, start: str) -> Mapping[str, int]:
        """How many steps everything is from `start`."""
        far = {start: 0}
        ahead = [start]
        for name in ahead:
            step = self.script.steps.get(name)
            for target in (way.target for way in (ways_from(step) if step else ())):
                if target not in far:
                    far[target] = far[name] + 1
                    ahead.append(target)
        return far


def pressed(option: Option, language: str) -> Heard | None:
    """How an option is chosen: by its key, or by the first of its words."""
    if option.key is not None:
        return Heard("keys", option.key)
    words = option.words.get(language, ())
    return Heard("speech", words[0], 0.9) if words else None


def chosen(choice: Mapping[str, Any], reader: OneOf) -> Heard:
    """How a choice of a list is chosen."""
    if reader.keys and choice.get("key") is not None:
        return Heard("keys", str(choice["key"]))
    return Heard("speech", str(choice.get("label", "")), 0.9)


def _one_of(reader: OneOf, step: Ask, at: Situation, wants: Wants) -> Heard | None:
    listed = at.values.get(reader.choices)
    read_out = [each for each in (listed if isinstance(listed, list) else []) if isinstance(each, dict)]
    wanted = wants.values.get(step.into)
    spoken = at.spoken(reader.also) if reader.also is not None and wanted is not None else ()
    for choice in (*read_out, *spoken):
        if wanted is not None and _same(choice.get("value"), wanted):
            return chosen(choice, reader)
    if read_out and reader.choices in ANY_WILL_DO and wanted is not None:
        return chosen(read_out[0], reader)
    return None


def _same(one: JSON, other: JSON) -> bool:
    """Of places, that they begin at the same time at the same office."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(one.get(name) == other.get(name) for name in ("office", "start"))
    return one == other


def _values(traced: Traced) -> Iterator[tuple[str, JSON]]:
    """What was answered, said and chosen, the last of each name."""
    for n, meaning in traced.meanings.items():
        step = traced.question(n)
        match meaning:
            case Answer(value, label) if isinstance(step, Ask):
                yield step.into, value
                if step.label_into:
                    yield step.label_into, label
            case Option() as option:
                yield from (
                    (name, value)
                    for name, value in option.changes.sets.items()
                    if not isinstance(value, Copied)
                )
            case "words":
                first = traced.original.turns[n].done[0].outcome
                yield from ((name, value) for name, value in first.values.items() if value is not None)
            case _:
                pass


def _lasts(step: Do, done: Any) -> bool:
    return any(
        each.action == step.action and each.outcome.name in ACTIONS[each.action].lasting for each in done
    )
