"""Bring a database to the shape that this code needs: `python -m ivr.migrate`, or `upgrade` from code."""

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from ivr.settings import ROOT, Settings, SettingsFault


def config(url: str) -> Config:
    """Alembic's configuration for the database at `url`."""
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    settings.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return settings


def upgrade(url: str) -> None:
    """Migrate to the head; makes the folder of an SQLite file, if that is missing."""
    file = make_url(url).database
    if url.startswith("sqlite") and file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(url), "head")


def main() -> int:
    try:
        upgrade(Settings.from_environment(os.environ).database_url)
    except SettingsFault as fault:
        sys.stderr.write(f"Nothing was migrated:\n{fault}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
