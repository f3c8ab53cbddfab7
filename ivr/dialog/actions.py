"""What a dialog may have done for it, and by which names: the seam to booking and routing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ivr.dialog.values import JSON


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an action ended. `values` join those of the call; None takes a value away."""

    name: str
    values: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What an action promises to the menus that use it.

    `outcomes` names each way it may end and the values that it then gives. `needs` must be known before it
    runs, `may_use` need not. What ended in an outcome of `undone_by` is taken back by the action named there
    when the caller goes back behind it; behind a `lasting` outcome there is no way back; what is not
    `repeatable` is not run again when the caller comes back to the question after it.
    """

    outcomes: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...] = ()
    may_use: tuple[str, ...] = ()
    undone_by: Mapping[str, str] = field(default_factory=dict)
    lasting: tuple[str, ...] = ()
    repeatable: bool = True


class Actions(Protocol):
    """Does what a menu asks for, in the language that the caller has just chosen.

    An exception is a fault; everything expected is an outcome.
    """

    def run(self, action: str, values: Mapping[str, JSON], language: str) -> Outcome: ...

    def spoken(self, named: str, values: Mapping[str, JSON], language: str) -> Sequence[Mapping[str, Any]]:
        """The choices of the list `named` with all their words, of which none are kept in the call.

        Asked for at each turn in which they can be said; a look-up that changes nothing.
        """
        ...
