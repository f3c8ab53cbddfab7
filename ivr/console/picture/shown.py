"""What a page of the picture is about: which line, edition and days, with the graph and the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from ivr.console.naming import Names, prompts_of, written
from ivr.console.picture.figures import Asked, StepFigures, editions_of, figures
from ivr.console.picture.graph import Graph, graph_of, said
from ivr.console.picture.spans import Span
from ivr.dialog.steps import Ask, Menu, Step
from ivr.editions import Edition, EditionLost
from ivr.house import House

SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition as a picture with the figures of some days; `chosen` is the edition asked for, "": all."""

    edition: Edition
    names: Names
    graph: Graph
    span: Span
    chosen: str
    editions: Sequence[str]
    figures: Mapping[str, StepFigures]

    @property
    def asked(self) -> Asked:
        return Asked(self.edition.line.key, self.span.since, self.span.until, self.chosen or None)

    @property
    def calls(self) -> int:
        """All that were counted."""
        return max((step.calls for step in self.figures.values()), default=0)

    def said(self) -> dict[str, str]:
        """The prompts of each step in the languages of the line, for the search."""
        steps = self.edition.script.steps
        return {
            name: " ".join(text for _, texts in texts_of(step, self.edition) for _, text in texts)
            for name, step in steps.items()
        }


def show(house: House, session: Session, line: str, chosen: str, span: Span, language: str) -> Shown:
    """The picture of a line. Raises KeyError where there is no such line.

    Of an edition that cannot be read any more the figures are shown on the line as it is now.
    """
    edition = edition_of(house, line, chosen)
    asked = Asked(line, span.since, span.until, chosen or None)
    names = names_of(edition, language)
    return Shown(
        edition=edition,
        names=names,
        graph=graph_of(edition.script, names),
        span=span,
        chosen=chosen,
        editions=editions_of(session, asked),
        figures=figures(session, asked),
    )


def edition_of(house: House, line: str, chosen: str) -> Edition:
    """The edition of this key (`tables.edition_key`), or what ships; the current one where there is none."""
    try:
        if chosen.isdecimal():
            return house.edition(line, int(chosen))
    except EditionLost:
        return house.current(line)
    shipped = house.edition(line, None)
    return shipped if chosen in (SHIPPED, shipped.script.id) else house.current(line)


def names_of(edition: Edition, language: str) -> Names:
    return Names(edition.script, edition.prompts, language, edition.line.topics)


def texts_of(step: Step, edition: Edition) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a step says in each language of the line: which wording ("first", "again", "last"), and how."""
    found = []
    for language in edition.line.languages:
        texts = [
            (_variant(step, prompt), written(edition.prompts.templates[language][prompt]))
            for prompt in prompts_of(step)
            if edition.prompts.has(prompt, language)
        ]
        if texts:
            found.append((language, texts))
    return found


def _variant(step: Step, prompt: str) -> str:
    if isinstance(step, Menu | Ask) and prompt != step.prompt:
        return prompt.rpartition(".")[2]
    return "first"


def option_words(step: Step, edition: Edition, language: str) -> list[dict[str, Any]]:
    """The options of a question with what they are called in `language`, and all their words."""
    options = step.options if isinstance(step, Menu | Ask) else ()
    return [
        {
            "name": option.name,
            "key": option.key,
            "label": said(option, language),
            "words": {code: option.words.get(code, ()) for code in edition.line.languages},
        }
        for option in options
    ]
