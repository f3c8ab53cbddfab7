"""The rota and the calls of past weeks, on both databases; and the files that a rota is read from."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session as DatabaseSession

import routing
from ivr.lines import load_lines
from ivr.settings import ROOT
from routing import talks
from routing.demand import Calendar, RotaFault, history_of_line, plan, planned, read_rota
from tests.booking.test_statements import counted
from tests.routing.conftest import new_agent

TERMINE = Calendar(load_lines(ROOT / "ivr" / "lines.toml")["termine"].spans)
TODAY = date(2026, 12, 8)
MONDAY = date(2026, 12, 7)


def test_only_what_is_named_is_planned_anew(session: DatabaseSession) -> None:
    """Half hours that are not named stay; 0 takes one away; another line has its own."""
    plan(session, "termine", {(MONDAY, time(7)): 4, (MONDAY, time(7, 30)): 5})
    plan(session, "zentrale", {(MONDAY, time(7)): 1})
    plan(session, "termine", {(MONDAY, time(7)): 6, (MONDAY, time(7, 30)): 0, (TODAY, time(9)): 2})
    assert planned(session, "termine", MONDAY, TODAY) == {(MONDAY, time(7)): 6, (TODAY, time(9)): 2}
    assert planned(session, "termine", TODAY, TODAY) == {(TODAY, time(9)): 2}


def test_past_weeks_in_one_statement(session: DatabaseSession, waits: Callable[..., routing.Ticket]) -> None:
    """By day and half hour of Berlin; days before the first call of all are unknown."""
    first = datetime(2026, 12, 2, 23, 10, tzinfo=UTC)  # ten past midnight, on the 3rd
    for n, after in enumerate((0, 60, 9 * 3600)):
        waits(f"CA{n}", now=first + timedelta(seconds=after))
    waits("CA9", line="zentrale", now=first)
    with counted(session) as statements:
        counts, handling_s = history_of_line(session, "termine", TERMINE, today=TODAY)
    assert len(statements) == 1
    assert counts == {
        date(2026, 12, 3): {time(0): 2, time(9): 1},
        **{date(2026, 12, day): {} for day in (4, 5, 6, 7)},
    }
    assert handling_s == 240


def test_who_is_handed_over_has_called_once(
    session: DatabaseSession, waits: Callable[..., routing.Ticket]
) -> None:
    """And takes the time of both agents: the load is that of the house, the calls are those of citizens."""
    began = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    ada, bo = new_agent(session, now=began), new_agent(session, "bo", wants=routing.Wants.BREAK, now=began)
    waits("CA1", now=began)
    (ring,) = routing.assign(session, now=began)
    routing.picked_up(session, ring.ticket_id, 1, now=began)
    routing.set_wants(session, bo, routing.Wants.AVAILABLE, now=began)
    later = began + timedelta(seconds=100)
    onward = talks.send_to_colleague(session, ada, bo, now=later, ring_s=30)
    routing.picked_up(session, onward.ticket_id, 1, now=later)
    routing.finish(session, ring.ticket_id, settled_as=None, settled=None, now=later)
    routing.caller_gone(session, "CA1", now=later + timedelta(seconds=200))
    routing.finish(
        session, onward.ticket_id, settled_as=None, settled=None, now=later + timedelta(seconds=200)
    )
    counts, handling_s = history_of_line(session, "termine", TERMINE, today=TODAY)
    assert (counts[date(2026, 12, 3)], handling_s) == ({time(10): 1}, 300)


def test_a_file_is_read_or_refused_with_its_line() -> None:
    """Both ways of writing a day; what is wrong is said in a sentence."""
    head = "Tag;Beginn;Gebraucht;Geplant\n"
    read = read_rota((head + "2026-12-07;07:00;3;4\n08.12.2026;07:30;3;\n").encode("utf-8-sig"))
    assert read == {(MONDAY, time(7)): 4, (TODAY, time(7, 30)): 0}
    for content, words in (
        ("Tag;Beginn\n", "Es fehlen Spalten: Geplant"),
        (head + "gestern;07:00;3;4\n", "Zeile 2 ist nicht zu lesen"),
        (head + "2026-12-07;07:10;3;4\n", "Zeile 2: Es gilt die volle oder halbe Stunde"),
        (head + "2026-12-07;07:00;3;5000\n", "höchstens 1000"),
    ):
        with pytest.raises(RotaFault, match=words):
            read_rota(content.encode())
    with pytest.raises(RotaFault, match="UTF-8"):
        read_rota("Größe".encode("latin-1"))
