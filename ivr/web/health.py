"""Is the process there (`/healthz`), and can it do its work (`/readyz`)."""

from typing import Literal

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from ivr.settings import ROOT
from routing.guards import open_to_all

MIGRATIONS = ROOT / "migrations"


def heads() -> frozenset[str]:
    """The revisions that a database must stand at for this code."""
    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())


def state_of(engine: Engine, wanted: frozenset[str]) -> Literal["ready", "away", "behind"]:
    """`away`: the database does not answer within the engine's own bounds; `behind`: it is not migrated."""
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            current = frozenset(MigrationContext.configure(connection).get_current_heads())
    except SQLAlchemyError:
        return "away"
    return "ready" if current == wanted else "behind"


def health_blueprint(engine: Engine) -> Blueprint:
    """`/healthz` asks nobody; `/readyz` is 200 only when the database answers and is migrated to the head."""
    health = Blueprint("health", __name__)
    wanted = heads()

    @health.get("/healthz")
    @open_to_all
    def alive() -> ResponseReturnValue:
        return {"state": "alive"}

    @health.get("/readyz")
    @open_to_all
    def ready() -> ResponseReturnValue:
        state = state_of(engine, wanted)
        return {"state": state}, 200 if state == "ready" else 503

    return health
