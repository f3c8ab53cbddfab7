"""Appointments that the office's rules no longer give: to be moved or cancelled, one or many at a time."""

from collections import Counter

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking.catalogue import services
from booking.conflicts import Settled, Settlement, cancel_conflicts, conflicts, move_conflicts
from booking.office import words
from booking.office.house import House
from booking.values import LANGUAGE

AT_ONCE = 50  # a page with more is settled in several steps: each move searches the whole horizon


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
        chosen = {int(each) for each in request.form.getlist("appointment") if each.isdecimal()}
        how = {"move": move_conflicts, "cancel": cancel_conflicts}.get(request.form.get("how", ""))
        if how is None or len(chosen) > AT_ONCE:
            abort(400)
        if not chosen:
            flash("Bitte wählen Sie mindestens einen Termin.", "warning")
        else:
            results: list[Settlement] = []

            def change(session: Session) -> None:
                results.extend(how(session, key, only=chosen, by=house.by, now=house.clock()))

            refused = house.attempt(change)
            _tell(refused, results)
        return redirect(url_for("office.conflicts_page", key=key))


def _tell(refused: str | None, results: list[Settlement]) -> None:
    if refused:
        flash(words.fault(refused), "danger")
        return
    counts = Counter(each.outcome for each in results)
    said = "; ".join(f"{words.SETTLED[outcome]}: {count}" for outcome, count in sorted(counts.items()))
    left = counts[Settled.NO_PLACE] + counts[Settled.GONE]
    flash(f"{said}.", "warning" if left else "success")
