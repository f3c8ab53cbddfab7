"""A menu, read from its file: steps by name, and the defaults that hold for all of them."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ivr.dialog.actions import ActionSpec
from ivr.dialog.faults import Fault, ScriptFaults
from ivr.dialog.prompts import Prompts
from ivr.dialog.read_steps import read_step
from ivr.dialog.steps import Step
from ivr.dialog.tables import Table
from ivr.dialog.vocabulary import ACTIONS
from voice_prompts import toml_lines


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every step.

    `start` is the first step, `agent` where 0 leads, `give_up` where the last failed try leads and a call
    that takes more than `turns` turns, `fault` where a turn leads that failed.
    """

    start: str
    agent: str
    give_up: str
    fault: str
    tries: int
    turns: int

    def targets(self) -> Mapping[str, str]:
        """The steps that are reached without being named by a step."""
        return {"start": self.start, "agent": self.agent, "give_up": self.give_up, "fault": self.fault}


@dataclass(frozen=True, slots=True)
class Script:
    """A menu. `version` is made from its text; `lines` says where in the text everything stands."""

    name: str
    version: str
    defaults: Defaults
    steps: Mapping[str, Step]
    lines: Mapping[toml_lines.Path, int]

    @property
    def id(self) -> str:
        """name@version, as a call remembers it."""
        return f"{self.name}@{self.version}"

    def line(self, *path: str) -> int:
        """Where a step, or something in it, stands."""
        return toml_lines.line_of(self.lines, path)


def load(
    source: Path | str, name: str, *, prompts: Prompts, actions: Mapping[str, ActionSpec] = ACTIONS
) -> Script:
    """Read a menu from a file (Path) or from its text (str). Raises ScriptFaults where it is none.

    What can only be seen in the whole (targets, ways out, prompts), `check` looks at.
    """
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    script, faults = read(text, name, prompts=prompts, actions=actions)
    if script is None or faults:
        raise ScriptFaults(name, faults)
    return script


def read(
    text: str, name: str, *, prompts: Prompts, actions: Mapping[str, ActionSpec] = ACTIONS
) -> tuple[Script | None, list[Fault]]:
    """As much of a menu as can be read, and what is wrong with the rest; None where it is not even TOML.

    A field that cannot be read is empty in the script, a step of no kind is not in it.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        return None, [_syntax_fault(trouble, text)]
    lines = toml_lines.locate(text)
    faults: list[Fault] = []
    tables = {key: _table(key, content[key], lines, faults) for key in content}
    defaults = _defaults(tables.pop("defaults", _table("defaults", {}, lines, faults)))
    steps = {key: read_step(table, prompts, actions) for key, table in tables.items()}
    known = {key: step for key, step in steps.items() if step is not None}
    version = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Script(name, version, defaults, known, lines), faults


def _table(key: str, content: object, lines: Mapping[toml_lines.Path, int], faults: list[Fault]) -> Table:
    if isinstance(content, dict):
        return Table(content, (key,), lines, faults)
    faults.append(Fault(toml_lines.line_of(lines, (key,)), key, "wrong_type", f"{key} must be a table"))
    return Table({}, (key,), lines, [])


def _defaults(table: Table) -> Defaults:
    defaults = Defaults(
        start=table.text("start"),
        agent=table.text("agent"),
        give_up=table.text("give_up"),
        fault=table.text("fault"),
        tries=table.integer("tries", 3),
        turns=table.integer("turns", 100),
    )
    table.done()
    return defaults


def _syntax_fault(trouble: tomllib.TOMLDecodeError, text: str) -> Fault:
    at = re.search(r"at line (\d+)", str(trouble))
    return Fault(int(at[1]) if at else text.count("\n") + 1, "", "not_toml", str(trouble))
