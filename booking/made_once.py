"""Statements that come again and again: SQLAlchemy writes them once, from then on the driver runs them.

What SQLAlchemy does at each execution (cache key, context, metadata of the result) takes as long again as the
driver's own part, and longer where there are many columns. A statement that stands at the top of a module is
always the same object; so beside it is kept what SQLAlchemy found out about it: its SQL, how each value is
bound and read, and the names of its columns. Transactions, connections, types and errors stay SQLAlchemy's;
and whatever is not as plain goes the whole way.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, CursorResult, Dialect, Executable
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler

Way = Callable[[Any], Any] | None
"""How a value of ours becomes one of the driver's, or back; None where it is the same."""
Given = Mapping[str, Any]


class Found(IteratorResult[*tuple[Any, ...]]):
    """A result whose rows have been fetched."""

    rowcount: int


Ran = CursorResult[*tuple[Any, ...]] | Found


def run(connection: Connection, statement: Executable, given: Given | None = None) -> Ran:
    """Run it in the connection's transaction; one begins where there is none."""
    given = given or {}
    made = _made(connection, statement, tuple(given))
    if made is None:
        return connection.execute(statement, given)
    if not connection.in_transaction():
        connection.begin()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(made.sql, made.bound(given))
        found = Found(*made.result(connection.dialect, cursor))
        found.rowcount = cursor.rowcount
    except BaseException as fault:
        # Wraps what the driver raised, and gives up a connection that is cut; always raises.
        connection._handle_dbapi_exception(fault, made.sql, None, cursor, None)
    cursor.close()
    return found


class _Made:
    """A statement for one kind of database and for values of certain names.

    `fixed`: the values that stand in the statement itself. `asked`: by the name that the driver knows, the
    name under which a value is given. `positions`: the order of the names, for a driver that knows none.
    """

    def __init__(
        self,
        sql: str,
        fixed: dict[str, Any],
        asked: list[tuple[str, str, Way]],
        positions: Sequence[str] | None,
        columns: Sequence[tuple[str, Any]],
    ) -> None:
        self.sql, self._fixed, self._asked = sql, fixed, asked
        self._positions, self._columns = positions, columns
        self._shape: SimpleResultMetaData | None = None

    def bound(self, given: Given) -> Any:
        """What the driver is given."""
        values = self._fixed.copy()
        for name, key, way in self._asked:
            values[name] = given[key] if way is None else way(given[key])
        return values if self._positions is None else [values[name] for name in self._positions]

    def result(self, dialect: Dialect, cursor: Any) -> tuple[SimpleResultMetaData, Any]:
        """What SQLAlchemy makes a result of: names and types of the columns, and the rows."""
        if self._shape is None:
            codes = [column[1] for column in cursor.description or ()]
            ways = [
                type_._cached_result_processor(dialect, code)
                for (_, type_), code in zip(self._columns, codes, strict=True)
            ]
            names = [name for name, _ in self._columns]
            self._shape = SimpleResultMetaData(names, _processors=ways if any(ways) else None)
        return self._shape, iter(cursor.fetchall() if self._columns else ())


# A statement that was made for one use is gone after it, and so is what was kept of it.
_KEPT: WeakKeyDictionary[Executable, dict[tuple[str, tuple[str, ...]], _Made | None] | None] = (
    WeakKeyDictionary()
)


def _made(connection: Connection, statement: Executable, names: tuple[str, ...]) -> _Made | None:
    """None where SQLAlchemy is to run it: for the first time, when somebody listens, or what is not plain."""
    if connection.dispatch.before_cursor_execute:
        return None
    kept = _KEPT.get(statement)
    if kept is None:
        # What comes once would be compiled in vain; only what comes again is one that stays.
        _KEPT[statement] = {} if statement in _KEPT else None
        return None
    key = (connection.dialect.name, names)
    if key not in kept:
        kept[key] = _make(connection.dialect, statement, names)
    return kept[key]


def _make(dialect: Dialect, statement: Any, names: tuple[str, ...]) -> _Made | None:
    compiled = statement.compile(dialect=dialect, column_keys=list(names) if statement.is_dml else None)
    if not isinstance(compiled, SQLCompiler) or compiled.post_compile_params or compiled.escaped_bind_names:
        return None
    ways: Mapping[str, Any] = compiled._bind_processors
    defaults = _defaults(compiled, statement)
    fixed: dict[str, Any] = {}
    asked: list[tuple[str, str, Way]] = []
    for bind, name in compiled.bind_names.items():
        way = ways.get(name)
        if bind.key in names:
            asked.append((name, bind.key, way))
        elif bind.required or bind.callable or defaults is None:
            return None
        else:
            value = defaults.get(bind.key, bind.value)
            fixed[name] = value if way is None else way(value)
    columns = [(column.keyname, column.type) for column in compiled._result_columns]
    return _Made(str(compiled), fixed, asked, compiled.positiontup, columns)


def _defaults(compiled: SQLCompiler, statement: Any) -> dict[str, Any] | None:
    """By column, what is written where no value is given; None if that is not the same every time."""
    if not statement.is_dml:
        return {}
    found = {}
    for column in (*compiled.insert_prefetch, *compiled.update_prefetch):
        default: Any = column.default if statement.is_insert else column.onupdate
        if not default.is_scalar:
            return None
        found[column.key] = default.arg
    return found
