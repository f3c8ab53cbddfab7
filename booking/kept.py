"""Rules change seldom and are asked for at every turn of every call: so a process may keep them for a moment.

An engine says how long: `connect(url).execution_options(rules_kept_s=2.0)`. Without that, everything is read
anew. Appointments and claims are never kept.

Whoever changes rules says so first (`changing`): the transaction then reads what it has changed, and keeps
nothing of that, for it may still be rolled back. After its commit this process reads anew at once.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, SessionTransaction

T = TypeVar("T")
Load = Callable[[Session], T]

_KEPT: WeakKeyDictionary[Engine, dict[Load[Any], tuple[float, Any]]] = WeakKeyDictionary()
_CHANGING: WeakSet[SessionTransaction] = WeakSet()


def kept(session: Session, load: Load[T]) -> T:
    """What `load` reads, or what it read not longer ago than the engine allows. Nobody may change it."""
    bind = session.get_bind()
    seconds = bind.get_execution_options().get("rules_kept_s", 0.0)
    if not seconds or not isinstance(bind, Engine) or session.get_transaction() in _CHANGING:
        return load(session)
    shelf = _KEPT.setdefault(_keeper(bind), {})
    read_at, value = shelf.get(load, (-seconds, None))
    if monotonic() - read_at >= seconds:
        value = load(session)
        shelf[load] = (monotonic(), value)
    return value  # type: ignore[no-any-return]


def changing(session: Session) -> None:
    """Until its end this transaction keeps no rules and trusts none that were kept."""
    session.connection()  # begins the transaction, where nothing has yet
    transaction = session.get_transaction()
    if transaction is not None and transaction not in _CHANGING:
        _CHANGING.add(transaction)
        if not event.contains(session, "after_commit", read_anew):
            event.listen(session, "after_commit", read_anew)


def read_anew(session: Session) -> None:
    """This process reads all rules anew; others do after their moment."""
    bind = session.get_bind()
    if isinstance(bind, Engine):
        _KEPT.pop(_keeper(bind), None)


def _keeper(engine: Engine) -> Engine:
    """Engines at the same database that share what is kept say so."""
    keeper: Engine = engine.get_execution_options().get("kept_with", engine)
    return keeper
