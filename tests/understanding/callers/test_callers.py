"""What callers say, by kind: sentences that were written before the rules were looked at, set by set.

How many of a set were right when it was new says how well the rules fit what nobody has thought of. The
figures are in `least.toml`, with the share that is right since; that may not fall.
"""

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.understanding.callers.kinds import HERE, rows, understood

TABLES = sorted(HERE.glob("*/*.txt"))
LEAST: Mapping[str, Mapping[str, list[float]]] = tomllib.loads(
    (HERE / "least.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.parent.name}-{table.stem}")
def test_callers(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    """The share of a table that is understood; of several services that are offered one may be right."""
    said = [(text, meant, understood(table.stem, text)) for text, meant in rows(table)]
    wrong = [
        f"  {text}: {found or '-'}, and not {meant}" for text, meant, found in said if found not in meant
    ]
    right = 1 - len(wrong) / len(said)
    with capsys.disabled():
        sys.stdout.write(f"\n{table.parent.name} {table.stem}: {right:.1%} of {len(said)}")
        sys.stdout.write("".join(f"\n{line}" for line in wrong))
    assert round(100 * right, 1) >= LEAST[table.parent.name][table.stem][1]
