"""What is particular to a language in understanding it: one file a language."""

from collections.abc import Mapping

from ivr.understanding.languages.building import build
from ivr.understanding.languages.de import GERMAN
from ivr.understanding.languages.en import ENGLISH
from ivr.understanding.languages.language import Language

_LANGUAGES: Mapping[str, Language] = {
    "de": GERMAN,
    "de_leicht": GERMAN,
    "en": ENGLISH,
    **{code: build(code) for code in ("tr", "ar", "ru", "uk", "pl")},
}


LANGUAGES = frozenset(_LANGUAGES)


def language(code: str) -> Language:
    """The words of a language; of German where it is not known."""
    return _LANGUAGES.get(code, GERMAN)


__all__ = ["LANGUAGES", "Language", "language"]
