"""What a waiting step makes of what was heard: an option, an answer, a command, or why it is none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from ivr.dialog.by_time import by_time
from ivr.dialog.steps import Ask, Day, Digits, OneOf, Option, Phone, Question
from ivr.dialog.times import Asks
from ivr.dialog.values import JSON, Heard
from ivr.understanding import (
    Candidate,
    Command,
    agrees,
    asks_for_agent,
    choose,
    command,
    digits,
    keyed_day,
    phone_number,
    places_named,
    spoken_day,
    yes_no,
)

Misheard: TypeAlias = Literal[
    "silence", "not_understood", "wrong_key", "wrong_length", "no_such_day", "no_such_number"
]

COMMAND_KEYS: Mapping[str, Command] = {"0": "agent", "*": "repeat", "#": "back"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The value that was asked for, with its label where it was a choice from a list."""

    value: JSON
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the commands that work at every step."""

    command: Command


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing that the step can use, and why."""

    why: Misheard


Understood: TypeAlias = Option | Answer | Asked | Unclear


@dataclass(frozen=True, slots=True)
class Situation:
    """What a step is read in: the values of the call, its language, and the time in Berlin.

    `spoken` gives the choices of a list that the call does not keep, with their words; `ask` has an
    action done that looks something up: whether people answer, whether the caller shows their number.
    """

    values: Mapping[str, JSON]
    language: str
    now: datetime
    spoken: Callable[[str], Sequence[Mapping[str, Any]]]
    ask: Asks

    @property
    def today(self) -> date:
        return self.now.date()


def understand(step: Question, heard: Heard, at: Situation) -> Understood:
    """What `heard` means at this step. Any input has a meaning, if only Unclear."""
    text = heard.text.strip()
    if heard.kind == "keys" and text:
        return _keys(step, text, at)
    if heard.kind == "speech" and text:
        return _speech(step, text, at)
    return Unclear("silence")


def open_options(step: Question, at: Situation) -> list[Option]:
    """The fixed options that can be chosen now."""
    return [option for option in step.options if option.offered(at.values, at.language, at.now, at.ask)]


def choices_of(reader: OneOf, at: Situation) -> list[Mapping[str, Any]]:
    """The choices that a reader knows, those with keys first, each once and with its words.

    What is no list of choices counts as empty.
    """
    read_out = _read_out(reader, at)
    if reader.also is None:
        return read_out
    spoken = {each["value"]: each for each in at.spoken(reader.also)}
    keyed = [{**spoken.pop(each["value"], {}), **each} for each in read_out]
    return [*keyed, *spoken.values()]


def _read_out(reader: OneOf, at: Situation) -> list[Mapping[str, Any]]:
    listed = _listed(at.values.get(reader.choices))
    return [choice for choice in listed if isinstance(choice, dict) and "value" in choice]


def _listed(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else []


def _keys(step: Question, text: str, at: Situation) -> Understood:
    if text in COMMAND_KEYS:
        return Asked(COMMAND_KEYS[text])
    if "*" in text:
        return Asked("repeat")
    typed = text.rstrip("#")
    for option in open_options(step, at):
        if option.key == typed:
            return option
    return _keyed_answer(step, typed, at) if isinstance(step, Ask) else Unclear("wrong_key")


def _keyed_answer(step: Ask, typed: str, at: Situation) -> Understood:
    match step.reader:
        case OneOf() as reader:
            listed = _read_out(reader, at) if reader.keys else []
            chosen = next((one for one in listed if one.get("key") == typed), None)
            return _answer(chosen) if chosen else Unclear("wrong_key")
        case Digits(count):
            return Answer(typed) if _is_number(typed, count) else Unclear("wrong_length")
        case Day():
            day = keyed_day(typed, at.today)
            return Answer(day.isoformat()) if day else Unclear("no_such_day")
        case Phone():
            number = phone_number(typed, at.language)
            return Answer(number) if number else Unclear("no_such_number")


def _speech(step: Question, text: str, at: Situation) -> Understood:
    """A command said alone comes first, a wish for an agent within a longer sentence last."""
    if asked := command(text, at.language):
        return Asked(asked)
    if isinstance(step, Ask) and (answer := _spoken_answer(step, text, at)) is not None:
        return answer
    found = _chosen(step, text, at)
    if found is not None:
        return found
    return Asked("agent") if asks_for_agent(text, at.language) else Unclear("not_understood")


def _spoken_answer(step: Ask, text: str, at: Situation) -> Answer | None:
    match step.reader:
        case Digits(count):
            number = digits(text, at.language)
            return Answer(number) if number is not None and _is_number(number, count) else None
        case Day():
            day = spoken_day(text, at.language, at.today)
            return Answer(day.isoformat()) if day else None
        case Phone():
            phone = phone_number(text, at.language)
            return Answer(phone) if phone else None
        case OneOf():
            return None


def _chosen(step: Question, text: str, at: Situation) -> Option | Answer | None:
    """The option or choice whose words were said. Where a yes or no says otherwise, none was."""
    options = open_options(step, at)
    by_words = choose(text, list(_candidates(step, options, at)), at.language) or _by_time(step, text, at)
    said = {True: "yes", False: "no"}.get(yes_no(text, at.language))  # type: ignore[arg-type]
    by_answer = next((option for option in options if said and option.answer == said), None)
    if isinstance(by_words, Option) and by_words.answer == "yes" and said != "yes":
        agreed = agrees(text, by_words.words.get(at.language, ()), at.language)
        by_words = by_words if agreed else None
    if by_words is None or by_answer is None or isinstance(by_words, Answer):
        return by_words or by_answer  # "nein, den zweiten"
    if said == "no" and by_words.answer is None:
        return by_words  # "lieber einen anderen Tag"
    return by_words if by_words == by_answer else None


def _by_time(step: Question, text: str, at: Situation) -> Answer | None:
    if not isinstance(step, Ask) or not isinstance(step.reader, OneOf) or places_named(text, at.language) > 1:
        return None
    found = by_time(text, choices_of(step.reader, at), at.language, at.today)
    return _answer(found) if found else None


def _candidates(step: Question, options: list[Option], at: Situation) -> Iterator[Candidate[Option | Answer]]:
    """Everything that can be chosen by words. What has a key can be chosen by its number, too."""
    in_list = isinstance(step, Ask) and isinstance(step.reader, OneOf)
    for option in options:
        yield Candidate(option, option.words.get(at.language, ()), _place(option.key), not in_list)
    if isinstance(step, Ask) and isinstance(step.reader, OneOf):
        for choice in choices_of(step.reader, at):
            place = _place(choice.get("key")) if step.reader.keys else None
            yield Candidate(_answer(choice), phrases(choice), place)


def phrases(choice: Mapping[str, Any]) -> list[str]:
    """The words that a choice of a list goes by: its label and its synonyms."""
    return [str(word) for word in (choice.get("label"), *choice.get("words", ())) if word]


def _answer(choice: Mapping[str, Any]) -> Answer:
    return Answer(choice["value"], str(choice.get("label", "")))


def _place(key: object) -> int | None:
    return int(key) if isinstance(key, str) and key.isdecimal() and key.isascii() else None


def _is_number(text: str, count: int) -> bool:
    return len(text) == count and text.isdecimal() and text.isascii()
