"""The ground that the other tests stand on."""

from sqlalchemy import Engine, inspect, text

from booking.db import Base
from tests.postgresql import Server


def test_a_database_is_fresh_and_has_all_tables(engine: Engine) -> None:
    """Each test meets a database of its own in which every table of the models exists."""
    assert set(inspect(engine).get_table_names()) == set(Base.metadata.tables)


def test_postgresql_can_be_stopped_and_started_again(postgresql_server: Server) -> None:
    """A server of one's own comes back after a stop at the same address."""
    import psycopg

    address = postgresql_server.url().replace("+psycopg", "")
    postgresql_server.stop()
    try:
        psycopg.connect(address).close()
        raise AssertionError("a stopped server answered")
    except psycopg.OperationalError:
        pass
    postgresql_server.start()
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_postgresql_keeps_time_in_utc(postgresql_url: str) -> None:
    """The zone of the machine never reaches the database's answers."""
    from booking.db import connect

    engine = connect(postgresql_url)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW timezone")).scalar() == "UTC"
    engine.dispose()
