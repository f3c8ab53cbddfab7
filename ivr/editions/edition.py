"""What an edition reads as, and what can be wrong with one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ivr.dialog import Script
from ivr.lines import Line, Voice
from voice_prompts.catalog import Catalog

LINE, MENU, PROMPTS = "line.toml", "menu.toml", "prompts/"


@dataclass(frozen=True, slots=True)
class Edition:
    """A line as it is at one time; `id` is None for what ships."""

    id: int | None
    line: Line
    script: Script
    prompts: Catalog

    def text(self, key: str, language: str, values: Mapping[str, Any]) -> str:
        """A prompt as this line says it: under `line.<key of the line>.` where it has words of its own."""
        own = f"line.{self.line.key}.{key}"
        return self.prompts.text(own if self.prompts.has(own, language) else key, language, values)

    def voice(self, language: str) -> Voice:
        """The voice of `language`; that of the line's first where it has none of it."""
        voices = self.line.voices
        return voices.get(language) or next(iter(voices.values()))


@dataclass(frozen=True, slots=True)
class Announcement:
    """What every caller hears first who comes in from `begins` until `ends` (UTC), in each language."""

    id: int
    texts: Mapping[str, str]
    begins: datetime
    ends: datetime

    def holds_at(self, now: datetime) -> bool:
        return self.begins <= now < self.ends


@dataclass(frozen=True, slots=True, order=True)
class EditionFault:
    """What is wrong in an edition: in which of its files, on which line, at which step or prompt.

    `code` names its sentence in the console's faults.toml: `menu.` and `prompts.` stand before the codes of
    `ivr.dialog.Fault` and `voice_prompts.PromptFault`, `line.` and `files.` before our own.
    """

    path: str
    line: int
    where: str
    code: str
    detail: str = field(default="")

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}, {self.where or '-'}: {self.code} {self.detail}".rstrip()


class EditionFaults(ValueError):
    """These files are no sound edition; `faults` names everything that is wrong with them."""

    def __init__(self, faults: Iterable[EditionFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class EditionLost(LookupError):
    """An edition that is not there any more, or that this code cannot read any more."""
