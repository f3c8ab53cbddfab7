"""The house's own file of general questions: TOML, one table a page; what is wrong is said in a sentence."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from routing.knowledge.article import Article, Fact, Kind

EXAMPLE = Path(__file__).with_name("example") / "luebeck.toml"


class KnowledgeFault(Exception):
    """What is wrong in the file, with the page's title."""


def load_articles(path: Path) -> tuple[Article, ...]:
    """The pages of a file in their order. Raises `KnowledgeFault`."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeFault(f"{path.name}: {error}") from error
    pages = tuple(_article(path.name, n, table) for n, table in enumerate(tables.get("page", ()), 1))
    twice = {each.key for each in pages if sum(other.key == each.key for other in pages) > 1}
    if twice:
        raise KnowledgeFault(f"{path.name}: two pages have the key {', '.join(sorted(twice))}.")
    return pages


def _article(file: str, n: int, table: Mapping[str, Any]) -> Article:
    where = f"{file}: page {n} ({table.get('title', 'without a title')})"
    unknown = set(table) - {"key", "title", "words", "text", "office"}
    if unknown:
        raise KnowledgeFault(f"{where} has unknown keys: {', '.join(sorted(unknown))}.")
    try:
        office = table.get("office", "")
        return Article(
            key=f"general:{table['key']}",
            kind=Kind.GENERAL,
            title=table["title"],
            words=tuple(table.get("words", ())),
            facts=(Fact("Zuständig", (office,)),) if office else (),
            text=tuple(part.strip() for part in table["text"].strip().split("\n\n")),
        )
    except (KeyError, AttributeError) as error:
        raise KnowledgeFault(f"{where} has no {error}.") from error
