"""Which values a text may say at a step, with how each is written and an example of what is then heard."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ivr.dialog import JSON
from ivr.dialog.examples import EXAMPLES
from voice_prompts.catalog import Catalog
from voice_prompts.faults import PromptMissing
from voice_prompts.formats import CONDITIONS, FORMATS, LISTS
from voice_prompts.template import Slot, Template, compile_template, slots

# The values that can be said, and the types in which they are.
FORMS: Mapping[str, tuple[str, ...]] = {
    "service_name": ("text",),
    "office_name": ("text",),
    "office_address": ("street",),
    "start": ("datetime", "date", "time"),
    "code": ("code",),
    "documents": ("text",),
    "fee": ("text",),
    "hours": ("text",),
    "closed_days": ("text",),
    "opens_at": ("datetime",),
    "number": ("phone",),
    "number_spoken": ("text",),
    "persons": ("number",),
    "services": ("options",),
    "offices": ("options",),
    "offers": ("numbered",),
    "days": ("numbered",),
    "windows": ("options",),
    "waitings": ("options",),
    "waiting_label": ("text",),
    "offered_service": ("text",),
    "offered_office": ("text",),
    "offered_start": ("datetime",),
    "offered_until": ("time",),
}
ANSWERED: Mapping[str, JSON] = {
    "number": "+494511223311",
    "persons": 3,
}  # what callers say, and no action gives


class Usable(NamedTuple):
    """A value as it is written into a text, and what may then be heard."""

    written: str
    heard: str


class Sample(NamedTuple):
    """A text as it may be heard, with example values; `unknown` are the values in it that are not known here.

    `broken` says what cannot be read: a brace without its partner, a type that does not exist.
    """

    heard: str
    unknown: tuple[str, ...] = ()
    broken: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether it says something, and nothing is wrong with it."""
        return bool(self.heard) and not self.unknown and not self.broken


def usable(known: Collection[str], prompts: Catalog, language: str) -> list[Usable]:
    """What may be said where these values are known."""
    return [
        Usable(_slot(name, type_), _said(Slot(name, type_), prompts, language))
        for name, types in FORMS.items()
        if name in known
        for type_ in types
    ]


def sample(text: str, known: Collection[str] | None, prompts: Catalog, language: str) -> Sample:
    """How `text` may sound, and what is wrong with it where these values are known (None: who can tell)."""
    try:
        template = compile_template(" ".join(text.split()))
    except ValueError:
        return Sample(text, broken="open_brace")
    needed = dict.fromkeys(slot.name for slot in slots(template) if slot.type not in CONDITIONS)
    strange = [slot.type for slot in slots(template) if slot.type not in {*FORMATS, *LISTS, *CONDITIONS}]
    unknown = () if known is None else tuple(name for name in needed if name not in known)
    heard = " ".join(_heard(template, prompts, language).split())
    return Sample(heard, unknown, strange[0] if strange else "")


def _heard(template: Template, prompts: Catalog, language: str) -> str:
    return "".join(part if isinstance(part, str) else _said(part, prompts, language) for part in template)


def _said(slot: Slot, prompts: Catalog, language: str) -> str:
    """With the example, as the telephone says it; what is said only at times is said."""
    example = EXAMPLES.get(slot.name, ANSWERED.get(slot.name))
    try:
        if slot.type in CONDITIONS:
            part = prompts.templates[language][slot.argument]
            return "" if slot.type == "unless" else _heard(part, prompts, language)
        if slot.type in LISTS and isinstance(example, list):
            choices = (each for each in example if isinstance(each, dict))
            return " ".join(prompts.text(LISTS[slot.type], language, each) for each in choices)
        return FORMATS[slot.type](example, language) if example is not None else "…"
    except (KeyError, ValueError, TypeError, PromptMissing):
        return "…"


def _slot(name: str, type_: str) -> str:
    return f"{{{name}}}" if type_ == "text" else f"{{{name}:{type_}}}"
