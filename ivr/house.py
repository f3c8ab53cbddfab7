"""What every webhook and the worker work with, put together once by `ivr.app`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from ivr.dialog.script import Script
from ivr.lines import Line, Voice
from ivr.settings import Settings
from routing.directory import Directory
from routing.knowledge import Article
from routing.rules import Rules
from voice_prompts.catalog import Catalog


@dataclass(frozen=True, slots=True)
class House:
    """The parts of the line: settings, database, lines, menus, prompts, and the clock (aware UTC).

    `at_once` is the same database for single statements: on PostgreSQL each is a transaction of its own,
    which saves two trips.
    """

    settings: Settings
    sessions: sessionmaker[Session]
    at_once: Engine
    lines: Mapping[str, Line]
    scripts: Mapping[str, Script]
    prompts: Catalog
    articles: tuple[Article, ...]
    directory: Directory
    clock: Callable[[], datetime]

    @property
    def first_line(self) -> Line:
        """The line that the configured number belongs to: the first in the file."""
        return next(iter(self.lines.values()))

    def line_called(self, number: str) -> Line:
        """The line that has this number; the first for every other."""
        return next((line for line in self.lines.values() if line.number == number), self.first_line)

    def number_of(self, line: str) -> str:
        """The number, in E.164, that the carrier shows and sends texts from for this line."""
        return self.lines[line].number or self.settings.twilio_number

    def text(self, line: str, key: str, language: str, values: Mapping[str, Any]) -> str:
        """A prompt as this line says it: under `line.<key of the line>.` where it has words of its own."""
        own = f"line.{line}.{key}"
        return self.prompts.text(own if self.prompts.has(own, language) else key, language, values)

    @property
    def rules(self) -> Mapping[str, Rules]:
        """How each line's calls are given to agents."""
        return {key: line.rules for key, line in self.lines.items()}

    def voice(self, line: str, language: str) -> Voice:
        voices = self.lines[line].voices
        return voices.get(language) or next(iter(voices.values()))

    def url(self, path: str) -> str:
        return self.settings.url(path)

    def webhook(self, path: str) -> str:
        return self.settings.webhook(path)
