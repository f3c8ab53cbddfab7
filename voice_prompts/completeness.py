"""Every language says the same: the same keys, with the same placeholders, and words for the same answers."""

from collections.abc import Iterator, Mapping

from voice_prompts.faults import PromptFault
from voice_prompts.files import Entry
from voice_prompts.template import Template, slots

Entries = Mapping[str, Mapping[str, Entry]]
Templates = Mapping[str, Mapping[str, Template]]


def compare(entries: Entries, templates: Templates) -> Iterator[PromptFault]:
    """The faults between the languages, each at the text that the other lacks or contradicts."""
    for language in sorted(entries):
        for other in sorted(entries.keys() - {language}):
            for key in sorted(entries[other].keys() - entries[language].keys()):
                there = entries[other][key]
                yield PromptFault(there.file, there.line, "missing", key, language)
            if other < language:
                yield from _placeholders(entries, templates, language, other)


def _placeholders(entries: Entries, templates: Templates, language: str, other: str) -> Iterator[PromptFault]:
    for key in sorted(templates[language].keys() & templates[other].keys()):
        if _named(templates[language][key]) != _named(templates[other][key]):
            here = entries[language][key]
            yield PromptFault(here.file, here.line, "other_placeholders", key, other)


def _named(template: Template) -> frozenset[tuple[str, str]]:
    """Names and types: a date in one language is no text in another."""
    return frozenset((slot.name, slot.type) for slot in slots(template))
