"""The dialog's one function: from the state of a call and what was heard to the next state and the reply.

What holds at every step is decided here: three tries, each in other words, then the step for giving up; `0`
an agent, `*` once more, `#` back, and by voice also slower and help; a limit to the turns of a call. The rest
is in the menu.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.dialog.actions import Actions
from ivr.dialog.call import Call
from ivr.dialog.reading import Answer, Asked, Misheard, Unclear, understand
from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, Goto, HandOver, Menu, Option, Question
from ivr.dialog.turn import Turn
from ivr.dialog.values import JSON, Heard, Reply
from ivr.understanding import Command, command

BERLIN = ZoneInfo("Europe/Berlin")
LAST_TURNS = 20  # after a call was given up for its length, until it is ended


def begin(script: Script, language: str) -> Call:
    """A call that has not begun: its first turn is Heard("start")."""
    return Call(script=script.id, language=language)


def advance(
    script: Script, call: Call, heard: Heard, actions: Actions, *, now: datetime
) -> tuple[Call, Reply]:
    """The call after this turn, and what to tell the carrier. `now` is aware.

    Nothing that is heard raises; an exception of an action passes through, and Heard("outcome", "fault")
    then leads to the step for that.
    """
    if call.ended:
        return call, Reply((), ended=True)
    turn = Turn(script, call, actions, now.astimezone(BERLIN))
    step = script.steps.get(call.step)
    turn.note_heard(heard)
    if heard.kind == "outcome" and heard.text == "fault":
        return turn.fail()
    if call.turns >= script.defaults.turns + LAST_TURNS:
        return turn.break_off()
    match step:
        case Menu() | Ask():
            if call.turns == script.defaults.turns:
                return _give_up(turn, "too_long")
            return _heard_at(turn, step, heard)
        case HandOver():
            return _returned_to(turn, step, heard)
        case _:
            return turn.walk(script.defaults.start)


def _heard_at(turn: Turn, step: Question, heard: Heard) -> tuple[Call, Reply]:
    if heard.kind in {"start", "outcome"}:
        return _obey(turn, step, "repeat")
    if onward := _in_own_words(turn, step, heard):
        return _go_on(turn, *onward)
    match understand(step, heard, turn.situation()):
        case Option() as option:
            turn.note_meant(_meaning(option, turn.language))
            turn.language = option.language or turn.language
            return _go_on(turn, option.changes.of(turn.values), option.goto)
        case Answer(value, label) if isinstance(step, Ask):
            turn.note_meant(label or str(value))
            labelled: dict[str, JSON] = {step.label_into: label} if step.label_into else {}
            return _go_on(turn, {step.into: value, **labelled}, step.next)
        case Asked(command):
            return _obey(turn, step, command)
        case Unclear(why):
            return _misheard(turn, step, why)
        case _:
            return _misheard(turn, step, "not_understood")


def _in_own_words(turn: Turn, step: Question, heard: Heard) -> tuple[dict[str, JSON], Goto] | None:
    """What a whole sentence changes, and where it leads; None where it is one of the options, or nothing."""
    own_words = step.own_words
    if own_words is None or heard.kind != "speech" or command(heard.text, turn.language):
        return None
    values: dict[str, JSON] = {**turn.values, "said": heard.text, "sureness": heard.confidence}
    outcome = turn.actions.run(own_words.action, values, turn.language)
    goto = own_words.on.get(outcome.name)
    if goto is None:
        return None
    turn.note_meant(str(outcome.values.get("service_name") or outcome.values.get("errand") or outcome.name))
    return dict(outcome.values), goto


def _meaning(option: Option, language: str) -> str:
    return next(iter(option.words.get(language, ())), option.answer or option.name)


def _go_on(turn: Turn, changed: dict[str, JSON], goto: Goto) -> tuple[Call, Reply]:
    turn.trail.leave(turn.call.resume)
    turn.change(changed)
    return turn.walk(goto.target(turn.values))


def _obey(turn: Turn, step: Question, command: Command) -> tuple[Call, Reply]:
    """What works at every step. Asking for it is no failed try, and does not forgive one either."""
    call = turn.call
    if command == "agent":
        return _go_on(turn, {"reason": "asked"}, Goto(turn.script.defaults.agent))
    if command == "back":
        return turn.back() or turn.ask_again(step, ("heard.no_way_back", step.prompt), tries=call.tries)
    if command == "help":
        return turn.help(step)
    turn.slow = turn.slow or command == "slower"
    return turn.ask_again(step, call.said, tries=call.tries)


def _misheard(turn: Turn, step: Question, why: Misheard) -> tuple[Call, Reply]:
    """Ask again in other words, saying why; after the last try, give up."""
    if why == "silence" and step.silence is not None:
        # Who stays on the line, where that leads to a person, wants one.
        to_agent = step.silence.target(turn.values) == turn.script.defaults.agent
        return _go_on(turn, {"reason": "asked"} if to_agent else {}, step.silence)
    tries = turn.call.tries + 1
    if tries >= turn.script.defaults.tries:
        return _give_up(turn, "three_tries")
    again = f"{step.prompt}.again" if tries == 1 else f"{step.prompt}.last"
    return turn.ask_again(step, (f"heard.{why}", again), tries=tries)


def _give_up(turn: Turn, reason: str) -> tuple[Call, Reply]:
    return _go_on(turn, {"reason": reason}, Goto(turn.script.defaults.give_up))


def _returned_to(turn: Turn, step: HandOver, heard: Heard) -> tuple[Call, Reply]:
    """The call is back from where it was handed to. Whatever else is heard, it still waits for an agent."""
    goto = step.on.get(heard.text) if heard.kind == "outcome" else None
    return turn.walk(goto.target(turn.values) if goto is not None else step.name)
