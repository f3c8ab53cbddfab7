"""When a cancelled place comes back: after a time that nobody can know, so that none is traded or waited for.

The office sets the window; 0 minutes switch it off. ZMS (Munich, Berlin) blocks for a fixed 30 minutes.
"""

from datetime import datetime, timedelta
from random import Random, SystemRandom

from sqlalchemy.orm import Session

from booking import schedule

CHANCE = SystemRandom()


def back_at(session: Session, office: str, *, now: datetime, chance: Random = CHANCE) -> datetime | None:
    """A moment drawn evenly from the office's window; None: at once."""
    rules = schedule.rules_of(session)[office]
    if not rules.return_after_max:
        return None
    window = timedelta(minutes=rules.return_after_max - rules.return_after_min)
    return now + timedelta(minutes=rules.return_after_min) + window * chance.random()
