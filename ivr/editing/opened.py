"""A draft that is open for editing: its files, and what they read as, as far as they can be read."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ivr.dialog.known import known_at
from ivr.editing.steps import kind_of, steps_of
from ivr.editing.wordings import Content, Files, content_of, listen_for, reword
from ivr.editions import Edition, EditionFault, read_files
from ivr.editions.edition import LINE, MENU
from voice_prompts.catalog import Catalog
from voice_prompts.formats import CONDITIONS
from voice_prompts.template import slots

VARIANTS = ("", ".again", ".last", ".title")  # the texts of a question
GENERAL = ""  # where a fault is that belongs to no step


@dataclass(frozen=True)
class Opened:
    """The files of a draft of the line `line`, over the prompts that ship."""

    line: str
    files: Files
    shipped: Catalog

    @cached_property
    def read(self) -> tuple[Edition | None, list[EditionFault]]:
        """As the telephone would read it, and every fault."""
        return read_files(self.files, self.line, self.shipped)

    @property
    def faults(self) -> list[EditionFault]:
        return self.read[1]

    @property
    def prompts(self) -> Catalog:
        edition, _ = self.read
        return edition.prompts if edition is not None else self.shipped

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the line; German first."""
        edition, _ = self.read
        found = edition.line.languages if edition is not None else tuple(sorted(self.shipped.languages))
        return tuple(sorted(found, key=lambda language: language != "de"))

    @property
    def menu(self) -> str:
        """The text of the menu."""
        return self.files.get(MENU, "")

    @property
    def line_text(self) -> str:
        return self.files.get(LINE, "")

    @cached_property
    def steps(self) -> Mapping[str, Mapping[str, Any]]:
        """The tables of the steps, as they are written; none where the menu is not even TOML."""
        try:
            return steps_of(self.menu)
        except tomllib.TOMLDecodeError:
            return {}

    @property
    def home(self) -> str:
        """The file, and the beginning of the keys, of texts that are new in this line."""
        return self.line

    def known(self, step: str) -> frozenset[str] | None:
        """The values that are known at a step on every way to it; None where no way leads there."""
        return self._known.get(step)

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        edition, _ = self.read
        return known_at(edition.script) if edition is not None else {}

    def content(self, language: str, key: str) -> Content | None:
        """A text or a list of words as it is written."""
        return content_of(self.prompts, language, key)

    @cached_property
    def to_review(self) -> Mapping[str, frozenset[str]]:
        """By language, the keys of texts and words that a machine translated and nobody has looked at yet."""
        return {language: frozenset(self.prompts.to_review(language)) for language in self.languages}

    def with_menu(self, menu: str) -> "Opened":
        return replace(self, files={**self.files, MENU: menu})

    def with_line(self, line: str) -> "Opened":
        return replace(self, files={**self.files, LINE: line})

    def saying(self, language: str, key: str, text: str) -> "Opened":
        """With another text. Raises EditRefused."""
        return replace(self, files=reword(self.files, self.shipped, language, key, text, home=self.home))

    def hearing(self, language: str, key: str, words: list[str]) -> "Opened":
        """With other words to listen for. Raises EditRefused."""
        return replace(self, files=listen_for(self.files, self.shipped, language, key, words, home=self.home))

    def prompts_of(self, step: str) -> list[str]:
        """The keys of all texts of a step, those included that are said within others."""
        return list(dict.fromkeys(self._with_parts(prompts_of(self.steps.get(step, {})))))

    def faults_of(self, step: str) -> list[EditionFault]:
        """What is wrong at a step, and with its texts and words."""
        return self.faults_by_step.get(step, [])

    @cached_property
    def faults_by_step(self) -> Mapping[str, list[EditionFault]]:
        """Every fault, at each step where it is met; under GENERAL what belongs to none."""
        texts = {name: {*self.prompts_of(name), *prompts_of(step)} for name, step in self.steps.items()}
        found: dict[str, list[EditionFault]] = {}
        for fault in self.faults:
            for step in self._met_at(fault, texts):
                found.setdefault(step, []).append(fault)
        return found

    def _met_at(self, fault: EditionFault, texts: Mapping[str, set[str]]) -> list[str]:
        if fault.path == MENU:
            return [fault.where if fault.where in self.steps else GENERAL]
        about = fault.where.partition(".words.")[0]
        return [name for name, keys in texts.items() if about and about in keys] or [GENERAL]

    def _with_parts(self, keys: list[str]) -> Iterator[str]:
        templates = self.prompts.templates.get(self.languages[0], {})
        for key in keys:
            yield key
            for slot in slots(templates.get(key, ())):
                if slot.type in CONDITIONS and slot.argument:
                    yield slot.argument


def prompts_of(step: Mapping[str, Any]) -> list[str]:
    """The keys of what a step's table says, in its order."""
    kind = kind_of(step)
    said = step.get(kind) if kind in {"say", "menu", "ask", "end"} else None
    keys = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    written = [key for key in keys if isinstance(key, str)]
    return [key + variant for key in written for variant in VARIANTS] if kind in {"menu", "ask"} else written
