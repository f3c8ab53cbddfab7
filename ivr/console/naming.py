"""What steps, actions and their outcomes are called on the pages, in the language of the reader.

A question has a title among its prompts; what an action does and how it may end stands in the console's own
texts (`steps.toml`). What has no name there goes by its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ivr.dialog import Script
from ivr.dialog.steps import Ask, Do, End, Goto, HandOver, Menu, Say, Step
from ivr.web.words import texts
from voice_prompts.catalog import Catalog
from voice_prompts.template import Template

KINDS = {Say: "say", Menu: "menu", Ask: "ask", Do: "do", HandOver: "handoff", End: "end"}
SHORT = 60  # letters of a sentence that stands for a step


@dataclass(frozen=True, slots=True)
class Names:
    """The names in one menu. `language` is that of the reader, `topics` what agents are chosen by."""

    script: Script | None
    prompts: Catalog
    language: str
    topics: Mapping[str, str]

    def step(self, name: str) -> str:
        """What a step is called; its own name where the menu does not know it (any more)."""
        step = self.script.steps.get(name) if self.script is not None else None
        match step:
            case Menu(prompt=prompt) | Ask(prompt=prompt):
                return self._text(f"{prompt}.title") or own_name(name)
            case Say(prompts=(first, *_)):
                return shortened(self._text(first)) or own_name(name)
            case End(prompt=prompt):
                return shortened(self._text(prompt)) or own_name(name)
            case Do(action=action):
                return self.action(action)
            case HandOver(skill=skill):
                return to_agent(self.topics.get(skill, skill), self.language) or name
            case _:
                return own_name(name)

    def action(self, action: str) -> str:
        return action_named(action, self.language)

    def outcome(self, outcome: str, action: str = "") -> str:
        """How an action ended: in words for this action, or else in those for every one."""
        own = _told(f"steps.outcome.{action}.{outcome}", self.language) if action else None
        return own or _told(f"steps.ended.{outcome}", self.language) or own_name(outcome)

    def kind(self, step: Step) -> str:
        return _told(f"steps.kind.{KINDS[type(step)]}", self.language) or KINDS[type(step)]

    def _text(self, prompt: str) -> str:
        """A prompt as it is written, in the reader's language or else in the first that has it."""
        templates = self.prompts.templates
        for language in (self.language, *sorted(templates)):
            if prompt in templates.get(language, {}):
                return written(templates[language][prompt])
        return ""


def written(template: Template) -> str:
    """A text as it stands in its file, with the names of its values in angle quotes.

    >>> written(("Am ", Slot("start", "day")))
    'Am ‹start›'
    """
    return "".join(part if isinstance(part, str) else f"‹{part.name}›" for part in template).strip()


def outcomes_between(step: Step | None, target: str) -> Sequence[str]:
    """By which outcomes of its action a step may have led to `target`."""
    on: Mapping[str, Goto] = step.on if isinstance(step, Do | HandOver) else {}
    return [outcome for outcome, goto in on.items() if target in goto.targets()]


def prompts_of(step: Step) -> Iterator[str]:
    """The prompts that a step says, each with its other wordings."""
    match step:
        case Say():
            yield from step.prompts
        case Menu() | Ask():
            yield from (step.prompt, f"{step.prompt}.again", f"{step.prompt}.last")
        case End():
            yield step.prompt
        case _:
            return


def action_named(action: str, language: str) -> str:
    return _told(f"steps.action.{action}", language) or own_name(action)


def case_named(value: str, cases: Sequence[str], language: str) -> str:
    """What decides about a way, and for which of its contents: "das Vorhaben: buchen, verlegen"."""
    called = _told(f"editing.values.{value}", language) or own_name(value)
    contents = [_told(f"editing.cases.{value}.{case}", language) or case for case in cases]
    return f"{called}: {', '.join(contents)}"


def to_agent(topic: str, language: str) -> str:
    """What handing over is called; empty where the pages have no word for it."""
    return _told("steps.to_agent", language, topic=topic) or ""


def _told(key: str, language: str, **values: str) -> str | None:
    known = texts()
    return known.text(key, language, values) if known.has(key, language) else None


def shortened(sentence: str) -> str:
    if len(sentence) <= SHORT:
        return sentence
    return sentence[:SHORT].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"


def own_name(name: str) -> str:
    return name.replace("_", " ")
