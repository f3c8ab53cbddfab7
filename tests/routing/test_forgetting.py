"""What a ticket knows of a citizen is kept as long as it was set, and no longer."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from routing import Ticket, caller_gone, forget, ticket
from tests.routing.conftest import NOW

Waits = Callable[..., Ticket]


def test_old_tickets_lose_the_citizen(session: Session, waits: Waits) -> None:
    """Number and story go; when it was and what it was about stay for the figures."""
    old = waits("CA1")
    caller_gone(session, "CA1", now=NOW)
    assert forget(session, before=NOW + timedelta(days=1)) == 1
    left = ticket(session, old.id)
    assert (left.caller, left.story, left.note) == (None, (), "")
    assert (left.skill, left.enqueued_at) == (old.skill, old.enqueued_at)
    assert forget(session, before=NOW + timedelta(days=1)) == 0


def test_open_and_recent_tickets_stay_as_they_are(session: Session, waits: Waits) -> None:
    """Nobody forgets a caller who waits, or whom an agent may still call back."""
    waiting, recent = waits("CA1"), waits("CA2")
    caller_gone(session, "CA2", now=NOW)
    assert forget(session, before=NOW) == 0
    assert ticket(session, waiting.id).caller == waiting.caller
    assert ticket(session, recent.id).caller == recent.caller
