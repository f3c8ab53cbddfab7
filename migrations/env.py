"""Where migrations run: on DATABASE_URL, or on the address that the caller of Alembic sets."""

from alembic import context

import booking.api.tables as _api
import booking.tables as _booking
import ivr.console.picture.tables as _picture
import ivr.editions.tables as _editions
import ivr.experiments.tables as _experiments
import ivr.kept_languages as _languages
import ivr.recordings.tables as _recordings
import ivr.replay.tables as _replay
import ivr.tables as _ivr
import routing.audit_table as _audit
import routing.desk_tables as _desk
import routing.people_tables as _people
import routing.spoken_names as _names
import routing.tables as _routing
import routing.talks.tables as _talks
import routing.tapes.tables as _tapes
from booking.db import Base, UtcTime, connect

TABLES = (
    _api,
    _audit,
    _booking,
    _desk,
    _editions,
    _ivr,
    _languages,
    _names,
    _picture,
    _people,
    _replay,
    _recordings,
    _routing,
    _talks,
    _tapes,
    _experiments,
)  # imported, so that the metadata knows all tables


def as_plain_type(kind: str, item: object, _context: object) -> str | bool:
    """Migrations must not change with our code: an aware-UTC column is written as the plain type beneath."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


def run() -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    if not url:
        raise SystemExit("Set sqlalchemy.url, or use `python -m ivr.migrate`.")
    engine = connect(url, wait_s=60)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=as_plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
