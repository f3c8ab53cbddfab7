"""Two editions of a line in one picture: what is new, what is gone, what has changed, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ivr.console.naming import Names, prompts_of
from ivr.console.picture.compare import changed_steps, compared
from ivr.console.picture.graph import Graph, graph_of
from ivr.console.picture.shown import names_of, texts_of
from ivr.dialog import Script
from ivr.dialog.script import read
from ivr.dialog.steps import Step
from ivr.editions import Edition, EditionFault, read_files
from ivr.editions.drafts import Draft, UnknownDraft, read_draft
from ivr.editions.edition import MENU
from ivr.editions.pages.written import told
from ivr.house import House
from ivr.web.words import language

KEPT = 8  # drafts in memory


@dataclass(frozen=True, slots=True)
class Versus:
    """`after` as a picture, marked with what it changes about `before`; `elsewhere` are faults of no step."""

    before: Edition
    after: Edition
    names: Names
    graph: Graph
    elsewhere: Sequence[str] = ()

    def step(self, name: str) -> tuple[Step, Edition]:
        """A step as it is after, or as it was where it is gone."""
        of = self.after if name in self.after.script.steps else self.before
        return of.script.steps[name], of

    def said(self) -> dict[str, str]:
        """What each step says, for the search."""
        return {
            name: " ".join(text for _, told in texts_of(*self.step(name)) for _, text in told)
            for name in self.graph.boxes
        }


def versus(before: Edition, after: Edition, faults: Sequence[EditionFault] = ()) -> Versus:
    """The picture of both."""
    names = names_of(after, language())
    at_steps, elsewhere = _faults_by_step(after.script, faults)
    new = graph_of(after.script, names, at_steps)
    old = graph_of(before.script, names_of(before, language()))
    changed = changed_steps((before.script, before.prompts), (after.script, after.prompts))
    return Versus(before, after, names, compared(old, new, changed), elsewhere)


class Drafts:
    """Drafts as they read, with their faults. A few are kept: a page asks for its draft several times."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._read: dict[int, tuple[Edition, Sequence[EditionFault]]] = {}

    def versus(self, session: Session, line: str, number: int) -> tuple[Draft, Versus]:
        """A draft against what the line has now. Raises `UnknownDraft`; also for one of another line."""
        draft = read_draft(session, number)
        if draft.line != line:
            raise UnknownDraft(number)
        if draft.edition not in self._read:
            if len(self._read) >= KEPT:
                self._read.clear()
            self._read[draft.edition] = self._reading(draft)
        return draft, versus(self.house.current(line), *self._read[draft.edition])

    def _reading(self, draft: Draft) -> tuple[Edition, Sequence[EditionFault]]:
        """Of a menu that cannot be read as a whole, what can be read of it."""
        shipped = self.house.editions.shipped.prompts
        found, faults = read_files(draft.files, draft.line, shipped, edition=draft.edition)
        if found is None:
            now = self.house.current(draft.line)
            script, _ = read(draft.files.get(MENU, ""), now.script.name, prompts=shipped)
            found = Edition(draft.edition, now.line, script or now.script, shipped)
        return found, faults


def _faults_by_step(
    script: Script, faults: Sequence[EditionFault]
) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """In sentences; what is wrong with a text belongs to the step that says it."""
    says = {prompt: name for name, step in script.steps.items() for prompt in prompts_of(step)}
    at_steps: dict[str, list[str]] = {}
    elsewhere: list[str] = []
    for fault, sentence in told(faults):
        step = fault.where if fault.where in script.steps else says.get(fault.where)
        (at_steps.setdefault(step, []) if step else elsewhere).append(sentence)
    return at_steps, elsewhere
