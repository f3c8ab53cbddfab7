"""The shipped menu and texts, loaded once."""

from pathlib import Path

import pytest

from ivr.dialog import Script, load
from tests.dialog.office import Office
from tests.dialog.telephone import Telephone
from voice_prompts import FOLDER, Catalog

MENUS = Path(__file__).parents[2] / "ivr" / "menus"


@pytest.fixture(scope="session")
def prompts() -> Catalog:
    return Catalog.load(FOLDER)


@pytest.fixture(scope="session")
def termine(prompts: Catalog) -> Script:
    return load(MENUS / "termine.toml", "termine", prompts=prompts)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def phone(termine: Script, prompts: Catalog, office: Office) -> Telephone:
    return Telephone(termine, prompts, office)
