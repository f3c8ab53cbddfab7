"""What is free: days, times, and the next few offers."""

from datetime import time

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from booking.api import answers, places
from booking.api.answers import answer, place_of
from booking.api.document import TIMES, answers_with
from booking.api.gate import Book, for_clients
from booking.api.places import Asked
from booking.api.questions import Wanted, WantedDay, WantedDays, WantedOffers
from booking.values import Wish

ASKED = ("unknown_office", "unknown_service", "not_bookable", "too_many_places")


def add_times(api: APIBlueprint, book: Book) -> None:
    @api.get(
        "/free-days",
        tags=[TIMES],
        summary="The days on which something is free",
        responses=answers_with(200, answers.FreeDays, *ASKED),
    )
    @for_clients
    def list_free_days(query: WantedDays) -> Response:
        asked = _asked(query)
        with book.reading() as session:
            places.require(session, asked)
            found = places.free_days(session, asked, query.first_day, query.last_day, now=book.clock())
        days = [answers.FreeDay(day=day.isoformat(), offices=offices) for day, offices in found.items()]
        return answer(answers.FreeDays(days=days))

    @api.get(
        "/free-times",
        tags=[TIMES],
        summary="All free times of a day",
        responses=answers_with(200, answers.FreeTimes, *ASKED),
    )
    @for_clients
    def list_free_times(query: WantedDay) -> Response:
        asked = _asked(query)
        with book.reading() as session:
            places.require(session, asked)
            found = places.free_times(session, asked, query.day, now=book.clock())
        times = [place_of(each) for each in found]
        return answer(answers.FreeTimes(day=query.day.isoformat(), times=times))

    @api.get(
        "/offers",
        tags=[TIMES],
        summary="The next free times: a few, not all neighbours",
        responses=answers_with(200, answers.Offers, *ASKED),
    )
    @for_clients
    def list_offers(query: WantedOffers) -> Response:
        asked = _asked(query)
        wish = Wish(
            day=query.day,
            from_time=_clock(query.from_time),
            until_time=_clock(query.until_time),
            until_day=query.until_day,
            part=query.part,
        )
        with book.reading() as session:
            places.require(session, asked)
            found = places.next_offers(
                session, asked, wish=wish, after=query.after, count=query.count, now=book.clock()
            )
        return answer(answers.Offers(offers=[place_of(each) for each in found]))


def _asked(query: Wanted) -> Asked:
    return Asked(tuple(query.service), query.office, query.kind, query.near)


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
