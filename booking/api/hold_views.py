"""Holds: taken, looked at, given back."""

from dataclasses import replace
from datetime import datetime

from flask import Response, url_for
from flask_openapi3.blueprint import APIBlueprint
from sqlalchemy.orm import Session

from booking import holds
from booking.api import answers, places
from booking.api.answers import answer, place_of
from booking.api.document import HOLDS, WITH_A_BODY, answers_with
from booking.api.gate import Book, for_clients
from booking.api.moments import in_utc
from booking.api.own_holds import holder_of, name_of, new_secret, own_hold
from booking.api.places import Asked
from booking.api.problems import Problem
from booking.api.questions import HoldPath, HoldWish, Repeatable
from booking.api.replays import once
from booking.errors import HoldEnded, SlotTaken
from booking.opening import local_day
from booking.values import Held, Wish

FRESH_OFFERS = 3
REFUSED = (
    *("unknown_office", "unknown_service", "not_bookable", "too_many_places"),
    *("past_time", "no_such_hour", "ambiguous_hour", "outside_hours", "slot_taken"),
    "idempotency_key_reused",
)


def add_holds(api: APIBlueprint, book: Book) -> None:
    @api.post(
        "/holds",
        tags=[HOLDS],
        summary="Keep a place for ten minutes",
        responses=answers_with(201, answers.Hold, *WITH_A_BODY, *REFUSED),
    )
    @for_clients
    def take_hold(body: HoldWish, header: Repeatable) -> Response:
        asked = Asked(tuple(body.services), body.office)
        try:
            return once(book, header.idempotency_key, lambda session, now: _take(session, asked, body, now))
        except SlotTaken:
            offers = _fresh_offers(book, asked, in_utc(body.start))
            raise Problem("slot_taken", offers=offers) from None

    @api.get(
        "/holds/<hold>",
        tags=[HOLDS],
        summary="A hold while it is alive",
        responses=answers_with(200, answers.Hold, "unknown_hold", "hold_ended"),
    )
    @for_clients
    def get_hold(path: HoldPath) -> Response:
        with book.reading() as session:
            held = holds.held(session, own_hold(session, path.hold), now=book.clock())
        if held is None:
            raise HoldEnded
        return answer(_hold(path.hold, held))

    @api.delete(
        "/holds/<hold>",
        tags=[HOLDS],
        summary="Give a held place back; done again, it does nothing",
        responses=answers_with(204, None, "unknown_hold"),
    )
    @for_clients
    def release_hold(path: HoldPath) -> Response:
        with book.writing() as session:
            holds.release(session, own_hold(session, path.hold), now=book.clock())
        return Response(status=204)


def _take(session: Session, asked: Asked, body: HoldWish, now: datetime) -> Response:
    places.require(session, asked)
    secret = new_secret()
    held = places.hold_at(session, asked, in_utc(body.start), holder=holder_of(secret), now=now)
    name = name_of(held.id, secret)
    response = answer(_hold(name, held), 201)
    response.headers["Location"] = url_for(".get_hold", hold=name)
    return response


def _fresh_offers(book: Book, asked: Asked, start: datetime) -> list[dict[str, object]]:
    """Other places: of the same day and office, else the next ones there, else anywhere."""
    that_day, any_day = Wish(day=local_day(start)), Wish()
    anywhere = replace(asked, office=None)
    now = book.clock()
    with book.reading() as session:
        for where, wish in ((asked, that_day), (asked, any_day), (anywhere, any_day)):
            found = places.next_offers(session, where, wish=wish, count=FRESH_OFFERS, now=now)
            if found:
                return [place_of(each).model_dump() for each in found]
    return []


def _hold(name: str, held: Held) -> answers.Hold:
    return answers.Hold(hold=name, place=place_of(held.offer), **answers.until(held.until))
