"""One call of the past against a draft: the telephone's engine, the caller and the house as they were."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from booking import BERLIN
from ivr.dialog import Actions, Call, Heard, Reply, Script, advance, begin
from ivr.dialog.reading import Answer, Situation, choices_of, open_options, understand
from ivr.dialog.steps import Ask, HandOver, Menu, OneOf, Option, Question
from ivr.proof.prove import Version
from ivr.replay.house import AsItWas
from ivr.replay.retracing import Spoken, Traced
from ivr.replay.verdict import Round
from ivr.replay.wants import Model, Wants, chosen, pressed
from voice_prompts.listening import seconds

MOST_TURNS = 80

# same: as it was, at the same question; meant: the same meaning by another key; model: the draft asks what
# the caller was never asked, and it is answered by what they wanted.
How: TypeAlias = Literal["start", "same", "meant", "model"]


@dataclass(frozen=True, slots=True)
class Played:
    """One turn with the draft. `n` is the turn of the original whose answer it is; `fault` what broke.

    `assumed` names the actions whose outcome nobody knows.
    """

    n: int | None
    how: How
    heard: Heard
    said: tuple[str, ...]
    steps: tuple[str, ...]
    done: tuple[tuple[str, str], ...]
    assumed: tuple[str, ...]
    seconds: float
    agent: bool = False
    fault: str = ""

    @property
    def round(self) -> Round:
        return Round(self.heard, self.done, self.steps, self.seconds, self.agent, bool(self.fault))


@dataclass(frozen=True, slots=True)
class Course:
    """A call with the draft, turn by turn. `unanswered`: nobody can say what its last question gets."""

    turns: tuple[Played, ...]
    unanswered: bool


class Rules(Protocol):
    """Makes the actions that look into the book's rules, for a call at a moment."""

    def at(self, now: datetime, language: str) -> Actions: ...


class Player:
    """Plays calls against one version of a line."""

    def __init__(self, version: Version, spoken: Spoken) -> None:
        self.version, self.listed = version, spoken
        self.model = Model(version.script)

    def play(self, traced: Traced, rules: Rules) -> Course:
        return _Playing(self, traced, rules).play()


class _Playing:
    def __init__(self, player: Player, traced: Traced, rules: Rules) -> None:
        self.script: Script = player.version.script
        self.prompts, self.line = player.version.prompts, player.version.line
        self.listed, self.model = player.listed, player.model
        self.traced, self.rules = traced, rules
        self.wants = Wants(traced)
        self.turns: list[Played] = []
        self.answered: set[int] = set()
        self.last = 0
        self.tried: dict[str, set[str]] = {}
        self.now = traced.original.turns[0].at
        self.used: set[int] = set()

    def play(self) -> Course:
        language = self.traced.original.turns[0].call.language
        call = begin(self.script, language if language in self.line.languages else self.line.languages[0])
        heard: Heard | None = Heard("start")
        how: How = "start"
        n: int | None = 0
        while heard is not None:
            after, reply = self._turn(call, heard, how, n)
            if reply is None or reply.ended or len(self.turns) >= MOST_TURNS:
                return Course(tuple(self.turns), unanswered=False)
            heard, how, n = self._next(call.step, after, reply)
            call = after
        stays = self.turns[-1].agent or self._hangs_up_at(call)
        return Course(tuple(self.turns), unanswered=not stays)

    def _turn(self, call: Call, heard: Heard, how: How, n: int | None) -> tuple[Call, Reply | None]:
        house = AsItWas(self.traced.known, self.rules.at(self.now, call.language), self.listed)
        house.used = self.used
        try:
            after, reply = advance(self.script, call, heard, house, now=self.now)
            said = [(each, each.language or after.language) for each in reply.said]
            texts = tuple(self.prompts.text(each.key, language, each.values) for each, language in said)
        except (LookupError, ValueError, TypeError) as trouble:
            done, assumed = tuple(house.done), tuple(house.assumed)
            fault = f"{type(trouble).__name__}: {trouble}"
            self.turns.append(Played(n, how, heard, (), (), done, assumed, 0.0, fault=fault))
            return call, None
        took = sum(seconds(text, after.language, self._rate(after.language)) for text in texts)
        broke = after.reason == "fault" and call.reason != "fault"
        self.turns.append(
            Played(
                n,
                how,
                heard,
                texts,
                reply.steps,
                tuple(house.done),
                tuple(house.assumed),
                took,
                agent=reply.handoff is not None,
                fault="fault" if broke else "",
            )
        )
        return after, reply

    def _rate(self, language: str) -> int:
        voice = self.line.voices.get(language)
        return voice.rate if voice is not None else 100

    def _next(self, before: str, call: Call, reply: Reply) -> tuple[Heard | None, How, int | None]:
        """What the caller does now; None: they hang up, or nobody knows."""
        if reply.handoff is not None:
            return self._back_from_agent()
        step = self.script.steps[call.step]
        if not isinstance(step, Menu | Ask):
            return None, "model", None
        if before != call.step:
            self._forget_tries()
        n = self._asked_then(step)
        if n is not None:
            self.answered.add(n)
            self.last = n
            self.now = self.traced.original.turns[n].at
            told = self._as_then(step, call, n)
            if told is not None:
                return (*told, n)
        elif self._hangs_up_at(call):
            return None, "model", None
        tried = self.tried.setdefault(step.name, set())
        heard = self.model.answer(step, call, self._situation(call), self.wants, self.answered, tried)
        return heard, "model", n

    def _back_from_agent(self) -> tuple[Heard | None, How, int | None]:
        """From an agent a call comes back as it then did; if it then went to none, it stays there."""
        for turn in self.traced.original.turns[1:]:
            before = self.traced.original.turns[turn.n - 1].call.step
            returned = turn.heard.kind == "outcome" and isinstance(
                self.traced.script.steps.get(before), HandOver
            )
            if returned and turn.n > self.last and turn.n not in self.answered:
                self.answered.add(turn.n)
                self.last, self.now = turn.n, turn.at
                return turn.heard, "same", turn.n
        return None, "same", None

    def _asked_then(self, step: Question) -> int | None:
        """The turn of the original that answered this very question, the next of several."""
        questions = {
            n: asked
            for n in range(1, len(self.traced.original.turns))
            if n not in self.answered and (asked := self.traced.question(n)) is not None
        }
        by_name = [n for n, asked in questions.items() if asked.name == step.name]
        by_prompt = [n for n, asked in questions.items() if asked.prompt == step.prompt]
        for found in (by_name, by_prompt):
            if found:
                return next((n for n in found if n > self.last), found[0])
        return None

    def _forget_tries(self) -> None:
        """A question that was left needs no further tries, of which the original may have had some."""
        turns = self.traced.original.turns
        for n in range(self.last + 1, len(turns)):
            if not turns[n - 1].call.tries:
                break
            self.answered.add(n)

    def _as_then(self, step: Question, call: Call, n: int) -> tuple[Heard, How] | None:
        """What was heard then, or what means the same here; None where the draft has nothing of the kind."""
        heard = self.traced.original.turns[n].heard
        meaning = self.traced.meanings.get(n)
        if heard.kind != "keys" or not isinstance(meaning, Option | Answer):
            return heard, "same"
        at = self._situation(call)
        if _means(understand(step, heard, at), meaning):
            return heard, "same"
        if isinstance(meaning, Option):
            here = [each for each in open_options(step, at) if _alike(each, meaning)]
            told = pressed(here[0], at.language) if here else None
            return (told, "meant") if told is not None else None
        if isinstance(step, Ask) and isinstance(step.reader, OneOf):
            for choice in choices_of(step.reader, at):
                if choice["value"] == meaning.value:
                    return chosen(choice, step.reader), "meant"
        return None

    def _hangs_up_at(self, call: Call) -> bool:
        """Whether the caller hung up at this question, then."""
        last = self.traced.original.turns[-1]
        over = last.call.ended or isinstance(self.traced.script.steps.get(last.call.step), HandOver)
        return not over and last.call.step == call.step

    def _situation(self, call: Call) -> Situation:
        rules = self.rules.at(self.now, call.language)
        return Situation(
            call.values,
            call.language,
            self.now.astimezone(BERLIN),
            lambda named: self.listed(named, call.values, call.language),
            lambda action: rules.run(action, call.values, call.language).name,
        )


def _means(understood: object, meaning: Option | Answer) -> bool:
    if isinstance(understood, Option) and isinstance(meaning, Option):
        return _alike(understood, meaning)
    return (
        isinstance(understood, Answer) and isinstance(meaning, Answer) and understood.value == meaning.value
    )


def _alike(one: Option, other: Option) -> bool:
    """The same choice, whatever its key: by its name, or by what it does and where it leads."""
    return one.name == other.name or (
        one.goto == other.goto and one.changes == other.changes and one.language == other.language
    )
