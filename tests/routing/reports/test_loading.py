"""Contacts are read from the tickets in one statement, on both databases alike."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session as DatabaseSession

import routing
from ivr.self_served import self_served
from ivr.tables import CallRow
from routing.reports import Contact, ServedInMenu, contacts
from tests.booking.test_statements import counted
from tests.routing.conftest import NOW, new_agent

Waits = Callable[..., routing.Ticket]
SECOND = timedelta(seconds=1)


def test_lengths_are_seconds_on_both_databases(session: DatabaseSession, waits: Waits) -> None:
    """One that was served, one that gave up, one that waits, one of another line; and the menu's own."""
    new_agent(session)
    served = waits("CA1", service="umschreiben")
    (ring,) = routing.assign(session, now=NOW)
    routing.picked_up(session, served.id, ring.attempt, now=NOW + 30 * SECOND)
    routing.talk_over(session, served.id, now=NOW + 150 * SECOND)
    routing.finish(session, served.id, settled_as="booked", settled=True, now=NOW + 180 * SECOND)
    waits("CA2", now=NOW + SECOND)
    routing.caller_gone(session, "CA2", now=NOW + 11.5 * SECOND)
    waits("CA3", now=NOW + 2 * SECOND)
    waits("CA4", now=NOW + 3 * SECOND, line="zentrale", skill="zentrale")
    menu = waits("CA5", now=NOW + 4 * SECOND)
    routing.step_out(session, menu.id, now=NOW + 5 * SECOND)
    routing.caller_gone(session, "CA5", now=NOW + 60 * SECOND, served=True)
    until = NOW + timedelta(hours=1)
    with counted(session) as statements:
        found = contacts(session, NOW, until, line="termine")
    assert len(statements) == 1
    assert found == [
        Contact("termine", "kfz", "umschreiben", NOW, 30.0, None, 150.0, True, "booked", "asked"),
        Contact("termine", "kfz", None, NOW + SECOND, None, 10.5, why="asked"),
        Contact("termine", "kfz", None, NOW + 2 * SECOND, why="asked"),
        Contact("termine", "kfz", None, NOW + 4 * SECOND, why="asked", served_meanwhile=True),
    ]
    assert len(contacts(session, NOW, until)) == 5
    assert contacts(session, NOW - timedelta(hours=1), NOW) == []
    for sid, outcome in (("CA1", "booked"), ("CA8", "informed"), ("CA9", "hung_up")):
        told = {"line": "termine", "language": "de", "script": "x", "outcome": outcome}
        session.add(CallRow(sid=sid, started_at=NOW, seen_at=NOW, **told))
    session.flush()
    assert self_served(session, NOW, until) == [ServedInMenu("termine", NOW)]
