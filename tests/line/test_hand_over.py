"""What an agent knows before they answer: the way through the menu, in words, and the place that is held."""

from datetime import timedelta

from sqlalchemy import select

import booking
import routing
from booking.tables import AppointmentRow
from ivr.simulator import Call
from ivr.tables import CallRow
from tests.world import World


def test_the_story_is_told_in_words(line: World) -> None:
    """Each step by its title, with what was pressed or said and what it meant."""
    call = line.dial()
    for key in "11":
        call.press(key)
    call.silence()
    call.say("Perso")
    call.press("0")
    with line.house.sessions() as session:
        ticket = routing.ticket_of(session, call.sid)
    assert ticket is not None
    assert [(step.said, step.heard) for step in ticket.story] == [
        ("Hauptmenü", "Taste 1: neuer Termin"),
        ("Bereich", "Taste 1: Bürgerservice"),
        ("Anliegen", "Nichts gehört"),
        ("Anliegen", "„Perso“: Personalausweis"),
        ("Frühester Termin oder Büro", "Taste 0"),
    ]
    assert (ticket.skill, ticket.service, ticket.reason) == ("buergerservice", "personalausweis", "asked")


def hold_a_place(line: World) -> tuple[Call, int]:
    call = line.dial()
    for key in "11111":
        call.press(key)
    with line.house.sessions() as session:
        return call, session.scalars(select(AppointmentRow.id)).one()


def test_a_place_of_a_caller_who_hangs_up_is_free_at_once(line: World) -> None:
    """The carrier tells the end of the call, and the place is offered again."""
    call, hold = hold_a_place(line)
    call.hang_up()
    with line.house.sessions() as session:
        assert booking.held(session, hold, now=line.now()) is None


def test_it_is_free_within_a_minute_when_the_end_is_never_told(line: World) -> None:
    """The worker asks the carrier about calls of which nothing was heard."""
    call, hold = hold_a_place(line)
    line.exchange.misbehave(status_late_and_twice=True)
    call.hang_up()
    line.exchange.pass_time(50)
    line.work()
    with line.house.sessions() as session:
        assert booking.held(session, hold, now=line.now()) is None
    line.exchange.deliver_late()  # late, twice, in the wrong order: nothing changes


def test_a_place_stays_held_for_the_agent(line: World) -> None:
    """Handed over, it outlives the ten minutes that a caller alone would have."""
    call, hold = hold_a_place(line)
    call.press("0")
    with line.house.sessions() as session:
        held = booking.held(session, hold, now=line.now() + timedelta(minutes=25))
        ticket = routing.ticket_of(session, call.sid)
    assert held is not None
    assert ticket is not None
    assert ticket.hold_id == hold


def test_it_is_free_again_when_the_caller_gives_up_waiting(line: World) -> None:
    """Nobody will come back for it."""
    call, hold = hold_a_place(line)
    call.press("0")
    call.hang_up()
    with line.house.sessions() as session:
        assert booking.held(session, hold, now=line.now()) is None
        assert routing.ticket(session, 1).state == routing.TicketState.ABANDONED


def test_who_books_while_they_wait_has_not_given_up(line: World) -> None:
    """Back in the menu, with the place kept; who hangs up there with nothing done has."""
    for keys, state, outcome in (("1111111", "done", "booked"), ("1", "abandoned", "abandoned")):
        call = line.dial()
        for key in "02" + keys:
            call.press(key)
        call.hang_up()
        with line.house.sessions() as session:
            ticket, kept = routing.ticket_of(session, call.sid), session.get(CallRow, call.sid)
        assert ticket is not None
        assert kept is not None
        assert (ticket.state, kept.outcome) == (state, outcome)


def test_the_log_tells_what_happened_after_the_menu(line: World) -> None:
    """Who was rung and why, who did not answer, who did, and when the talk was over."""
    line.add_agent("anna", "client:agent_anna", "citizen")
    line.add_agent("bela", "client:agent_bela", "citizen")
    call = line.dial()
    call.press("0")
    line.work()
    line.exchange.phone("client:agent_anna").decline()
    line.work()
    line.exchange.phone("client:agent_bela").answer()
    call.hang_up()
    with line.house.sessions() as session:
        happened = [(each.event, each.agent) for each in routing.history_of(session, call.sid)]
    assert happened == [
        ("enqueue", None),
        ("ring", "Anna"),
        ("miss", "Anna"),
        ("ring", "Bela"),
        ("pick_up", "Bela"),
        ("end_talk", "Bela"),
    ]
