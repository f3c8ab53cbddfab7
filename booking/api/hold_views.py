"""Holds: taken, looked at, kept for longer, given back."""

from dataclasses import replace
from datetime import datetime, timedelta

from flask import Response, url_for
from flask_openapi3.blueprint import APIBlueprint
from sqlalchemy.orm import Session

from booking import holds
from booking.api import answers, places
from booking.api.answers import answer, place_of
from booking.api.document import HOLDS, WITH_A_BODY, answers_with
from booking.api.gate import Book, for_clients
from booking.api.moments import in_utc
from booking.api.own_holds import holder_of, name_of, new_secret, own_hold, taken_at
from booking.api.places import Asked
from booking.api.problems import Problem
from booking.api.questions import HoldPath, HoldWish, Nothing, Repeatable
from booking.api.replays import once
from booking.errors import HoldEnded, SlotTaken
from booking.opening import local_day
from booking.values import Held, Wish

FRESH_OFFERS = 3
MINUTE = timedelta(minutes=1)
KEPT_AT_MOST = timedelta(minutes=30)  # however often a client asks, so that none sits on a place
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
            return answer(_alive(session, path.hold, book.clock()))

    @api.post(
        "/holds/<hold>/keep",
        tags=[HOLDS],
        summary="Keep a hold for ten minutes from now, half an hour from its beginning at most",
        responses=answers_with(200, answers.Hold, *WITH_A_BODY, "unknown_hold", "hold_ended"),
    )
    @for_clients
    def keep_hold(path: HoldPath, body: Nothing) -> Response:  # noqa: ARG001 - the library checks it
        with book.writing() as session:
            return answer(_keep(session, path.hold, book.clock()))

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


def _keep(session: Session, name: str, now: datetime) -> answers.Hold:
    hold = own_hold(session, name)
    left = taken_at(session, hold) + KEPT_AT_MOST - now
    holds.keep_hold(session, hold, now=now, minutes=min(holds.HOLD_MINUTES, left // MINUTE))
    return _alive(session, name, now)


def _alive(session: Session, name: str, now: datetime) -> answers.Hold:
    held = holds.held(session, own_hold(session, name), now=now)
    if held is None:
        raise HoldEnded
    return _hold(name, held)


def _fresh_offers(book: Book, asked: Asked, start: datetime) -> list[dict[str, object]]:
    """Other places: of the same day and office, else the next ones there, else near it, else anywhere."""
    that_day, any_day = Wish(day=local_day(start)), Wish()
    near, anywhere = replace(asked, near=True), replace(asked, office=None)
    now = book.clock()
    with book.reading() as session:
        for where, wish in ((asked, that_day), (asked, any_day), (near, any_day), (anywhere, any_day)):
            found = places.next_offers(session, where, wish=wish, count=FRESH_OFFERS, now=now)
            if found:
                return [place_of(each).model_dump() for each in found]
    return []


def _hold(name: str, held: Held) -> answers.Hold:
    return answers.Hold(hold=name, place=place_of(held.offer), **answers.until(held.until))
