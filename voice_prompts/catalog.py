"""All texts in all languages: loaded once, checked once, and fast to say."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from voice_prompts import spoken
from voice_prompts.completeness import compare
from voice_prompts.faults import PromptFault, PromptMissing
from voice_prompts.files import Entry, read_language, read_texts
from voice_prompts.formats import CONDITIONS, FORMATS, LISTS, TYPES
from voice_prompts.review import Review, read_review
from voice_prompts.template import Slot, Template, compile_template, slots

Content = TypeVar("Content")

_GAPS = re.compile(r"( ){2,}|(\n){2,}")  # what is left around a condition that says nothing


@dataclass(frozen=True, slots=True)
class Catalog:
    """The prompts and words of every language, by key; `faults` is what is wrong with them."""

    templates: Mapping[str, Mapping[str, Template]]
    word_lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    entries: Mapping[str, Mapping[str, Entry]]
    faults: tuple[PromptFault, ...]
    reviews: Mapping[str, Review] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path | str) -> "Catalog":
        """Read every language's folder under `folder`. Faults do not raise: see `faults`."""
        folders = sorted(at for at in Path(folder).iterdir() if any(at.glob("*.toml")))
        found = {at.name: read_language(at) for at in folders}
        entries = {language: one.entries for language, one in found.items()}
        faults = [fault for one in found.values() for fault in one.faults]
        faults += [PromptFault(at, 1, "no_rules", detail=at) for at in found.keys() - spoken.languages()]
        templates = {language: _compile(one, faults) for language, one in entries.items()}
        words = {language: _words(one) for language, one in entries.items()}
        faults += _wrong_slots(entries, templates)
        faults += compare(entries, templates)
        reviews = {at.name: read_review(at) for at in folders}
        return cls(templates, words, entries, tuple(sorted(faults)), reviews)

    def over(self, files: Mapping[str, Mapping[str, str]], languages: Collection[str]) -> "Catalog":
        """The catalogue with the texts of `files` in the place of its own, key by key.

        `files` are TOML texts by language, and by the name under which their faults are to be told. `faults`
        are those of these files, and of the whole in `languages`.
        """
        faults: list[PromptFault] = []
        entries, templates, words = dict(self.entries), dict(self.templates), dict(self.word_lists)
        reviews = dict(self.reviews)
        for language, texts in files.items():
            found = read_texts(texts)
            faults += found.faults
            own = found.entries
            entries[language] = {**entries.get(language, {}), **own}
            templates[language] = _without(templates.get(language, {}), own) | _compile(own, faults)
            words[language] = _without(words.get(language, {}), own) | _words(own)
            reviews[language] = reviews.get(language, Review()).but(own)
        spoken_here = {language: entries[language] for language in sorted(languages) if language in entries}
        faults += _wrong_slots(spoken_here, {language: templates[language] for language in spoken_here})
        faults += compare(spoken_here, templates)
        return Catalog(templates, words, entries, tuple(sorted(faults)), reviews)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that there is a folder for."""
        return frozenset(self.templates)

    def keys(self) -> frozenset[str]:
        """Every prompt of any language."""
        return frozenset(key for texts in self.templates.values() for key in texts)

    def has(self, key: str, language: str) -> bool:
        """Whether this prompt can be said in this language."""
        return key in self.templates.get(language, {})

    def to_review(self, language: str) -> tuple[str, ...]:
        """The keys of `language` that a machine translated and nobody has looked at yet."""
        keys = {**self.templates.get(language, {}), **self.word_lists.get(language, {})}
        return self.reviews.get(language, Review()).left(keys)

    def words(self, key: str, language: str) -> tuple[str, ...]:
        """The words to listen for under `key`; none where the language has none."""
        return self.word_lists.get(language, {}).get(key, ())

    def placeholders(self, key: str, language: str) -> frozenset[str]:
        """The values without which it cannot be said, nor what it says in turn. Raises PromptMissing."""
        return frozenset(self._needed(key, language, frozenset(), frozenset()))

    def _needed(
        self, key: str, language: str, there: frozenset[str], within: frozenset[str]
    ) -> Iterator[str]:
        """`there`: the values on whose being there it depends that this is said; `within`: what says it."""
        for slot in slots(self._template(key, language)):
            if slot.type not in CONDITIONS:
                yield from {slot.name} - there
            elif slot.argument not in within:
                known = there | {slot.name} if slot.type == "if" else there
                yield from self._needed(slot.argument, language, known, within | {key, slot.argument})

    def text(self, key: str, language: str, values: Mapping[str, Any]) -> str:
        """The prompt in words. Raises PromptMissing where the key or a value that it needs is missing."""
        template = self._template(key, language)
        if len(template) == 1 and isinstance(template[0], str):
            return template[0]
        said = "".join(self._parts(template, key, language, values))
        return _GAPS.sub(lambda gap: gap[0][0], said).strip()

    def _template(self, key: str, language: str) -> Template:
        try:
            return self.templates[language][key]
        except KeyError as missing:
            raise PromptMissing(f"no prompt {key!r} in {language!r}") from missing

    def _parts(self, template: Template, key: str, language: str, values: Mapping[str, Any]) -> Iterator[str]:
        for part in template:
            if isinstance(part, str):
                yield part
            elif part.type in CONDITIONS:
                if bool(values.get(part.name)) == (part.type == "if"):
                    yield self.text(part.argument, language, values)
            else:
                yield self._value(part, key, language, values)

    def _value(self, slot: Slot, key: str, language: str, values: Mapping[str, Any]) -> str:
        value = values.get(slot.name)
        if value is None:
            raise PromptMissing(f"{key!r} needs the value {slot.name!r}")
        if slot.type in LISTS:
            keyed = (choice for choice in value if "key" in choice)
            return " ".join(self.text(LISTS[slot.type], language, choice) for choice in keyed)
        return FORMATS[slot.type](value, language)


def _without(known: Mapping[str, Content], keys: Collection[str]) -> dict[str, Content]:
    return {key: content for key, content in known.items() if key not in keys}


def _compile(entries: Mapping[str, Entry], faults: list[PromptFault]) -> dict[str, Template]:
    templates: dict[str, Template] = {}
    for entry in entries.values():
        if isinstance(entry.content, str):
            try:
                templates[entry.key] = compile_template(entry.content)
            except ValueError:
                faults.append(PromptFault(entry.file, entry.line, "open_brace", entry.key))
    return templates


def _words(entries: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    return {entry.key: entry.content for entry in entries.values() if isinstance(entry.content, tuple)}


def _wrong_slots(
    entries: Mapping[str, Mapping[str, Entry]], templates: Mapping[str, Mapping[str, Template]]
) -> Iterator[PromptFault]:
    """Slots of a type that does not exist, and references to prompts that do not."""
    for language, texts in templates.items():
        for key, template in texts.items():
            for slot in slots(template):
                entry = entries[language][key]
                referred = _referred(slot)
                if slot.type not in TYPES:
                    yield PromptFault(entry.file, entry.line, "unknown_type", key, slot.type)
                elif referred is not None and referred not in texts:
                    yield PromptFault(entry.file, entry.line, "unknown_prompt", key, referred)
                elif referred is not None and key in _said_by(referred, texts):
                    yield PromptFault(entry.file, entry.line, "says_itself", key, referred)


def _referred(slot: Slot) -> str | None:
    """The prompt that is said in this place."""
    return slot.argument if slot.type in CONDITIONS else LISTS.get(slot.type)


def _said_by(key: str, texts: Mapping[str, Template]) -> set[str]:
    """This prompt, and whatever is said in it."""
    found: set[str] = set()
    todo = [key]
    while todo:
        one = todo.pop()
        if one in texts and one not in found:
            found.add(one)
            todo += filter(None, map(_referred, slots(texts[one])))
    return found
