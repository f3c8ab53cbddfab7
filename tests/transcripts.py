"""Plays `tests/calls/*.call` against an exchange, and compares what comes of it, whole text by whole text.

A `.call` file (its form: `ivr.simulator.transcript`) may hold variables where the line says what chance
decides:
`{code}`, `{link}`. They are bound when first met, mean the same wherever they stand again, and can be
pressed:
`▶ {code}`. Nothing else is a wildcard.

    calls = read(path)
    world = …                                    # from calls[0].headers["at"] and .given, as the tests say
    check(path, calls, Stage(world.exchange, LINE, step=world.work, names={"client:agent_3": "Anna"}),
    update=update)
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ivr.simulator import Call, Exchange
from ivr.simulator.transcript import HANGS_UP, MUSIC, SILENCE, Line, Transcript, read_calls, write_calls

VARIABLES = {
    "code": r"(?<![\d,] )(?<!\d)\d(?:,? ?\d){6}(?!,? ?\d)",
    "link": r"https?://[^\s]+[^\s.,]",
}


def read(path: Path) -> list[Transcript]:
    return read_calls(path.read_text(encoding="utf-8"))


def _nothing() -> None:
    pass


def _nobody(address: str) -> None:
    raise AssertionError(f"{address} has no desk")


@dataclass
class Stage:
    """Where calls are played: `to` is the number dialled; `step` lets the line's worker do its duties once.

    `end_talk` is the button of the desk whose telephone has this address. `names` are what telephones are
    called in the transcript, by address; `known` are variables known beforehand.
    """

    exchange: Exchange
    to: str
    step: Callable[[], None] = _nothing
    end_talk: Callable[[str], None] = _nobody
    names: Mapping[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def address(self, name: str) -> str:
        return next((address for address, known in self.names.items() if known == name), name)


def check(path: Path, calls: list[Transcript], stage: Stage, *, update: bool = False) -> None:
    """Play all calls of a file. Raises AssertionError with a diff, or rewrites the file when `update` is
    set.
    """
    happened = []
    for call in calls:
        actual = play(call, stage)
        happened.append(Transcript(call.headers, call.given, with_variables(call.lines, actual, stage.known)))
    is_now, should = write_calls(happened), write_calls(calls)
    if update:
        path.write_text(is_now, encoding="utf-8")
    elif is_now != should:
        lines = difflib.unified_diff(
            should.splitlines(), is_now.splitlines(), f"{path.name}, as written", "as it is", "", "", 2, ""
        )
        raise AssertionError("\n".join(["the call went another way (--update rewrites it):", *lines]))


def play(expected: Transcript, stage: Stage) -> list[Line]:
    """Do what the transcript's people do; everything that happens, in its order."""
    player = _Player(stage, expected.headers["from"])
    player.begin()
    for line in expected.lines:
        if line.is_act:
            player.learn(expected.lines)
            player.act(line)
    return player.happened.lines


class _Player:
    def __init__(self, stage: Stage, caller: str) -> None:
        self._stage, self._caller = stage, caller
        self._texts = len(stage.exchange.messages(caller))
        self._ringing: dict[str, str] = {}
        self._ended = False
        self.happened = Transcript()

    def begin(self) -> None:
        self._call: Call = self._stage.exchange.dial(self._caller, self._stage.to)
        self._notice()

    def learn(self, expected: list[Line]) -> None:
        """Bind what has been heard so far."""
        with_variables(expected, self.happened.lines, self._stage.known)

    def act(self, line: Line) -> None:
        self.happened.lines.append(line)
        match line.mark:
            case "▶":
                self._caller_does(line.text)
            case "☎":
                self._other_does(line.text)
            case "⏲":
                self._stage.exchange.pass_time(float(line.text.removesuffix("s")))
            case "↻":
                self._repeat()
        self._notice()

    def _caller_does(self, text: str) -> None:
        if text == HANGS_UP:
            self._ended = True
            self._call.hang_up()
        elif text == SILENCE:
            self._call.silence()
        elif text.startswith('"'):
            self._call.say(text.strip('"'))
        else:
            self._call.press(re.sub(r"\{(\w+)\}", lambda found: digits(self._stage.known[found[1]]), text))

    def _other_does(self, text: str) -> None:
        name, _, act = text.partition(" ")
        phone = self._stage.exchange.phone(self._stage.address(name))
        match act.split(" ", 1):
            case ["answers"]:
                phone.answer()
            case ["declines"]:
                phone.decline()
            case ["hangs", "up"]:
                phone.hang_up()
            case ["ends", "the talk"]:
                self._stage.end_talk(phone.address)
            case ["presses", keys]:
                phone.press(keys)
            case _ if act == "does not answer":
                phone.ring_out()
            case _:
                raise AssertionError(f"nobody can do that: ☎ {text}")
        self._ringing = {sid: known for sid, known in self._ringing.items() if known != name}

    def _repeat(self) -> None:
        """The carrier asks again what it asked last; the line must answer the same."""
        before, again = self._stage.exchange.repeat_last(self._call)
        assert again.text == before.answer, "a repeated request was answered differently"

    def _notice(self) -> None:
        """Note all that has happened since, first as it is, then after the worker's round."""
        self._collect()
        self._stage.step()
        self._collect()

    def _collect(self) -> None:
        for heard in self._call.heard:
            if heard.kind in {"play", "music"}:
                self.happened.add("◀", MUSIC)
            else:
                self.happened.hear(heard.text, heard.rate)
        if self._call.over and not self._ended:
            self._ended = True
            self.happened.add("◀", HANGS_UP)
        texts = self._stage.exchange.messages(self._caller)
        for text in texts[self._texts :]:
            self.happened.add("✉", text)
        self._texts = len(texts)
        self._collect_ringing()

    def _collect_ringing(self) -> None:
        now = {sid: self._stage.names.get(at, at) for sid, at in self._stage.exchange.ringing().items()}
        stopped = sorted(self._ringing[sid] for sid in self._ringing.keys() - now.keys())
        begun = sorted(now[sid] for sid in now.keys() - self._ringing.keys())
        for name in stopped:
            self.happened.add("☎", f"{name} stops ringing")
        for name in begun:
            self.happened.add("☎", f"{name} rings")
        self._ringing = now


def with_variables(expected: list[Line], actual: list[Line], known: dict[str, str]) -> list[Line]:
    """`actual` with the variables of `expected` in their places; binds in `known` those met for the first
    time.

    Line by line where the two agree; from the first difference on, wherever a known value stands.
    """
    written = []
    for position, line in enumerate(actual):
        template = expected[position] if position < len(expected) else None
        if template is not None and template.mark == line.mark and _binds(template.text, line.text, known):
            written.append(template)
        else:
            written.append(Line(line.mark, _marked(line.text, known)))
    return written


def _binds(template: str, text: str, known: dict[str, str]) -> bool:
    """Whether `text` is what `template` says; on success its variables are known."""
    if "{" not in template:
        return template == text
    names: list[str] = []

    def pattern(found: re.Match[str]) -> str:
        names.append(found[1])
        return f"({VARIABLES[found[1]]})"

    parts = re.split(r"(\{\w+\})", template)
    whole = "".join(
        re.sub(r"\{(\w+)\}", pattern, part) if part.startswith("{") else re.escape(part) for part in parts
    )
    found = re.fullmatch(whole, text)
    if found is None:
        return False
    bound = dict(zip(names, found.groups(), strict=True))
    same = all(_same(name, known.get(name, value), value) for name, value in bound.items())
    if same:
        for name, value in bound.items():
            known.setdefault(name, value)
    return same


def _same(name: str, one: str, other: str) -> bool:
    """A code is the same in groups and without; a link, to the letter."""
    return digits(one) == digits(other) if name == "code" else one == other


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _marked(text: str, known: dict[str, str]) -> str:
    """Variables in the place of what they would match: known values, or the first that turns up."""
    for name, pattern in VARIABLES.items():

        def mark(found: re.Match[str], name: str = name) -> str:
            value = known.setdefault(name, found[0])
            return f"{{{name}}}" if _same(name, value, found[0]) else found[0]

        text = re.sub(pattern, mark, text)
    return text
