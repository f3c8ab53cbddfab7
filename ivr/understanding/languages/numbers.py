"""Numbers from 0 to 99 in words, in every form that the file of a language lists.

Most languages join tens and ones with nothing but a space; in Arabic the ones come first: "خمسة وعشرون".
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

Forms = tuple[tuple[str, ...], ...]


@cache
def words_file(code: str) -> Mapping[str, Any]:
    """The file of the language `code`; read once."""
    return tomllib.loads(Path(__file__).with_name(f"{code}.toml").read_text(encoding="utf-8"))


@cache
def cardinals(code: str) -> Mapping[str, int]:
    """Each form of each number in the language `code`."""
    told = words_file(code)["numbers"]
    ones, teens, tens = (_forms(told[name]) for name in ("ones", "teens", "tens"))
    return dict(_numbers(ones, teens, tens, ones_first=told.get("ones_first", False)))


def _forms(text: str) -> Forms:
    """ "один одна, два две": for each number its forms; an underscore stands for a space within one."""
    return tuple(tuple(form.replace("_", " ") for form in each.split()) for each in text.split(","))


def _numbers(ones: Forms, teens: Forms, tens: Forms, *, ones_first: bool) -> Iterator[tuple[str, int]]:
    for begin, each in ((0, ones), (10, teens)):
        for value, forms in enumerate(each, start=begin):
            yield from ((form, value) for form in forms)
    for ten, forms in enumerate(tens, start=2):
        yield from ((form, 10 * ten) for form in forms)
        for one in range(1, 10):
            for tens_form, ones_form in product(forms, ones[one]):
                joined = (
                    (f"{ones_form} و{tens_form}", f"{ones_form} و {tens_form}")
                    if ones_first
                    else (f"{tens_form} {ones_form}",)
                )
                yield from ((form, 10 * ten + one) for form in joined)
