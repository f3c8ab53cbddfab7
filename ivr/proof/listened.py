"""What is said on a walk: that it can be said, how long one listens, how long its sentences are."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from ivr.dialog.values import Said
from voice_prompts.catalog import Catalog
from voice_prompts.faults import PromptMissing
from voice_prompts.formats import CONDITIONS
from voice_prompts.listening import seconds
from voice_prompts.sentences import sentences
from voice_prompts.template import slots


class Listened(NamedTuple):
    """One prompt as it is said once. `missing`: why it cannot be said."""

    seconds: float
    words: int
    longest: str
    missing: str = ""


class Ear:
    """Listens to prompts in every language of a line, to each text only once."""

    def __init__(self, prompts: Catalog, rates: Mapping[str, int]) -> None:
        self.prompts, self.rates = prompts, rates
        self.languages = tuple(rates)
        self.heard: dict[tuple[str, str, str], Listened] = {}
        self._asked: dict[tuple[int, str], tuple[Said, Listened]] = {}  # by identity: a walk says much again
        self._names = cache(self._names_in)

    def seconds(self, said: Iterable[Said], language: str) -> float:
        """How long one listens to this in a call in `language`."""
        return sum(self.listen(each, language).seconds for each in said)

    def listen(self, said: Said, language: str) -> Listened:
        """What there is to say of one prompt in a call in `language`."""
        asked = self._asked.get((id(said), language))
        if asked is None:
            asked = self._asked[id(said), language] = (said, self._known(said, said.language or language))
        return asked[1]

    def _known(self, said: Said, language: str) -> Listened:
        names = self._names(said.key, language)
        known = (said.key, language, repr([said.values.get(name) for name in names]) if names else "")
        if known not in self.heard:
            self.heard[known] = self._listen(said.key, language, said.values)
        return self.heard[known]

    def _listen(self, key: str, language: str, values: Mapping[str, Any]) -> Listened:
        try:
            text = self.prompts.text(key, language, values)
        except (PromptMissing, ValueError, TypeError, KeyError) as missing:
            return Listened(0.0, 0, "", f"{key} ({language}): {missing}")
        longest = max(sentences(text), key=lambda each: len(each.split()), default="")
        took = seconds(text, language, self.rates.get(language, 100))
        return Listened(took, len(longest.split()), longest)

    def _names_in(self, key: str, language: str) -> tuple[str, ...]:
        """The values that this prompt depends on, those of prompts within it included."""
        names: set[str] = set()
        for slot in slots(self.prompts.templates.get(language, {}).get(key, ())):
            names.add(slot.name)
            if slot.type in CONDITIONS:
                names.update(self._names(slot.argument, language))
        return tuple(sorted(names))
