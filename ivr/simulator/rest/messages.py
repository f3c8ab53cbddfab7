"""Text messages."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from ivr.simulator.messages import Message, deliver
from ivr.simulator.rest.errors import invalid, not_found
from ivr.simulator.rest.form import Form, known_query
from ivr.simulator.rest.numbers import own_number, textable_number
from ivr.simulator.rest.pages import page_of
from ivr.simulator.rest.pictures import message_picture
from ivr.simulator.rest.published import names

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

MOST_CHARACTERS = 1600
TO_LIST = frozenset({"To", "From", "DateSent"})


def add_routes(api: Blueprint, exchange: "Exchange") -> None:
    @api.post("/Messages.json")
    def create_message() -> tuple[dict[str, Any], int]:
        form = Form(names("CreateMessage"))
        message = Message(
            from_=own_number(exchange, form.required("From", 21603), 21606),
            to=textable_number(form.required("To", 21604)),
            body=form.required("Body", 21602),
            created=exchange.clock.at(),
        )
        if len(message.body) > MOST_CHARACTERS:
            raise invalid(21617, f"The message body exceeds the {MOST_CHARACTERS} character limit")
        picture = message_picture(message, exchange.account_sid)
        deliver(exchange, message, form.url("StatusCallback", 21609))
        return picture, 201

    @api.get("/Messages.json")
    def list_messages() -> dict[str, Any]:
        wanted = known_query(TO_LIST)
        texts = [text for text in reversed(exchange.texts) if text.to == wanted.get("To", text.to)]
        return page_of("messages", [message_picture(text, exchange.account_sid) for text in texts])

    @api.get("/Messages/<sid>.json")
    def fetch_message(sid: str) -> dict[str, Any]:
        found = next((text for text in exchange.texts if text.sid == sid), None)
        if found is None:
            raise not_found(request.path)
        return message_picture(found, exchange.account_sid)
