"""A caller who leaves a number is rung when it is their turn, and speaks to a person, not to a mailbox."""

from sqlalchemy import update

import routing
from routing import talks
from routing.tables import TicketRow
from tests.world import MOBILE, World

ANNA = "client:agent_anna"


def leave_a_number(line: World, window: str = "1") -> None:
    call = line.dial()
    for key in f"011{window}":
        call.press(key)
        line.work()
    assert "zurück" in call.heard[-1].text
    assert call.state == "completed"


def newest_ticket(line: World) -> routing.Ticket:
    with line.house.sessions() as session:
        return routing.ticket(session, 1)


def test_the_citizen_is_rung_and_then_the_agent(line: World) -> None:
    """First the citizen, who presses a key, then the agent who is free; then they talk."""
    leave_a_number(line)
    line.add_agent("anna", ANNA, "citizen")
    line.work()
    citizen, anna = line.exchange.phone(MOBILE), line.exchange.phone(ANNA)
    assert citizen.ringing
    assert not anna.ringing
    citizen.answer()
    assert "Rückruf" in citizen.heard[-1].text
    citizen.press("1")
    anna.answer()
    assert citizen.call.talks_to == ANNA
    assert newest_ticket(line).state == routing.TicketState.CONNECTED
    citizen.hang_up()
    assert newest_ticket(line).state == routing.TicketState.WRAP_UP


def test_a_mailbox_is_not_put_through(line: World) -> None:
    """Nobody presses a key: the agent is free at once, and we try again later."""
    leave_a_number(line)
    agent = line.add_agent("anna", ANNA, "citizen")
    line.work()
    mailbox = line.exchange.phone(MOBILE)
    mailbox.answer()
    mailbox.call.silence()
    mailbox.call.silence()
    assert mailbox.call.over
    assert not line.exchange.phone(ANNA).ringing
    with line.house.sessions() as session:
        assert routing.presence(session, agent).state == "idle"
    assert newest_ticket(line).state == routing.TicketState.WAITING


def test_who_does_not_answer_is_tried_three_times(line: World) -> None:
    """Ten minutes between the tries, never two at once; after the third we give up."""
    leave_a_number(line)
    line.add_agent("anna", ANNA, "citizen")
    citizen = line.exchange.phone(MOBILE)
    for _ in range(3):
        line.work()
        assert citizen.ringing
        citizen.ring_out()
        line.work()
        assert not citizen.ringing, "no second try before its time"
        line.exchange.pass_time(601)
    line.work()
    assert not citizen.ringing
    assert newest_ticket(line).closed_at is not None


def test_a_citizen_may_choose_when(line: World) -> None:
    """In the window that they chose, in the old place, and not before."""
    line.add_agent("anna", ANNA, "citizen")
    line.exchange.phone(ANNA).habit = "decline"
    leave_a_number(line, window="2")  # at 9: today between 11 and 14
    line.go_on_duty("anna")
    line.work()
    assert not line.exchange.phone(MOBILE).ringing
    line.exchange.pass_time(2 * 3600)
    line.work()
    assert line.exchange.phone(MOBILE).ringing


def test_a_window_that_has_passed_comes_again(line: World) -> None:
    """Nobody was free: nobody is rung after its end, a text names the next one, the place is kept."""
    leave_a_number(line, window="2")  # at 9: today between 11 and 14
    line.exchange.pass_time(5 * 3600 - 20)  # too late to ring to the end
    anna = line.add_agent("anna", ANNA, "citizen")
    for _ in range(2):
        line.work()
        assert not line.exchange.phone(MOBILE).calls
        line.exchange.pass_time(3600)
    (text,) = line.exchange.messages(MOBILE)
    assert "niemand frei" in text
    assert "Mittwoch, 2.12., 11:00 Uhr bis 14:00 Uhr" in text
    moved = newest_ticket(line)
    assert (moved.state, moved.windows_missed) == (routing.TicketState.WAITING, 1)
    line.exchange.pass_time(19 * 3600 + 60)
    line.work()
    citizen = line.exchange.phone(MOBILE)
    assert citizen.ringing
    citizen.ring_out()  # a try that is to be repeated ten minutes later, in the window
    line.exchange.pass_time(3 * 3600 - 300)
    line.work()
    assert citizen.ringing
    citizen.ring_out()  # and one whose next would come after its end
    line.exchange.pass_time(601)
    line.work()
    assert not citizen.ringing
    assert newest_ticket(line).windows_missed == 2
    with line.house.sessions() as session:
        here = routing.presence(session, anna)
        happened = [each.event for each in routing.history_of(session, moved.call_sid)]
    assert here is not None
    assert here.state == "idle"
    assert happened.count("window_missed") == 2


def test_a_line_calls_back_from_its_own_number(line: World) -> None:
    """So that who sees it knows who called, and calls the right one."""
    switchboard = line.house.number_of("zentrale")
    call = line.exchange.dial(MOBILE, switchboard)
    for key in "011":
        call.press(key)
        line.work()
    anna = line.add_agent("anna", "+494515550100", "zentrale")
    line.exchange.misbehave(rest_lost_answers=1)
    line.work()
    line.exchange.pass_time(12)
    line.work()  # finds by this number that the citizen is being dialled
    citizen = line.exchange.phone(MOBILE)
    citizen.answer()
    assert "Zentrale" in citizen.heard[-1].text
    citizen.press("1")
    phone = line.exchange.phone("+494515550100")
    assert [each.leg.route.from_ for each in (*citizen.calls, *phone.calls)] == [switchboard, switchboard]
    phone.answer()
    phone.press("1")
    assert citizen.call.talks_to == "+494515550100"
    with line.house.sessions.begin() as session:
        talks.consult_entry(session, anna, line.house.directory.entries["standesamt"], now=line.now())
    line.work()
    office = line.exchange.phone(line.house.directory.entries["standesamt"].number)
    assert office.call.leg.route.from_ == switchboard


def test_a_citizen_who_was_reached_is_a_caller_like_any_other(line: World) -> None:
    """The agent is gone: the citizen waits, hears nothing twice, goes to the menu, comes back to it."""
    leave_a_number(line)
    line.add_agent("anna", ANNA, "citizen")
    line.work()
    citizen = line.exchange.phone(MOBILE)
    citizen.answer()
    citizen.press("1")
    line.exchange.phone(ANNA).decline()
    line.exchange.pass_time(60)
    heard = [each.text for each in citizen.heard]
    assert sum("Sie sind auf Platz 1." in text for text in heard) == 1
    citizen.press("2")
    assert "Sie behalten Ihren Platz" in " ".join(each.text for each in citizen.heard)
    assert newest_ticket(line).kind == routing.TicketKind.IN_MENU
    line.go_on_duty("anna")
    line.exchange.pass_time(2)
    line.work()
    assert not line.exchange.phone(ANNA).ringing, "nobody is called out of the menu"
    citizen.press("0")
    line.work()
    line.exchange.phone(ANNA).answer()
    assert citizen.call.talks_to == ANNA
    line.exchange.misbehave(status_late_and_twice=True)
    citizen.hang_up()
    line.exchange.pass_time(30)
    line.work()
    assert newest_ticket(line).state == routing.TicketState.WRAP_UP


def test_nobody_is_dialled_twice_at_once(line: World) -> None:
    """The carrier dials, but its answer is lost: it is asked, and the call that rings is the only one."""
    leave_a_number(line)
    line.add_agent("anna", ANNA, "citizen")
    line.exchange.misbehave(rest_lost_answers=1)
    line.work()
    citizen = line.exchange.phone(MOBILE)
    for _ in range(3):
        line.exchange.pass_time(6)
        line.work()
        assert len(citizen.calls) == 1
    citizen.answer()
    citizen.press("1")
    line.exchange.phone(ANNA).answer()
    assert citizen.call.talks_to == ANNA


def test_who_calls_before_we_do_has_the_place_and_is_not_called(line: World) -> None:
    """One person waits once: the new call has the old place, the call back is off."""
    leave_a_number(line)
    line.exchange.pass_time(30)
    other = line.dial("+491709999999")
    other.press("0")
    again = line.dial()
    again.press("0")
    line.add_agent("anna", ANNA, "citizen")
    line.work()
    line.exchange.phone(ANNA).answer()
    assert again.talks_to == ANNA
    with line.house.sessions() as session:
        assert newest_ticket(line).state == routing.TicketState.DONE
        newest = routing.ticket_of(session, again.sid)
    assert newest is not None
    assert newest.counts_from == newest_ticket(line).counts_from


def test_a_number_that_the_carrier_will_not_dial_is_tried_three_times(line: World) -> None:
    """It is refused at once; the agent is free at once, and it is not asked for in a loop."""
    leave_a_number(line)
    with line.house.sessions.begin() as session:
        session.execute(update(TicketRow).values(call_back_number="+49"))
    line.add_agent("anna", ANNA, "citizen")
    for attempt in (1, 2, 3):
        line.work()
        line.exchange.pass_time(5)
        line.work()
        assert newest_ticket(line).attempt == attempt
        line.exchange.pass_time(601)
    assert newest_ticket(line).state == routing.TicketState.ABANDONED
