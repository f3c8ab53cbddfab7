"""How long what is said may be: no sentence of more than twenty words, no menu of more than five options."""

from collections.abc import Iterator
from typing import NamedTuple

from voice_prompts.catalog import Catalog
from voice_prompts.formats import CONDITIONS
from voice_prompts.sentences import sentences
from voice_prompts.template import Slot, Template

MOST_WORDS, MOST_OPTIONS = 20, 5
MOST_SECONDS, MOST_KEYS = 60, 5  # of the shortest booking

# How many words a value has, where it is more than one. Lists and conditions are texts of their own.
_WORDS = {"date": 4, "datetime": 7, "time": 3, "minutes": 2, "street": 3}
# What is read and not heard: texts to citizens, what staff see, names of steps.
_WRITTEN = ("text.", "story.")


class Long(NamedTuple):
    """A sentence that is too long."""

    key: str
    sentence: str
    words: int


def long_sentences(prompts: Catalog, language: str) -> Iterator[Long]:
    """Every sentence of a prompt that nobody can keep in mind, by key."""
    for key, template in sorted(prompts.templates[language].items()):
        if key.startswith(_WRITTEN) or key.endswith(".title"):
            continue
        for sentence in sentences("".join(_said(template))):
            if (
                words := len([word for word in sentence.split() if any(map(str.isalnum, word))])
            ) > MOST_WORDS:
                yield Long(key, sentence, words)


def _said(template: Template) -> Iterator[str]:
    """The text, with a word in the place of each word of a value; digits one by one count as one."""
    for part in template:
        if isinstance(part, Slot):
            yield "" if part.type in CONDITIONS else " ".join(["value"] * _WORDS.get(part.type, 1))
        else:
            yield part
