"""Text messages, from the account to a telephone."""

from dataclasses import dataclass, field
from datetime import datetime

from ivr.simulator.sids import new_sid


@dataclass(slots=True)
class Message:
    """`status`: "queued", "sent", "delivered", "undelivered"."""

    from_: str
    to: str
    body: str
    created: datetime
    status: str = "queued"
    sid: str = field(default_factory=lambda: new_sid("SM"))

    @property
    def segments(self) -> int:
        """Counted for letters outside of the telephone alphabet: 70 characters, 67 in each of several."""
        return 1 if len(self.body) <= 70 else -(-len(self.body) // 67)
