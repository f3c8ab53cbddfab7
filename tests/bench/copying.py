"""Rows of a table once more, under other keys: many calls out of a few."""

from sqlalchemy import Connection, text


def copy_rows(connection: Connection, table: str, key: str, new_key: str, which: str, times: int) -> None:
    """Copy the rows for which the condition `which` holds so many `times`.

    `new_key` is the SQL of the copy's `key`, made of the number `i` of the copy, from 0 on.
    """
    columns = text("SELECT column_name FROM information_schema.columns WHERE table_name = :table")
    names = connection.scalars(columns, {"table": table}).all()
    others = ", ".join(f'"{name}"' for name in names if name != key)
    connection.execute(
        text(
            f"INSERT INTO {table} ({key}, {others}) "
            f"SELECT {new_key}, {others} FROM {table}, generate_series(0, :last) i WHERE {which}"
        ),
        {"last": times - 1},
    )
