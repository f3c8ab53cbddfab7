"""How the actions of a turn ended, kept with the turn: what a replay needs that the state does not tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ivr.dialog import ACTIONS, JSON, Actions, Outcome


@dataclass(frozen=True, slots=True)
class Done:
    """One action that was run in a turn, with its outcome and the values that it gave."""

    action: str
    outcome: Outcome


@dataclass(slots=True)
class Recording:
    """Actions that are run as always, and noted."""

    actions: Actions
    done: list[Done] = field(default_factory=list)

    def run(self, action: str, values: Mapping[str, JSON], language: str) -> Outcome:
        outcome = self.actions.run(action, values, language)
        self.done.append(Done(action, outcome))
        return outcome

    def spoken(self, named: str, values: Mapping[str, JSON], language: str) -> Sequence[Mapping[str, Any]]:
        return self.actions.spoken(named, values, language)


def written(done: Iterable[Done], after: Mapping[str, JSON]) -> list[Any]:
    """What was done as JSON, without the values that stand just so in the state `after` the turn.

    A list of places is a kB; in a turn that ends with its question it is in the state already.
    """
    return [
        [
            each.action,
            each.outcome.name,
            {
                name: value
                for name, value in each.outcome.values.items()
                if name not in _given(each.action, each.outcome.name) or after.get(name) != value
            },
        ]
        for each in done
    ]


def read(rows: Iterable[Any], after: Mapping[str, JSON]) -> list[Done]:
    """What `written` wrote, made whole again by the state `after` the turn."""
    done: list[Done] = []
    for action, outcome, values in rows:
        kept = {name: after.get(name) for name in _given(action, outcome)}
        done.append(Done(action, Outcome(outcome, {**kept, **values})))
    return done


def _given(action: str, outcome: str) -> tuple[str, ...]:
    spec = ACTIONS.get(action)
    return spec.outcomes.get(outcome, ()) if spec is not None else ()
