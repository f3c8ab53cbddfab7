"""The words of pages in German and English, and in which of them somebody reads.

The texts stand in `ivr/console/texts/<language>/<part>.toml`; a template writes `t("part.key", name=value)`.
A key or value that is missing raises: no page goes out with a hole in it.
"""

from functools import cache
from typing import Any

from babel import Locale
from flask import Flask, g, request, session

from ivr.settings import ROOT
from voice_prompts.catalog import Catalog

TEXTS = ROOT / "ivr" / "console" / "texts"
LANGUAGES = {"de": "Deutsch", "en": "English"}
HOUSE = "de"
GERMAN_ONLY = frozenset({"desk", "supervisor", "office"})
"""The blueprints whose pages are written in German alone; around them the frame speaks both."""


class WordsFault(Exception):
    """Texts of pages that are not sound: every fault, a line each."""


@cache
def texts() -> Catalog:
    """All texts of the pages. Raises `WordsFault` where the languages do not say the same."""
    catalog = Catalog.load(TEXTS)
    if catalog.faults:
        raise WordsFault("\n".join(str(fault) for fault in catalog.faults))
    return catalog


def language() -> str:
    """In which language this request is answered: as the account says, the browser chose, or asks for."""
    staff = g.get("staff")
    for chosen in (staff.language if staff else None, session.get("language")):
        if chosen in LANGUAGES:
            return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or HOUSE


def t(key: str, /, **values: Any) -> str:
    """A text in the language of this request. Raises `voice_prompts.faults.PromptMissing`."""
    return texts().text(key, language(), values)


def has_text(key: str) -> bool:
    """Whether there are words under this key."""
    return texts().has(key, HOUSE)


def language_name(code: str) -> str:
    """Deutsch, Englisch, as who reads says it; a variety of ours, as "de_leicht", by its own name."""
    own = f"languages.{code}"
    return t(own) if has_text(own) else str(Locale(language()).languages.get(code, code))


def language_of(blueprint: str | None) -> str:
    """The language of what stands on the pages of `blueprint`."""
    return HOUSE if blueprint in GERMAN_ONLY else language()


def install_words(app: Flask) -> None:
    """Give the templates of `app` their words. Raises `WordsFault`."""
    texts()
    app.jinja_env.globals.update(t=t, has_text=has_text, language_name=language_name)

    @app.context_processor
    def languages() -> dict[str, Any]:
        return {
            "language": language(),
            "page_languages": LANGUAGES,
            "page_language": language_of(request.blueprint),
        }
