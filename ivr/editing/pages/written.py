"""How these pages name what is in a menu: kinds, actions, outcomes, values, faults; as the reader reads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ivr.console.naming import own_name
from ivr.dialog import ACTIONS
from ivr.editing.named import Named
from ivr.editing.opened import Opened, prompts_of
from ivr.editing.steps import kind_of
from ivr.editing.ways import Lead
from ivr.editions import EditionFault
from ivr.editions.pages.written import told
from ivr.web.words import language, t, texts

SHORT = 70  # letters of a text in a list


class Written:
    """The words of the templates, for one page."""

    def __init__(self) -> None:
        self._named: Named | None = None

    def named(self, draft: Opened) -> Named:
        """Made once for a page, whose forms name each step many times."""
        if self._named is None or self._named.draft is not draft:
            self._named = Named(draft, language())
        return self._named

    def kind(self, step: Mapping[str, Any]) -> str:
        return t(f"editing.kinds.{kind_of(step) or 'none'}")

    def title(self, draft: Opened, name: str) -> str:
        return self.named(draft).step(name)

    def text(self, draft: Opened, name: str, key: str) -> str:
        return self.named(draft).text(name, key)

    def option(self, draft: Opened, step: str, name: str) -> str:
        return self.named(draft).option(step, name)

    def summary(self, draft: Opened, name: str) -> str:
        """What a step says or does, in a few words."""
        step = draft.steps.get(name, {})
        if "do" in step:
            return self.action(str(step["do"]))
        if "handoff" in step:
            return self.topic(draft, str(step["handoff"]))
        said = next((draft.content(self.named(draft).spoken, key) for key in prompts_of(step)), None)
        text = said if isinstance(said, str) else ""
        return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"

    def tongue(self, spoken: str) -> str:
        """What a browser calls a language of the line: plain words are no language of their own."""
        return spoken.partition("_")[0]

    def action(self, name: str) -> str:
        return _known("actions", name)

    def actions(self) -> list[tuple[str, str]]:
        """All that can be done, by how it reads."""
        return sorted(((name, self.action(name)) for name in ACTIONS), key=lambda named: named[1])

    def outcome(self, name: str) -> str:
        return _known("outcomes", name)

    def value(self, name: str) -> str:
        return _known("values", name)

    def topic(self, draft: Opened, code: str) -> str:
        return self.named(draft).topics.get(code, code)

    def topics(self, draft: Opened) -> Sequence[tuple[str, str]]:
        return list(self.named(draft).topics.items())

    def faults(self, draft: Opened, found: Iterable[EditionFault], at: str = "") -> list[str]:
        """Faults in sentences; one of a text begins with its name, but on the page of its step, `at`."""
        named = self.named(draft)

        def text(key: str) -> str:
            return named.text(at, key) if at and key in draft.prompts_of(at) else named.prompt(key)

        return [
            f"{text(fault.where)}: {sentence}"
            if fault.code.startswith("prompts.") and fault.where
            else sentence
            for fault, sentence in told(found, text)
        ]

    def lead(self, lead: Lead) -> str:
        """What a way out of a step is called."""
        at = lead.at[:-1] if lead.by is not None else lead.at
        where = self._place(at)
        if lead.by is None:
            return where
        if lead.at[-1] == "else":
            return t("editing.ways.else", where=where)
        return t(
            "editing.ways.case", where=where, by=self.value(lead.by), case=self.case(lead.by, lead.at[-1])
        )

    def case(self, value: str, case: str) -> str:
        """One of the contents of a value, in words where there are some."""
        key = f"editing.cases.{value}.{case}"
        return t(key) if texts().has(key, language()) else case

    def _place(self, at: tuple[str, ...]) -> str:
        match at:
            case ("next",):
                return t("editing.ways.next")
            case ("silence",):
                return t("editing.ways.silence")
            case ("on", outcome):
                return self.outcome(outcome)
            case ("own_words", "on", outcome):
                return t("editing.ways.own_words", outcome=self.outcome(outcome))
            case ("options", _, "to"):
                return t("editing.options.to")
            case _:
                return ".".join(at)

    def refusal(self, code: str, detail: str) -> str:
        return t(f"editing.refused.{code}", detail=detail)


def _known(part: str, name: str) -> str:
    """In words where there are some, else as it is written."""
    key = f"editing.{part}.{name}"
    return t(key) if texts().has(key, language()) else own_name(name)
