"""How these pages name what is in a menu: kinds, actions, outcomes, values, faults; as the reader reads."""

from collections.abc import Mapping, Sequence
from typing import Any

from ivr.dialog import ACTIONS
from ivr.editing.opened import Opened, prompts_of
from ivr.editing.options import options_of
from ivr.editing.steps import kind_of
from ivr.editing.ways import Lead
from ivr.editions import EditionFault
from ivr.editions.pages.written import sentence_of
from ivr.web.words import language, t, texts

SHORT = 70  # letters of a text in a list


class Written:
    """The words of the templates."""

    def kind(self, step: Mapping[str, Any]) -> str:
        return t(f"editing.kinds.{kind_of(step) or 'none'}")

    def title(self, draft: Opened, name: str) -> str:
        """What a step is called: its own title where it has one, else its name."""
        keys = prompts_of(draft.steps.get(name, {}))
        title = draft.content(self.spoken(draft), keys[-1]) if keys and keys[-1].endswith(".title") else None
        plain = name.replace("_", " ")
        return f"{title} ({plain})" if isinstance(title, str) else plain

    def spoken(self, draft: Opened) -> str:
        """The language of the line that the reader understands best."""
        return language() if language() in draft.languages else draft.languages[0]

    def summary(self, draft: Opened, name: str) -> str:
        """What a step says or does, in a few words."""
        step = draft.steps.get(name, {})
        if "do" in step:
            return self.action(str(step["do"]))
        if "handoff" in step:
            return self.topic(draft, str(step["handoff"]))
        said = next((draft.content(self.spoken(draft), key) for key in prompts_of(step)), None)
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
        edition, _ = draft.read
        return edition.line.topics.get(code, code) if edition is not None else code

    def topics(self, draft: Opened) -> Sequence[tuple[str, str]]:
        edition, _ = draft.read
        return list(edition.line.topics.items()) if edition is not None else []

    def fault(self, fault: EditionFault) -> str:
        """A fault as a sentence, and for a text its name."""
        sentence = sentence_of(fault)
        return f"{fault.where}: {sentence}" if fault.code.startswith("prompts.") and fault.where else sentence

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

    def option(self, draft: Opened, step: str, name: str) -> str:
        """What an option is called: the first of the words that choose it, else its name."""
        table = draft.steps[step]
        option = options_of(table).get(name, {})
        prompt = option.get("words") or next(iter(prompts_of(table)), "")
        words = draft.content(self.spoken(draft), f"{prompt}.words.{name}")
        if isinstance(words, tuple) and words:
            return words[0]
        answer = option.get("answer")
        return t(f"editing.options.answer_{answer}") if answer in ("yes", "no") else name.replace("_", " ")

    def text(self, draft: Opened, name: str, key: str) -> str:
        """What one of a step's texts is called: said at first, said again, said only sometimes."""
        own = prompts_of(draft.steps[name])
        if key not in own:
            return t("editing.texts.part", name=key)
        for variant in ("again", "last", "title"):
            if key.endswith(f".{variant}") and key.removesuffix(f".{variant}") in own:
                return t(f"editing.texts.{variant}")
        return t("editing.texts.once")

    def refusal(self, code: str, detail: str) -> str:
        return t(f"editing.refused.{code}", detail=detail)


def _known(part: str, name: str) -> str:
    """In words where there are some, else as it is written."""
    key = f"editing.{part}.{name}"
    return t(key) if texts().has(key, language()) else name.replace("_", " ")
