"""One-time links: with one, somebody sets the password of a new account, or a new one for a forgotten.

There is no mail in this system: an administrator is shown the link once and hands it on by whatever way is
trusted in the house.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.moves import changed
from routing.people_tables import LinkRow
from routing.staff import Staff, staff_of

GOOD_FOR = timedelta(days=3)


def new_link(session: Session, staff_id: int, *, now: datetime) -> str:
    """The token of a new link, told here and never again. Earlier links of theirs open nothing any more."""
    earlier = update(LinkRow).where(LinkRow.staff_id == staff_id, LinkRow.used_at.is_(None))
    changed(session, earlier.values(used_at=now))
    token = secrets.token_urlsafe(32)
    session.add(LinkRow(staff_id=staff_id, token_hash=_hash(token), made_at=now, ends_at=now + GOOD_FOR))
    session.flush()
    return token


def whose(session: Session, token: str, *, now: datetime) -> Staff | None:
    """Whose password this link sets; None once it was used, is over, or was replaced by another."""
    row = session.scalar(select(LinkRow).where(LinkRow.token_hash == _hash(token)))
    if row is None or row.used_at is not None or row.ends_at <= now:
        return None
    return staff_of(session, row.staff_id)


def use_up(session: Session, token: str, *, now: datetime) -> bool:
    """Of two who open the same link at once, one may go on."""
    mine = (LinkRow.token_hash == _hash(token), LinkRow.used_at.is_(None))
    return changed(session, update(LinkRow).where(*mine).values(used_at=now)) == 1


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
