"""Rules change seldom and are asked for at every turn of every call: so a process may keep them for a moment.

An engine says how long: `connect(url).execution_options(rules_kept_s=2.0)`. Without that, everything is read
anew. Appointments and claims are never kept.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

T = TypeVar("T")
Load = Callable[[Session], T]

_KEPT: WeakKeyDictionary[Engine, dict[Load[Any], tuple[float, Any]]] = WeakKeyDictionary()


def kept(session: Session, load: Load[T]) -> T:
    """What `load` reads, or what it read not longer ago than the engine allows. Nobody may change it."""
    bind = session.get_bind()
    seconds = bind.get_execution_options().get("rules_kept_s", 0.0)
    if not seconds or not isinstance(bind, Engine):
        return load(session)
    shelf = _KEPT.setdefault(bind, {})
    read_at, value = shelf.get(load, (-seconds, None))
    if monotonic() - read_at >= seconds:
        value = load(session)
        shelf[load] = (monotonic(), value)
    return value  # type: ignore[no-any-return]


def read_anew(session: Session) -> None:
    """After a commit that changed rules: this process reads them anew, others after their moment."""
    bind = session.get_bind()
    if isinstance(bind, Engine):
        _KEPT.pop(bind, None)
