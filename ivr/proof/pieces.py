"""A turn, cut where the house is asked: from there on it does not matter how the call came there."""

from collections.abc import Iterator
from typing import NamedTuple

from ivr.dialog import Call, Script
from ivr.dialog.steps import Ask, Do, End, Menu, Say
from ivr.dialog.turn import resume_after
from ivr.dialog.values import Said
from ivr.proof.house import Asked, Course


class Piece(NamedTuple):
    """Of a turn, up to where the house was asked: what, at which step, and where one would go on with `*`."""

    asked: Asked | None
    name: str
    resume: str | None
    steps: tuple[str, ...]
    said: tuple[Said, ...]


def pieces_of(script: Script, call: Call, taken: Course) -> Iterator[Piece]:
    """A turn, cut after each time that the house was asked, and where that was; the last ends where it waits.

    A step asks in its turn. Whatever else was asked, about a sentence, on the way back or for an option that
    is there only while people answer, is asked at the step before, which is then marked.
    """
    asked, said = list(taken.asked), list(taken.reply.said)
    at, resume = call.step, None
    piece: list[str] = []
    heard: list[Said] = []
    for name in taken.reply.steps:
        step = script.steps[name]
        while isinstance(step, Do) and asked and asked[0].action != step.action:
            yield Piece(asked.pop(0), f"{at}*", resume, tuple(piece), tuple(heard))
            piece, heard = [], []
        at, resume = name, resume_after(step, resume)
        piece.append(name)
        count = _prompts(script, name)
        heard, said = heard + said[:count], said[count:]
        if isinstance(step, Do) and asked:
            yield Piece(asked.pop(0), name, resume, tuple(piece), tuple(heard))
            piece, heard = [], []
    for each in asked:
        yield Piece(each, f"{at}*", resume, tuple(piece), tuple(heard))
        piece, heard = [], []
    yield Piece(None, "", resume, tuple(piece), (*heard, *said))


def _prompts(script: Script, name: str) -> int:
    match script.steps[name]:
        case Say(prompts=prompts):
            return len(prompts)
        case Menu() | Ask() | End():
            return 1
        case _:
            return 0
