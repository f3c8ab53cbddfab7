"""The tokens of a sentence while rules are tried on them."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from ivr.understanding.when.pieces import Mark, Piece
from ivr.understanding.when.scan import Lexicon, Token

SMALL = frozenset({"article", "of", "on", "in", "filler"})
NOTHING = Token("end", None, "")


class Found(NamedTuple):
    """What a rule has found, and the token after it."""

    pieces: tuple[Piece, ...]
    end: int


class Sentence(NamedTuple):
    """Tokens, read on a day. Beyond its ends there are tokens of the kind "end"."""

    tokens: list[Token]
    today: date
    known: Lexicon

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else NOTHING

    def kind(self, index: int) -> str:
        return self.at(index).kind

    def value(self, index: int) -> Any:
        return self.at(index).value

    def is_mark(self, index: int, *names: str) -> bool:
        """Whether a small word of one of these names stands there; a hyphen is "to", a stroke "slash"."""
        token = self.at(index)
        if token.kind == "sign":
            return {"-": "to", "/": "slash"}.get(token.text) in names
        return token.kind == "mark" and token.value in names

    def is_sign(self, index: int, sign: str) -> bool:
        return self.kind(index) == "sign" and self.at(index).text == sign

    def is_number(self, index: int, low: int, high: int) -> bool:
        token = self.at(index)
        return token.kind == "number" and isinstance(token.value, int) and low <= token.value <= high

    def is_ordinal(self, index: int, low: int, high: int) -> bool:
        token = self.at(index)
        return token.kind == "ordinal" and low <= token.value <= high

    def skip(self, index: int, *kinds: str) -> int:
        """The first index from `index` on that is none of these kinds."""
        while self.kind(index) in kinds:
            index += 1
        return index

    def skip_back(self, index: int, *kinds: str) -> int:
        """The last index up to `index` that is none of these kinds."""
        while self.kind(index) in kinds:
            index -= 1
        return index

    def skip_small(self, index: int) -> int:
        """The first index that is no article, preposition or other word without a meaning of its own."""
        while self.is_small(index):
            index += 1
        return index

    def is_small(self, index: int) -> bool:
        token = self.at(index)
        return token.kind in SMALL or (token.kind == "word" and token.text in self.known.fillers)

    def year(self, index: int) -> tuple[int | None, int]:
        """A year in four digits or in words, and what follows it."""
        return (self.value(index), index + 1) if self.is_number(index, 1900, 2099) else (None, index)


Rule: TypeAlias = Callable[[Sentence, int], Found | None]

GAP = Mark("gap")
TO = Mark("to")


def found(end: int, *pieces: Piece) -> Found:
    return Found(pieces, end)
