"""The supervisor's pages are tested over one SQLite file, as the desk's are."""

from tests.routing.desk.fixtures import (
    browser_of,
    clock,
    database_url,
    filled_desk,
    line,
    people,
    softphones,
)

__all__ = ["browser_of", "clock", "database_url", "filled_desk", "line", "people", "softphones"]
