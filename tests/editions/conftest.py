"""What ships, read once."""

import pytest

from ivr.editions import Shipped, read_shipped
from ivr.settings import ROOT


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    return read_shipped(ROOT / "ivr" / "lines.toml")
