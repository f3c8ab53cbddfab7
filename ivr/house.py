"""What every webhook and the worker work with, put together once by `ivr.app`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from ivr.carrier.twiml import Answer
from ivr.editions import Edition, Editions
from ivr.editions.kept import CurrentLines
from ivr.kept_languages import LanguageMemory
from ivr.lines import Line
from ivr.recordings.keeping import Shelf
from ivr.settings import Settings
from routing.directory import Directory
from routing.knowledge import Article
from routing.rules import Rules


@dataclass(frozen=True, slots=True)
class House:
    """The parts of the line: settings, database, editions and recordings of the lines, the clock (aware UTC).

    `at_once` is the same database for single statements: on PostgreSQL each is a transaction of its own,
    which saves two trips.
    """

    settings: Settings
    sessions: sessionmaker[Session]
    at_once: Engine
    editions: Editions
    shelf: Shelf
    articles: tuple[Article, ...]
    directory: Directory
    clock: Callable[[], datetime]

    def current(self, line: str) -> Edition:
        """The edition that the line of this key has now, a second old at most; for what begins now."""
        return self.editions.current(line)

    def edition(self, line: str, edition: int | None) -> Edition:
        """The edition that a call of this line began with. Raises `EditionLost`."""
        return self.editions.edition(line, edition)

    @property
    def first(self) -> Edition:
        """The newest known edition of the line that the configured number belongs to: the first in the file.

        What the house says where no line is meant. It asks no database.
        """
        return next(iter(self.editions.known.values()))

    @property
    def lines(self) -> Mapping[str, Line]:
        """The lines by key, each as it is now."""
        return CurrentLines(self.editions)

    def answer(self, edition: Edition, language: str, *, slow: bool = False) -> Answer:
        """An empty answer as this edition speaks `language`."""
        recorded = self.shelf.of(edition.line.key, language)
        addresses = {text: self.url(path) for text, path in recorded.items()}
        return Answer(edition.voice(language), slow=slow, recorded=addresses)

    def spare_answer(self, edition: Edition, language: str) -> Answer:
        """An empty answer for which no database is asked: in its voice alone."""
        return Answer(edition.voice(language))

    def line_called(self, number: str) -> str:
        """The key of the line that has this number; of the first for every other. It asks no database."""
        known = self.editions.known.values()
        return next((each.line.key for each in known if each.line.number == number), self.first.line.key)

    def number_of(self, line: str) -> str:
        """The number, in E.164, that the carrier shows and sends texts from for this line."""
        return self.lines[line].number or self.settings.twilio_number

    @property
    def memory(self) -> LanguageMemory:
        """What is kept of callers' languages."""
        return LanguageMemory(self.settings.secret_key, self.settings.keep_language_days)

    @property
    def rules(self) -> Mapping[str, Rules]:
        """How each line's calls are given to agents."""
        return {key: line.rules for key, line in self.lines.items()}

    def url(self, path: str) -> str:
        return self.settings.url(path)

    def webhook(self, path: str) -> str:
        return self.settings.webhook(path)
