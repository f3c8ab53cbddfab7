"""Text messages, from the account to a telephone and back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ivr.simulator.sids import new_sid
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange


@dataclass(slots=True)
class Message:
    """`status`: "queued", "sent", "delivered", "undelivered"; "received" where a telephone has sent it."""

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


def deliver(exchange: "Exchange", message: Message, callback_url: str = "") -> None:
    """To the telephone at once; the sender is told "sent" and "delivered"."""
    with exchange.lock:
        exchange.texts.append(message)
        exchange.phone_for(message.to).publish("text", text=message.body, sender=message.from_)
        for status in ("sent", "delivered"):
            message.status = status
            if callback_url:
                exchange.courier.post(Letter("status", callback_url, "POST", _params(exchange, message)))


def _params(exchange: "Exchange", message: Message) -> dict[str, str]:
    return {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": message.status,
        "SmsStatus": message.status,
        "From": message.from_,
        "To": message.to,
        "AccountSid": exchange.account_sid,
        "ApiVersion": "2010-04-01",
    }
