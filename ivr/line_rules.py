"""The table [<line>.routing] in the file of lines: how its calls are given to agents."""

from collections.abc import Callable, Mapping
from typing import Any

from routing.rules import Level, Rules, Wider

LONGEST_S = 14 * 24 * 3600
MOST_STEPS_OF_PRIORITY = 20


class RuleFault(ValueError):
    """What is wrong, in a sentence; `key` is where in the table."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


def read_rules(table: object) -> Rules:
    """The rules as they are written; what is left out is as in `Rules`. Raises `RuleFault`."""
    values = _known(table, "", _READERS)
    given = {_FIELDS.get(key, key): _READERS[key](key, value) for key, value in values.items()}
    rules = Rules(**given)
    waits = [each.after_s for each in rules.wider]
    if waits != sorted(set(waits)):
        raise RuleFault("wider", "each step of wider is to come after the one before it")
    return rules


def _known(table: object, key: str, known: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(table, Mapping):
        raise RuleFault(key, f"{key or 'routing'} is to be a table")
    for name in table:
        if name not in known:
            raise RuleFault(key or name, f"there is no setting {name!r}; there are {', '.join(known)}")
    return table


def _seconds(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LONGEST_S:
        raise RuleFault(key, f"{key} is to be seconds from 1 to {LONGEST_S}, not {value!r}")
    return value


def _level(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in list(Level):
        raise RuleFault(key, f"{key} is to be 1 (a little), 2 (well) or 3 (best), not {value!r}")
    return Level(value)


def _priorities(key: str, value: object) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise RuleFault(key, f"{key} is to name steps by topic, as {{ kfz = 1 }}")
    for topic, steps in value.items():
        if not isinstance(steps, int) or isinstance(steps, bool) or abs(steps) > MOST_STEPS_OF_PRIORITY:
            raise RuleFault(key, f"the priority of {topic} is to be a whole number up to 20, not {steps!r}")
    return dict(value)


def _instead(key: str, value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(each, str) for each in value.values()):
        raise RuleFault("wider", f'{key} is to name one for another, as {{ kfz = "citizen" }}')
    return dict(value)


def _wider(key: str, value: object) -> tuple[Wider, ...]:
    if not isinstance(value, list):
        raise RuleFault(key, "wider is to be a list of steps, as [{ after_s = 90, level = 1 }]")
    return tuple(_one_wider(each) for each in value)


def _one_wider(table: object) -> Wider:
    known = {"after_s": None, "level": None, "topics": None, "languages": None}
    values = _known(table, "wider", known)
    if "after_s" not in values or len(values) == 1:
        raise RuleFault("wider", "a step of wider needs after_s, and level, topics or languages")
    try:
        return Wider(
            after_s=_seconds("after_s", values["after_s"]),
            least=_level("level", values["level"]) if "level" in values else None,
            topics=_instead("topics", values.get("topics", {})),
            languages=_instead("languages", values.get("languages", {})),
        )
    except RuleFault as fault:
        raise RuleFault("wider", str(fault)) from fault


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "level": _level,
    "wider": _wider,
    "priorities": _priorities,
    "step_s": _seconds,
    "own_agent_s": _seconds,
    "own_lead_s": _seconds,
    "again_s": _seconds,
    "wrap_up_s": _seconds,
}
_FIELDS = {"level": "least"}
