"""Queues: create, look up, list, change, delete."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from ivr.simulator.queues import MOST_BY_DEFAULT, MOST_EVER, Queue
from ivr.simulator.rest.errors import invalid, not_found
from ivr.simulator.rest.form import Form, known_query
from ivr.simulator.rest.pages import page_of
from ivr.simulator.rest.pictures import queue_picture
from ivr.simulator.rest.published import names

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange


def queue_with(exchange: "Exchange", sid: str) -> Queue:
    if sid not in exchange.queues:
        raise not_found(request.path)
    return exchange.queues[sid]


def add_routes(api: Blueprint, exchange: "Exchange") -> None:
    @api.post("/Queues.json")
    def create_queue() -> tuple[dict[str, Any], int]:
        form = Form(names("CreateQueue"))
        name = form.required("FriendlyName", 20001)
        if exchange.existing_queue(name) is not None:
            raise invalid(22003, f"A queue with the name {name} exists already")
        return queue_picture(
            exchange.queue(name, form.whole_number("MaxSize", MOST_BY_DEFAULT, MOST_EVER))
        ), 201

    @api.get("/Queues.json")
    def list_queues() -> dict[str, Any]:
        known_query(names("ListQueue"))
        return page_of("queues", [queue_picture(queue) for queue in exchange.queues.values()])

    @api.get("/Queues/<sid>.json")
    def fetch_queue(sid: str) -> dict[str, Any]:
        return queue_picture(queue_with(exchange, sid))

    @api.post("/Queues/<sid>.json")
    def update_queue(sid: str) -> dict[str, Any]:
        queue, form = queue_with(exchange, sid), Form(names("UpdateQueue"))
        with exchange.lock:
            queue.name = form.text("FriendlyName", queue.name)
            queue.most = form.whole_number("MaxSize", queue.most, MOST_EVER)
        return queue_picture(queue)

    @api.delete("/Queues/<sid>.json")
    def delete_queue(sid: str) -> tuple[str, int]:
        with exchange.lock:
            if queue_with(exchange, sid).members:
                raise invalid(22002, "The queue is not empty")
            del exchange.queues[sid]
        return "", 204
