"""One turn: from an answer on, step by step, until a step waits, hands the call over, or ends it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from ivr.dialog.actions import Actions
from ivr.dialog.call import STORY_LENGTH, Call, StoryStep, Waypoint
from ivr.dialog.helping import helped
from ivr.dialog.listening import listen_for
from ivr.dialog.reading import Situation, open_options
from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, Do, End, HandOver, Menu, Question, Say, Step
from ivr.dialog.trail import Trail
from ivr.dialog.values import JSON, Handoff, Heard, Listen, Reply, Said

STEP_LIMIT = 40
HEARD_LENGTH = 200  # letters of what was heard that the story keeps
GOODBYE = "goodbye"


def resume_after(step: Step, resume: str | None) -> str | None:
    """Where a question is asked again from: the first of the actions right before it that may run again."""
    match step:
        case Say():
            return None
        case Do():
            return (resume or step.name) if step.spec is not None and step.spec.repeatable else None
        case _:
            return resume


def lacks_choices(script: Script, name: str, values: Mapping[str, JSON]) -> bool:
    """Whether this is a question that cannot be asked again: its choices came out of a sentence."""
    step = script.steps.get(name)
    return isinstance(step, Ask) and any(each not in values for each in step.lists())


class Turn:
    """What changes during a turn. The call that it began with is left as it was."""

    def __init__(self, script: Script, call: Call, actions: Actions, now: datetime) -> None:
        self.script, self.call, self.actions, self.now = script, call, actions, now
        self.values = dict(call.values)
        self.language, self.slow = call.language, call.slow
        self.trail = Trail(call.trail)
        self.story = call.story
        self.said: list[Said] = []
        self.steps: list[str] = []
        self.failed = False

    def note_heard(self, heard: Heard) -> None:
        """Write what was heard into the story, of which the oldest part is forgotten."""
        if not self.call.step:
            return
        step = self.script.steps.get(self.call.step)
        prompt = step.prompt if isinstance(step, Menu | Ask) else ""
        passed = StoryStep(self.call.step, prompt, heard.kind, heard.text[:HEARD_LENGTH])
        self.story = (*self.story, passed)[-STORY_LENGTH:]

    def note_meant(self, meaning: str) -> None:
        """Write into the story what the last thing heard was understood as."""
        *before, last = self.story
        self.story = (*before, last._replace(meant=meaning))

    def change(self, changed: Mapping[str, JSON]) -> None:
        """Set values, and forget those that are None. Lists are not noted for the way back: see `wait`."""
        for name, value in changed.items():
            before = self.values.get(name)
            if value != before and not isinstance(before, list) and not isinstance(value, list):
                self.trail.note_change(name, before)
            self._put(name, value)

    def walk(self, name: str) -> tuple[Call, Reply]:
        """Take steps from `name` on until one of them waits, hands over or ends."""
        resume: str | None = None
        for _ in range(STEP_LIMIT):
            step = self._step(name)
            self.steps.append(step.name)
            self.change(step.changes.of(self.values))
            resume = resume_after(step, resume)
            match step:
                case Say():
                    self._say(*step.prompts, language=step.language)
                    name = step.next.target(self.values)
                case Do():
                    name = self._do(step)
                case Menu() | Ask():
                    self._say(step.prompt, at=step)
                    self._say_in_each(step)
                    return self.wait(step, resume or step.name)
                case HandOver():
                    return self._hand_over(step)
                case End():
                    self._say(step.prompt)
                    return self.end()
        return self.fail()

    def wait(self, step: Question, resume: str) -> tuple[Call, Reply]:
        """Listen at this step, after what was said.

        Of all lists to choose from only those of this question are kept: the state of a call stays small, and
        whoever comes back to an earlier question hears what there is to choose then.
        """
        kept = step.lists() if isinstance(step, Ask) else ()
        self.values = {
            name: value for name, value in self.values.items() if not isinstance(value, list) or name in kept
        }
        call = self._call(step.name, resume=resume, said=self._repeatable())
        return call, self._reply(listen=listen_for(step, self.situation()))

    def ask_again(self, step: Question, prompts: tuple[str, ...], *, tries: int) -> tuple[Call, Reply]:
        """Say `prompts` and listen once more at a step that the call has not left."""
        self._say(*prompts, at=step)
        self._say_in_each(step)
        kept = self.call
        call = self._call(step.name, resume=kept.resume, said=kept.said, tries=tries)
        return call, self._reply(listen=listen_for(step, self.situation()))

    def help(self, step: Question) -> tuple[Call, Reply]:
        """Say what can be said here, and listen once more."""
        self.said.extend(helped(step, self.situation()))
        return self.ask_again(step, (), tries=self.call.tries)

    def back(self) -> tuple[Call, Reply] | None:
        """To the question before this one, with everything as it was then; None where there is none.

        A question whose choices came out of a sentence cannot be asked without it: then to the one before.
        """
        waypoint = self.trail.back()
        if waypoint is None:
            return None
        self._put_back(waypoint)
        while waypoint is not None and lacks_choices(self.script, waypoint.resume, self.values):
            waypoint = self.trail.back()
            if waypoint is not None:
                self._put_back(waypoint)
        return self.walk(self.script.defaults.start if waypoint is None else waypoint.resume)

    def _put_back(self, waypoint: Waypoint) -> None:
        """None of this is a change since an earlier question: it is put back, not noted."""
        undone = (
            self.actions.run(undo, self.values, self.language).values for undo in reversed(waypoint.undo)
        )
        for values in (*undone, waypoint.before):
            for name, value in values.items():
                self._put(name, value)

    def fail(self) -> tuple[Call, Reply]:
        """Something is wrong with the menu or an action: to the step for that; the second time, the end."""
        if self.failed:
            return self.break_off()
        self.failed = True
        self.change({"reason": "fault"})
        return self.walk(self.script.defaults.fault)

    def end(self) -> tuple[Call, Reply]:
        """The call is over."""
        self.trail.clear()
        return replace(self._call(self.call.step), ended=True), self._reply(ended=True)

    def break_off(self) -> tuple[Call, Reply]:
        """End a call that the menu does not bring to an end."""
        self._say(GOODBYE)
        return self.end()

    def situation(self) -> Situation:
        """What a step is read in, as things are now."""
        spoken = partial(self.actions.spoken, values=self.values, language=self.language)
        return Situation(self.values, self.language, self.now, spoken, self._outcome_of)

    def _outcome_of(self, action: str) -> str:
        return self.actions.run(action, self.values, self.language).name

    def _put(self, name: str, value: JSON) -> None:
        if value is None:
            self.values.pop(name, None)
        else:
            self.values[name] = value

    def _step(self, name: str) -> Step:
        steps = self.script.steps
        return steps[name] if name in steps else steps[self.script.defaults.fault]

    def _reply(
        self, *, listen: Listen | None = None, handoff: Handoff | None = None, ended: bool = False
    ) -> Reply:
        return Reply(tuple(self.said), listen, handoff, ended, tuple(self.steps))

    def _say(self, *prompts: str, at: Question | None = None, language: str | None = None) -> None:
        """Each prompt gets the values as they are now; a later step may change them.

        Of options that are not always there a question's prompts know whether they are: `offers_<option>`.
        """
        now = {**self.values, **(self._offers(at) if at is not None else {})}
        self.said.extend(Said(prompt, now, language) for prompt in prompts)

    def _offers(self, step: Question) -> dict[str, JSON]:
        timed = [option for option in step.options if not option.is_for_all]
        there = open_options(step, self.situation()) if timed else []
        return {f"offers_{option.name}": option in there for option in timed}

    def _say_in_each(self, step: Question) -> None:
        """What a choice of languages says in each of them."""
        if isinstance(step, Menu) and step.in_each:
            for option in open_options(step, self.situation()):
                if option.key and option.language:
                    self.said.append(Said(step.in_each, {"key": option.key}, option.language))

    def _repeatable(self) -> tuple[str, ...]:
        """What `*` says again; what is said in other languages comes with its question."""
        return tuple(said.key for said in self.said if said.language is None)

    def _do(self, step: Do) -> str:
        outcome = self.actions.run(step.action, self.values, self.language)
        self.change(outcome.values)
        if step.spec is not None:
            if (undo := step.spec.undone_by.get(outcome.name)) is not None:
                self.trail.note_deed(undo)
            if outcome.name in step.spec.lasting:
                self.trail.clear()
        goto = step.on.get(outcome.name)
        if goto is None:
            self.change({"reason": "fault"})
            return self.script.defaults.fault
        return goto.target(self.values)

    def _hand_over(self, step: HandOver) -> tuple[Call, Reply]:
        """An agent takes what is known; if the call comes back, it comes back to this step."""
        self.trail.clear()
        skill = self.values.get(step.skill_from) if step.skill_from else None
        carry = {name: self.values[name] for name in step.carry if name in self.values}
        reason = str(self.values.get("reason", ""))
        handoff = Handoff(str(skill or step.skill), carry, reason)
        return self._call(step.name), self._reply(handoff=handoff)

    def _call(self, step: str, *, resume: str = "", said: tuple[str, ...] = (), tries: int = 0) -> Call:
        return replace(
            self.call,
            language=self.language,
            slow=self.slow,
            step=step,
            resume=resume,
            values=self.values,
            tries=tries,
            turns=self.call.turns + 1,
            said=said,
            trail=tuple(self.trail.points),
            story=self.story,
        )
