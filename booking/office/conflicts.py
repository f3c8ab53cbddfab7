"""Appointments that the office's rules no longer give: to be moved or cancelled, one or many at a time."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from booking.catalogue import office, services
from booking.conflicts import Settled, Settlement, cancel_conflicts, conflicts, move_conflicts
from booking.office import words
from booking.office.house import House
from booking.values import LANGUAGE

AT_ONCE = 50  # a page with more is settled in several steps: each move searches the whole horizon
TRIES = 3  # where a citizen is just changing the same appointment
BUSY = "busy"

Settle = Callable[..., list[Settlement]]


def add_conflicts(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/conflicts")
    @house.guard
    def conflicts_page(key: str) -> ResponseReturnValue:
        with house.reading() as session:
            found = conflicts(session, key, now=house.clock())
            return house.show(
                session,
                "conflicts.html",
                key,
                conflicts=found[:AT_ONCE],
                further=max(0, len(found) - AT_ONCE),
                names={each.key: each.name(LANGUAGE) for each in services(session)},
            )

    @blueprint.post("/<key>/conflicts")
    @house.guard
    def settle(key: str) -> ResponseReturnValue:
        chosen = dict.fromkeys(int(each) for each in request.form.getlist("appointment") if each.isdecimal())
        how = {"move": move_conflicts, "cancel": cancel_conflicts}.get(request.form.get("how", ""))
        if how is None or len(chosen) > AT_ONCE:
            abort(400)
        with house.reading() as session:
            office(session, key)
        if not chosen:
            flash("Bitte wählen Sie mindestens einen Termin.", "warning")
        else:
            now = house.clock()
            _tell([_settle(house, how, key, each, now) for each in chosen])
        return redirect(url_for("office.conflicts_page", key=key))


def _settle(house: House, how: Settle, key: str, appointment_id: int, now: datetime) -> str:
    """What became of one of them, in a transaction of its own.

    Many in one would wait for citizens who wait for them, and one that fails would undo all.
    """
    for _ in range(TRIES):
        try:
            with house.writing() as session:
                (result,) = how(session, key, only={appointment_id}, by=house.by, now=now)
            return result.outcome
        except OperationalError as trouble:
            # A deadlock, or a wait that was too long. Without a database there is nothing to go on with.
            if trouble.connection_invalidated:
                raise
    return BUSY


def _tell(outcomes: Iterable[str]) -> None:
    counts = Counter(outcomes)
    said = "; ".join(f"{words.SETTLED[outcome]}: {count}" for outcome, count in sorted(counts.items()))
    left = counts[Settled.NO_PLACE] + counts[BUSY]
    if left:
        flash(f"{said}. Was hier noch steht, ist unverändert.", "warning")
    else:
        flash(f"{said}.", "warning" if counts[Settled.GONE] else "success")
