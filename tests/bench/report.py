"""What a benchmark says: a row each, as a table on screen and in build/bench.json."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parents[2] / "build" / "bench.json"


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `reference` in `unit`; `goal` is the least `ratio` of the two that is good enough.

    `at_most`: where `ours` itself has a goal, in `unit`.
    """

    name: str
    ours: float
    reference: float
    ratio: float
    unit: str
    goal: float | None
    at_most: float | None = None

    @property
    def reached(self) -> bool:
        as_a_ratio = self.goal is None or self.ratio >= self.goal
        return as_a_ratio and (self.at_most is None or self.ours <= self.at_most)


def report(rows: Sequence[Row]) -> None:
    """Print the table, write the file."""
    width = max(len(row.name) for row in rows)
    lines = [f"{'':{width}}  {'ours':>10}  {'reference':>10}  {'ratio':>6}  {'goal':>6}"]
    for row in rows:
        goal = f"{row.goal:6.2f}" if row.goal is not None else "      "
        if row.at_most is not None:
            goal = f"<= {row.at_most:3g}"
        verdict = "" if row.reached else "  NOT REACHED"
        figures = f"{row.ours:10.1f}  {row.reference:10.1f}  {row.ratio:6.2f}  {goal}  {row.unit}{verdict}"
        lines.append(f"{row.name:{width}}  {figures}")
    sys.stdout.write("\n".join(lines) + "\n")
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n")
