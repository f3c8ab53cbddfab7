"""Everything that a caller may do at a step, once each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

from ivr.dialog import HANDOFF_OUTCOMES, JSON, Call, Heard, Script
from ivr.dialog.engine import BERLIN
from ivr.dialog.examples import Cases
from ivr.dialog.reading import Situation, open_options
from ivr.dialog.steps import Ask, Day, Digits, HandOver, Menu, OneOf, Option, Phone, Question
from ivr.dialog.times import DUTY, OWN_NUMBER, Times
from ivr.dialog.ways import options_of

NONSENSE = "qxqxqx"
HALF_HOURS = 2 * 24 * 366
ASKED = tuple(
    {DUTY: line, OWN_NUMBER: caller} for line in ("open", "closed") for caller in ("known", "withheld")
)

# answer: what the step asks for, or where it leads by itself in silence; command: what works everywhere;
# failed: a try that fails; fault: the house broke.
Kind: TypeAlias = Literal["answer", "command", "failed", "fault"]


class Press(NamedTuple):
    """What a caller does, as the telephone hears it."""

    kind: Kind
    heard: Heard

    @property
    def keys(self) -> int:
        return len(self.heard.text) if self.heard.kind == "keys" else 0


FAULT = Press("fault", Heard("outcome", "fault"))
AGENT, REPEAT, BACK = (Press("command", Heard("keys", key)) for key in "0*#")


def presses(script: Script, call: Call, now: datetime) -> Iterator[Press]:
    """What leads on from here, or fails; what works everywhere is not here.

    After a failed try only whether the next one fails as well, since the rest is as before it.
    """
    step = script.steps.get(call.step)
    if isinstance(step, HandOver):
        yield from (Press("answer", Heard("outcome", name)) for name in HANDOFF_OUTCOMES)
    if not isinstance(step, Menu | Ask):
        return
    if not call.tries:
        yield from _chosen(_open(step, call, now), call.language)
        if isinstance(step, Ask):
            yield from _answers(step, call.values)
        yield Press("failed" if step.silence is None else "answer", Heard("silence"))
        yield Press("failed", Heard("speech", NONSENSE))
    yield _wrong_key(step, call)


def more_then(script: Script, call: Call, now: datetime, language: str, then: datetime) -> list[Press]:
    """What leads on only in this language, or only `then`."""
    step = script.steps.get(call.step)
    if not isinstance(step, Menu | Ask) or call.tries or not (_by_language(step) or _by_time(step)):
        return []
    here = _open(step, call, now)
    only = [each for each in _open(step, replace(call, language=language), then) if each not in here]
    return list(_chosen(only, language))


def other_choices(script: Script, call: Call, cases: Cases) -> Iterator[tuple[Call, Press]]:
    """For answers that have a way of their own: the call as it were with that to choose, and its choice."""
    step = script.steps.get(call.step)
    if not isinstance(step, Ask) or call.tries or step.into not in cases:
        return
    taken = {option.key for option in step.options}
    key = next((key for key in "123456789" if key not in taken), "1")
    for case in sorted(cases[step.into]):
        match step.reader:
            case OneOf(choices, _, keys):
                choice: JSON = {"value": case, "label": NONSENSE, "words": [], "key": key}
                there = replace(call, values={**call.values, choices: [choice]})
                yield there, Press("answer", Heard("keys", key) if keys else Heard("speech", NONSENSE))
            case Digits(count) if len(case) == count and case.isdecimal():
                yield call, Press("answer", Heard("keys", case))


def most_to_choose(script: Script, call: Call, languages: Iterable[str], now: datetime) -> int:
    """How many options have a key, or how many choices are read out, whichever are more."""
    step = script.steps.get(call.step)
    if not isinstance(step, Menu | Ask):
        return 0
    spoken = languages if _by_language(step) else [call.language]
    there = [_open(step, replace(call, language=each), now) for each in spoken]
    options = [sum(each.key is not None for each in open_) for open_ in there]
    lists = step.lists() if isinstance(step, Ask) else ()
    return max(*options, *(len(_listed(call.values, name)) for name in lists), 0)


def moments(script: Script, now: datetime) -> list[datetime]:
    """`now`, and of the hours to come one for each option that is not offered now, in which it is."""
    found = [now]
    for times in (each.times for step in script.steps.values() for each in options_of(step) if each.times):
        first = max(now, datetime.combine(times.first, time(), BERLIN)) if times.first else now
        hours = (first.astimezone(BERLIN) + timedelta(minutes=30 * ahead) for ahead in range(HALF_HOURS))
        if not any(_hold(times, each) for each in found):
            found += islice((each for each in hours if _hold(times, each)), 1)
    return found


def _hold(times: Times, now: datetime) -> bool:
    return any(times.hold(now.astimezone(BERLIN), asked.__getitem__) for asked in ASKED)


def _open(step: Question, call: Call, now: datetime) -> list[Option]:
    """The options that can be chosen, whether or not people answer the line, with or without a number."""
    found: dict[str, Option] = {}
    for asked in ASKED if _by_time(step) else ASKED[:1]:
        at = Situation(
            call.values, call.language, now.astimezone(BERLIN), lambda _named: (), asked.__getitem__
        )
        found |= {option.name: option for option in open_options(step, at)}
    return list(found.values())


def _by_language(step: Question) -> bool:
    return any(option.only_in or option.language for option in step.options)


def _by_time(step: Question) -> bool:
    return any(option.times for option in step.options)


def _chosen(options: Iterable[Option], language: str) -> Iterator[Press]:
    for option in options:
        if option.key is not None:
            yield Press("answer", Heard("keys", option.key))
        elif words := option.words.get(language):
            yield Press("answer", Heard("speech", words[0]))


def _wrong_key(step: Question, call: Call) -> Press:
    taken = {option.key for option in step.options}
    if isinstance(step, Ask):
        taken |= {str(each.get("key")) for name in step.lists() for each in _listed(call.values, name)}
    return Press("failed", Heard("keys", next((key for key in "987654321" if key not in taken), "99")))


def _answers(step: Ask, values: Mapping[str, JSON]) -> Iterator[Press]:
    match step.reader:
        case OneOf(choices, _, keys):
            listed = [each for each in _listed(values, choices) if keys and each.get("key")]
            for each in listed[:1]:  # the others are answered alike
                yield Press("answer", Heard("keys", str(each["key"])))
            if not keys:
                yield from (
                    Press("answer", Heard("speech", str(each["label"])))
                    for each in _listed(values, choices)[:1]
                )
        case Digits(count):
            yield Press("answer", Heard("keys", "1234567890"[:count].ljust(count, "1")))
        case Day():
            yield Press("answer", Heard("keys", "0112"))
            yield Press("failed", Heard("keys", "3102"))
        case Phone():
            yield Press("answer", Heard("keys", "04511223311"))


def _listed(values: Mapping[str, JSON], name: str) -> list[dict[str, object]]:
    value = values.get(name)
    return [dict(each) for each in value if isinstance(each, dict)] if isinstance(value, list) else []
