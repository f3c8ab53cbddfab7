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
    """Listens to prompts in every language of a line, to each text only once.

    A walk says the same again and again, with other values that are not heard: `same` makes that one object.
    """

    def __init__(self, prompts: Catalog, rates: Mapping[str, int]) -> None:
        self.prompts, self.rates = prompts, rates
        self.languages = tuple(rates)
        self.heard: dict[tuple[str, str, str], Listened] = {}
        self._same: dict[tuple[object, ...], tuple[Said, ...]] = {}
        self._missing: dict[int, list[str]] = {}
        self._took: dict[tuple[int, str], float] = {}
        self._names = cache(self._names_in)
        self._heard_names = cache(self._names_in_any)

    def same(self, said: Iterable[Said]) -> tuple[Said, ...]:
        """What was said, as one object for all that sounds alike in every language; it is kept."""
        told = tuple(said)
        return self._same.setdefault(tuple(map(self._sound, told)), told)

    def seconds(self, said: tuple[Said, ...], language: str) -> float:
        """How long one listens to this, which is from `same`, in a call in `language`."""
        took = self._took.get((id(said), language))
        if took is None:
            took = self._took[id(said), language] = sum(self.listen(each, language).seconds for each in said)
        return took

    def missing(self, said: tuple[Said, ...]) -> list[str]:
        """Why something of this, which is from `same`, cannot be said in some language."""
        if id(said) not in self._missing:
            heard = (self.listen(each, language) for each in said for language in self.languages)
            self._missing[id(said)] = [each.missing for each in heard if each.missing]
        return self._missing[id(said)]

    def listen(self, said: Said, language: str) -> Listened:
        """What there is to say of one prompt in a call in `language`."""
        language = said.language or language
        names = self._names(said.key, language)
        known = (said.key, language, _written(said, names))
        if known not in self.heard:
            self.heard[known] = self._listen(said.key, language, said.values)
        return self.heard[known]

    def depends_on(self, said: Said) -> tuple[str, ...]:
        """The values that can be heard in this, in whatever language the call is."""
        return self._names(said.key, said.language) if said.language else self._heard_names(said.key)

    def _sound(self, said: Said) -> tuple[object, ...]:
        return (said.key, said.language, _written(said, self.depends_on(said)))

    def _listen(self, key: str, language: str, values: Mapping[str, Any]) -> Listened:
        try:
            text = self.prompts.text(key, language, values)
        except (PromptMissing, ValueError, TypeError, KeyError) as missing:
            return Listened(0.0, 0, "", f"{key} ({language}): {missing}")
        longest = max(sentences(text), key=lambda each: len(each.split()), default="")
        took = seconds(text, language, self.rates.get(language, 100))
        return Listened(took, len(longest.split()), longest)

    def _names_in_any(self, key: str) -> tuple[str, ...]:
        return tuple(sorted({name for each in self.languages for name in self._names(key, each)}))

    def _names_in(self, key: str, language: str) -> tuple[str, ...]:
        """The values that this prompt depends on, those of prompts within it included."""
        names: set[str] = set()
        for slot in slots(self.prompts.templates.get(language, {}).get(key, ())):
            names.add(slot.name)
            if slot.type in CONDITIONS:
                names.update(self._names(slot.argument, language))
        return tuple(sorted(names))


def _written(said: Said, names: tuple[str, ...]) -> str:
    return repr([said.values.get(name) for name in names]) if names else ""
