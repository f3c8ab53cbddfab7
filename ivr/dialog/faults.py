"""What can be wrong with a menu, and how it is told. A fault has a code; the wording is in one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WORDING: Mapping[str, str] = {
    "not_toml": "the file cannot be read: {detail}",
    "no_kind": "a step is one of say, menu, ask, do, handoff, end; this is none",
    "two_kinds": "a step is only one of say, menu, ask, do, handoff, end; this is {detail}",
    "unknown_field": "{detail} means nothing here",
    "missing_field": "{detail} is missing",
    "wrong_type": "{detail}",
    "unknown_target": "leads to {detail}, and there is no such step",
    "unknown_action": "there is no action {detail}",
    "outcome_not_handled": "the outcome {detail} is not handled",
    "unknown_outcome": "there is no outcome {detail}",
    "unknown_list": "there is no list {detail}",
    "unknown_language": "there is no language {detail}",
    "unreachable": "no way leads here",
    "no_way_out": "no way leads from here to an end or an agent",
    "never_waits": "a circle in which nobody is asked anything: {detail}",
    "prompt_missing": "there is no prompt {detail}",
    "words_missing": "there are no words to listen for: {detail}",
    "choices_not_made": "the choices are not made by the action directly before: {detail}",
    "value_unknown": "the value {detail} is not known on every way to this step",
    "need_unknown": "the action needs {detail}, which is not known on every way to this step",
    "key_twice": "the key {detail} stands for two things",
    "key_reserved": "the key {detail} belongs to every step: 0 agent, * repeat, # back",
    "not_a_key": "{detail} is not one key",
    "key_in_number": "the key {detail} cannot be told from the beginning of the number that is asked for",
    "bad_times": "these are no times: {detail}",
    "never_known": "no call of this menu ever knows {detail}: nobody gets this option",
    "no_options": "there is nothing to choose",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in a menu. `line` counts from 1; `step` is "" where the file as a whole is meant."""

    line: int
    step: str
    code: str
    detail: str = field(default="")

    @property
    def message(self) -> str:
        """The fault in one sentence."""
        return WORDING[self.code].format(detail=self.detail)

    def __str__(self) -> str:
        return f"line {self.line}, step {self.step or '-'}: {self.message}"


class ScriptFaults(ValueError):
    """The text is no menu; `faults` names everything that is wrong with it."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name, self.faults = name, sorted(faults)
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))
