"""A telephone texts a number of the account: the line is asked, and its answer is delivered.

https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.simulator.messages import Message, deliver
from ivr.simulator.trouble import INVALID_NESTING, NOT_XML, Trouble
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange


def send_text(exchange: "Exchange", from_: str, to: str, body: str) -> None:
    """Deliver a text of `from_` (E.164) to the line, and the line's answers to `from_`.

    Raises LookupError. An answer that is no TwiML is no answer, and a warning.
    """
    number = exchange.numbers.get(to)
    if number is None or not number.text_url:
        raise LookupError(f"{to} takes no texts")
    if not from_.startswith("+"):
        raise LookupError("a withheld number cannot text")
    message = Message(from_, to, body, exchange.clock.at(), status="received")
    with exchange.lock:
        exchange.texts.append(message)
        exchange.phone_for(from_).publish("text", text=body, sender=from_)
    letter = Letter("message", number.text_url, number.method, _params(exchange, message))
    try:
        answers = _messages(exchange.wire.send(letter).text, number.text_url)
    except Trouble as trouble:
        exchange.warn(trouble.code, trouble.url, trouble.sentence)
        return
    for answer in answers:
        deliver(exchange, Message(to, from_, answer, exchange.clock.at()))


def _params(exchange: "Exchange", message: Message) -> dict[str, str]:
    return {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "AccountSid": exchange.account_sid,
        "From": message.from_,
        "To": message.to,
        "Body": message.body,
        "NumMedia": "0",
        "NumSegments": str(message.segments),
        "SmsStatus": "received",
        "ApiVersion": "2010-04-01",
    }


def _messages(twiml: str, url: str) -> list[str]:
    """The bodies of the `<Message>`s. Raises Trouble."""
    try:
        root = ElementTree.fromstring(twiml.strip())  # noqa: S314 - expat limits entity expansion by itself
    except ElementTree.ParseError as fault:
        raise Trouble(NOT_XML, url, f"no XML: {fault}") from fault
    if root.tag != "Response":
        raise Trouble(NOT_XML, url, f"<{root.tag}> where <Response> must stand")
    for child in root:
        if child.tag != "Message":
            raise Trouble(INVALID_NESTING, url, f"<{child.tag}> in the answer to a text")
    return ["".join(child.itertext()).strip() for child in root]
