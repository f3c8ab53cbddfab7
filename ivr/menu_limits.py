"""How much a menu may ask of its callers: limits, and whether one that is passed is a warning or a stop.

    [termine.limits]
    options = 5                                  # fixed options of one question, and choices read out
    words = { at_most = 20, then = "warn" }      # in a sentence
    seconds = { at_most = 40, then = "stop" }    # of listening in one turn
    turns = 40                                   # from the greeting through any situation to its end

A number alone warns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias, cast

Then: TypeAlias = Literal["warn", "stop"]
THEN = ("warn", "stop")


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that is allowed, and what follows where it is passed."""

    at_most: int
    then: Then = "warn"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a line."""

    options: Limit = Limit(5)
    words: Limit = Limit(20)
    seconds: Limit = Limit(40)
    turns: Limit = Limit(40)


PLAIN = Limits()


def read_limits(table: Mapping[str, Any]) -> Limits:
    """From the table `limits` of a line. Raises ValueError with a clear sentence."""
    known = [each.name for each in fields(Limits)]
    if strange := sorted(set(table) - set(known)):
        raise ValueError(f"limits: {strange[0]} is none; there are {', '.join(known)}")
    return Limits(**{name: _limit(name, value) for name, value in table.items()})


def _limit(name: str, value: object) -> Limit:
    at_most, then = (
        (value.get("at_most"), value.get("then", "warn")) if isinstance(value, dict) else (value, "warn")
    )
    known = not isinstance(value, dict) or not value.keys() - {"at_most", "then"}
    if not known or not isinstance(at_most, int) or at_most is True or at_most < 1 or then not in THEN:
        raise ValueError(f'limits.{name} is a number from 1, or {{ at_most = 5, then = "warn" or "stop" }}')
    return Limit(at_most, cast("Then", then))
