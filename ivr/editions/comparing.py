"""Two editions beside each other, for people: step by step, setting by setting, prompt by prompt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal

from ivr.editions.blocks import blocks
from ivr.editions.edition import LINE, MENU
from ivr.editions.reading import PROMPT_FILE
from voice_prompts.catalog import Catalog
from voice_prompts.files import read_texts

Sign = Literal["same", "gone", "new"]
Part = Literal["line", "menu", "prompts"]


@dataclass(frozen=True, slots=True)
class Change:
    """One piece that differs: a setting of the line, a step of the menu, or a prompt in a `language`.

    `before` is None where it is new, `after` None where it is gone. `words` are its lines, or the words of a
    prompt, each with what became of it.
    """

    part: Part
    name: str
    language: str
    before: str | None
    after: str | None
    words: tuple[tuple[Sign, str], ...]


def compare(before: Mapping[str, str], after: Mapping[str, str], prompts: Catalog) -> list[Change]:
    """What makes `after` differ from `before`, both files of editions over the `prompts` that ship."""
    return [
        *_pieces("line", LINE, before, after),
        *_pieces("menu", MENU, before, after),
        *_prompts(before, after, prompts),
    ]


def _pieces(part: Part, path: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    was, now = blocks(path, before.get(path, "")), blocks(path, after.get(path, ""))
    for name in [*was, *(name for name in now if name not in was)]:
        here, there = was.get(name), now.get(name)
        if (here or "").strip() != (there or "").strip():
            lines = _differences((here or "").strip().splitlines(), (there or "").strip().splitlines())
            yield Change(part, name, "", here, there, tuple(lines))


def _prompts(before: Mapping[str, str], after: Mapping[str, str], prompts: Catalog) -> Iterator[Change]:
    """By language, German first, and key, wherever they stand; what is not said otherwise is as it ships."""
    was, now = _entries(before), _entries(after)
    for language in sorted({*was, *now}, key=lambda each: (each != "de", each)):
        shipped = {key: _said(entry.content) for key, entry in prompts.entries.get(language, {}).items()}
        here, there = shipped | was.get(language, {}), shipped | now.get(language, {})
        for key in sorted({*was.get(language, {}), *now.get(language, {})}):
            old, new = here.get(key), there.get(key)
            if old != new:
                words = _differences((old or "").split(), (new or "").split())
                yield Change("prompts", key, language, old, new, tuple(_run_together(words)))


def _entries(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The prompts of an edition's own files, by language and key."""
    by_language: dict[str, dict[str, str]] = {}
    for path, text in files.items():
        if match := PROMPT_FILE.fullmatch(path):
            by_language.setdefault(match[1], {})[path] = text
    return {
        language: {key: _said(entry.content) for key, entry in read_texts(texts).entries.items()}
        for language, texts in by_language.items()
    }


def _said(content: str | tuple[str, ...]) -> str:
    return content if isinstance(content, str) else " · ".join(content)


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[Sign, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (("same", each) for each in old[a:b])
        else:
            yield from chain((("gone", each) for each in old[a:b]), (("new", each) for each in new[c:d]))


def _run_together(words: Iterator[tuple[Sign, str]]) -> Iterator[tuple[Sign, str]]:
    """Neighbours of which the same became, as one."""
    sign: Sign | None = None
    run: list[str] = []
    for each, word in words:
        if each != sign and sign is not None:
            yield sign, " ".join(run)
            run = []
        sign = each
        run.append(word)
    if sign is not None:
        yield sign, " ".join(run)
