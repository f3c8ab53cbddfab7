"""A rush: everybody wants one of the last places, all in the same moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from time import perf_counter
from typing import TypeVar

from sqlalchemy.orm import Session

import booking
from booking.opening import local_day
from tests.booking.town import MONDAY, NOW, add_special, load_town, set_hours
from tests.races.callers import Sessions

CALLERS = 200
HEARD = 12  # each takes another one of these, as people do
PLACE = timedelta(minutes=5)
WEEK = timedelta(days=7)
MONDAYS_PLACES = booking.Wish(day=MONDAY)

T = TypeVar("T")


@dataclass
class Told:
    """What one caller was told: an appointment or else another offer; and how long each answer took, in s."""

    appointment: int | None = None
    instead: booking.Offer | None = None
    waits: list[float] = field(default_factory=list)


def open_places(sessions: Sessions, places: int) -> None:
    """The market gives so many places on Monday, at one desk; from Tuesday on there are many."""
    with sessions.begin() as session:
        load_town(session)
        closes = (datetime.combine(MONDAY, time(8)) + places * PLACE).time()
        set_hours(
            session, "markt", [1], rule="FREQ=WEEKLY;BYDAY=MO", opens=time(8), closes=closes, place_minutes=5
        )


def book_one(sessions: Sessions, caller: int) -> Told:
    """Hear offers, hold one, hear others where somebody was faster; at last, hear of another day."""
    told = Told()
    while found := _look(told, sessions, MONDAYS_PLACES):
        hold = partial(booking.hold, offer=found[caller % len(found)], now=NOW, holder=f"CA{caller}")
        try:
            held = _answer(told, sessions, hold)
        except booking.SlotTaken:
            continue
        confirm = partial(booking.confirm, hold_id=held.id, phone=None, language="de", by="caller", now=NOW)
        told.appointment = _answer(told, sessions, confirm).id
        return told
    told.instead = _look(told, sessions, booking.Wish())[0]
    return told


@dataclass(frozen=True)
class OnOneDay:
    """What a caller does who has `heard` some places of `day` already: each refusal brings others.

    A day on which nothing is left brings one of the week after, where there are many.
    """

    day: date
    heard: Sequence[booking.Offer]

    def __call__(self, sessions: Sessions, caller: int) -> Told:
        told, heard = Told(), self.heard
        while local_day(heard[0].start) == self.day:
            hold = partial(booking.hold, offer=heard[caller % len(heard)], now=NOW, holder=f"CA{caller}")
            try:
                held = _answer(told, sessions, hold)
            except booking.SlotTaken:
                heard = self._look(told, sessions)
                continue
            confirm = partial(
                booking.confirm, hold_id=held.id, phone=None, language="de", by="caller", now=NOW
            )
            told.appointment = _answer(told, sessions, confirm).id
            return told
        told.instead = heard[0]
        return told

    def _look(self, told: Told, sessions: Sessions) -> list[booking.Offer]:
        wish = booking.Wish(self.day, until_day=self.day + WEEK, weekdays=(self.day.weekday(),))
        find = partial(
            booking.offer, service="ausweis", office="markt", wish=wish, count=HEARD, earliest=True, now=NOW
        )
        found = _answer(told, sessions, find, read_only=True)
        left = [one for one in found if local_day(one.start) == self.day]
        return left or found


def open_days(sessions: Sessions, places: Mapping[date, int]) -> None:
    """On each of these days the market gives so many places, at one desk; a week later there are many."""
    with sessions.begin() as session:
        load_town(session)
        for day, number in places.items():
            closes = (datetime.combine(day, time(8)) + number * PLACE).time()
            add_special(session, "markt", [1], day, opens=time(8), closes=closes, place_minutes=5)


def heard_of(sessions: Sessions, day: date) -> list[booking.Offer]:
    """What everybody has heard of a day before they call all at once: all its places."""
    with sessions.begin() as session:
        wish = booking.Wish(day=day)
        return booking.offer(session, "ausweis", office="markt", wish=wish, count=CALLERS, now=NOW)


def ask(sessions: Sessions, caller: int) -> None:
    """What others asked before: so that connections are open, and statements known."""
    _look(Told(), sessions, MONDAYS_PLACES)


def _look(told: Told, sessions: Sessions, wish: booking.Wish) -> list[booking.Offer]:
    office = "markt" if wish.day else None
    find = partial(booking.offer, service="ausweis", office=office, wish=wish, count=HEARD, now=NOW)
    return _answer(told, sessions, find, read_only=True)


def _answer(told: Told, sessions: Sessions, ask: Callable[[Session], T], *, read_only: bool = False) -> T:
    began = perf_counter()
    try:
        with sessions.begin() as session:
            session.connection(execution_options={"read_only": read_only})
            return ask(session)
    finally:
        told.waits.append(perf_counter() - began)
