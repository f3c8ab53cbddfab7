"""What the steps and texts of a draft are called: a draft may be unfinished, so from its tables as written.

As in the picture of a line: a question by its title, a sentence by its beginning, an action by what it does.
Where that leaves two steps with one name, their own names stand beside it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ivr.console.naming import action_named, own_name, shortened, to_agent
from ivr.editing.opened import Opened, prompts_of
from ivr.editing.options import options_of
from ivr.web.words import t

_SLOT = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Named:
    """The names in one draft, for a reader of `language`."""

    draft: Opened
    language: str

    @property
    def spoken(self) -> str:
        """The language of the line that the reader understands best."""
        return self.language if self.language in self.draft.languages else self.draft.languages[0]

    @cached_property
    def topics(self) -> Mapping[str, str]:
        edition, _ = self.draft.read
        return edition.line.topics if edition is not None else {}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Of all steps; no two have one title."""
        titles = {name: self._title(step) or own_name(name) for name, step in self.draft.steps.items()}
        often = Counter(titles.values())
        return {
            name: f"{title} ({own_name(name)})" if often[title] > 1 else title
            for name, title in titles.items()
        }

    def step(self, name: str) -> str:
        """Its own name where the draft has no such step."""
        return self.titles.get(name, own_name(name))

    def text(self, step: str, key: str) -> str:
        """What one of a step's texts is called: said at first, said again, said only sometimes."""
        own = prompts_of(self.draft.steps[step])
        if key not in own:
            return t("editing.texts.part", name=key)
        for variant in ("again", "last", "title"):
            if key.endswith(f".{variant}") and key.removesuffix(f".{variant}") in own:
                return t(f"editing.texts.{variant}")
        return t("editing.texts.once")

    def prompt(self, key: str) -> str:
        """A text, or the words for an option, by the step where it belongs; by its key where none has it."""
        text, _, option = key.partition(".words.")
        step = self.said_at(text)
        if not step:
            return key
        if option:
            return t("editing.texts.words_of", step=self.step(step), option=self.option(step, option))
        return t("editing.texts.of", step=self.step(step), text=self.text(step, text))

    def option(self, step: str, name: str) -> str:
        """What an option is called: the first of the words that choose it, else its name."""
        table = self.draft.steps[step]
        option = options_of(table).get(name, {})
        prompt = option.get("words") or next(iter(prompts_of(table)), "")
        words = self.draft.content(self.spoken, f"{prompt}.words.{name}")
        if isinstance(words, tuple) and words:
            return words[0]
        answer = option.get("answer")
        return t(f"editing.options.answer_{answer}") if answer in ("yes", "no") else own_name(name)

    def said_at(self, key: str) -> str:
        """The first step that says a text or listens for such words; empty where there is none."""
        return self._steps_by_text.get(key.partition(".words.")[0], "")

    @cached_property
    def _steps_by_text(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for step in self.draft.steps:
            for key in self.draft.prompts_of(step):
                found.setdefault(key, step)
        return found

    def _title(self, step: Mapping[str, Any]) -> str:
        match step:
            case {"menu": str(prompt)} | {"ask": str(prompt)}:
                return self._content(f"{prompt}.title")
            case {"say": str(prompt)} | {"say": [str(prompt), *_]} | {"end": str(prompt)}:
                return shortened(" ".join(_SLOT.sub("…", self._content(prompt)).split()))
            case {"do": str(action)}:
                return action_named(action, self.language)
            case {"handoff": str(topic)}:
                return to_agent(self.topics.get(topic, topic), self.language)
            case _:
                return ""

    def _content(self, key: str) -> str:
        found = self.draft.content(self.spoken, key)
        return found if isinstance(found, str) else ""
