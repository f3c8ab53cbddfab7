"""The migrations lead to the models, on both databases."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask

from booking.db import Base, connect
from ivr.migrate import config, upgrade
from ivr.web.health import heads, health_blueprint


def test_migrations_lead_to_the_models(empty_database_url: str) -> None:
    """A database that was migrated from nothing has exactly the tables, columns and indexes of the models."""
    upgrade(empty_database_url)
    engine = connect(empty_database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_migrating_twice_changes_nothing(empty_database_url: str) -> None:
    """Each start migrates; where nothing is new, nothing happens."""
    upgrade(empty_database_url)
    upgrade(empty_database_url)


def test_there_is_one_head() -> None:
    """Two branches of work have not both added a last migration."""
    assert len(heads()) == 1


def readiness(url: str) -> tuple[int, str]:
    engine = connect(url)
    app = Flask(__name__)
    app.register_blueprint(health_blueprint(engine))
    answer = app.test_client().get("/readyz")
    engine.dispose()
    return answer.status_code, answer.get_json()["state"]


def test_it_is_ready_only_when_migrated_to_the_head(empty_database_url: str) -> None:
    """A load balancer sends nobody to a line whose database is of another shape."""
    assert readiness(empty_database_url) == (503, "behind")
    upgrade(empty_database_url)
    assert readiness(empty_database_url) == (200, "ready")
    command.stamp(config(empty_database_url), "base")
    assert readiness(empty_database_url) == (503, "behind")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_answers_while_the_database_is_away(path: str) -> None:
    """The process says that it lives, and that it cannot work; it neither hangs nor breaks."""
    engine = connect("postgresql+psycopg://nobody@127.0.0.1:1/none")
    app = Flask(__name__)
    app.register_blueprint(health_blueprint(engine))
    answer = app.test_client().get(path)
    engine.dispose()
    wanted = {"/healthz": (200, "alive"), "/readyz": (503, "away")}
    assert (answer.status_code, answer.get_json()["state"]) == wanted[path]
