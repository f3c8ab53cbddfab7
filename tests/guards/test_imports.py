"""Imports run one way."""

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]


def test_imports_keep_the_contracts(monkeypatch: pytest.MonkeyPatch) -> None:
    """ivr leads to routing leads to booking, the prompts are a leaf, and the pure modules stay pure."""
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0, "see `make check`"
