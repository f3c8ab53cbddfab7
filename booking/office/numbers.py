"""People who come without an appointment: they get a number, and are called in its order."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking import editing
from booking.catalogue import office, services
from booking.errors import UnknownReference
from booking.office import words
from booking.office.house import House
from booking.opening import local_day
from booking.schedule import places_of
from booking.walk_ins import WalkIn, WalkInState, gone, served, walk_in, walk_ins
from booking.walk_ins import call_next as call_next_number


def add_walk_ins(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/walk-ins")
    @house.guard
    def walk_ins_page(key: str) -> ResponseReturnValue:
        with house.reading() as session:
            office(session, key)
            drawn = walk_ins(session, key, local_day(house.clock()))
            return house.show(
                session,
                "walk_ins.html",
                key,
                waiting=[each for each in drawn if each.state is WalkInState.WAITING],
                called=[each for each in drawn if each.state is WalkInState.CALLED],
                over=[each for each in drawn if each.state in (WalkInState.SERVED, WalkInState.GONE)],
                services=[each for each in services(session) if key in places_of(session, each.key)],
                desks=editing.desks(session, key),
            )

    @blueprint.post("/<key>/walk-ins")
    @house.guard
    def draw_number(key: str) -> ResponseReturnValue:
        wanted = request.form.getlist("service")
        return _done(
            house, key, lambda session: walk_in(session, key, wanted, by=house.by, now=house.clock())
        )

    @blueprint.post("/<key>/walk-ins/next")
    @house.guard
    def call_next(key: str) -> ResponseReturnValue:
        desk = request.form.get("desk", type=int)

        def change(session: Session) -> WalkIn | None:
            known = {each.id for each in editing.desks(session, key)}
            at = desk if desk in known else None
            return call_next_number(session, key, desk=at, by=house.by, now=house.clock())

        return _done(house, key, change)


def add_ends(blueprint: Blueprint, house: House) -> None:
    @blueprint.post("/<key>/walk-ins/<int:walk_in_id>/<verb>")
    @house.guard
    def end_walk_in(key: str, walk_in_id: int, verb: str) -> ResponseReturnValue:
        end = {"served": served, "gone": gone}.get(verb)
        if end is None:
            abort(404)

        def change(session: Session) -> WalkIn:
            drawn = walk_ins(session, key, local_day(house.clock()))
            if walk_in_id not in {each.id for each in drawn}:
                raise UnknownReference
            return end(session, walk_in_id, by=house.by, now=house.clock())

        return _done(house, key, change)


def _done(house: House, key: str, change: Callable[[Session], WalkIn | None]) -> ResponseReturnValue:
    results: list[WalkIn | None] = []
    refused = house.attempt(lambda session: results.append(change(session)))
    if refused:
        flash(words.WALK_IN_FAULTS.get(refused, words.DEFAULT_FAULT), "danger")
    else:
        flash(words.walk_in(results[0]), "success" if results[0] else "info")
    return redirect(url_for("office.walk_ins_page", key=key))
