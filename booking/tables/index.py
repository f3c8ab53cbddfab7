"""An index of both databases."""

from sqlalchemy import Index, text


def partial_index(name: str, column: str, condition: str) -> Index:
    """Only the rows that meet `condition`: the few that are pending, however long the past."""
    return Index(name, column, sqlite_where=text(condition), postgresql_where=text(condition))
