"""When the database goes away in the middle of a call, the caller is told and put through, without it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from booking.db import connect
from ivr.migrate import upgrade
from routing import talks
from tests.postgresql import Server
from tests.world import FALLBACK, MOBILE, MORNING, World, world


@pytest.fixture
def line(postgresql_server: Server) -> Iterator[World]:
    upgrade(postgresql_server.url())
    with world(postgresql_server.url(), MORNING) as made:
        yield made
        postgresql_server.start()


def slowest_ms(line: World) -> float:
    return max(each.ms for each in line.exchange.log if each.kind == "twiml")


def test_the_caller_hears_an_apology_and_is_put_through(line: World, postgresql_server: Server) -> None:
    """The next key leads to the fallback number; nobody waits three seconds for it."""
    call = line.dial()
    call.press("1")
    postgresql_server.stop()
    call.press("1")
    assert "Entschuldigung" in call.heard[-1].text
    somebody = line.exchange.phone(FALLBACK)
    assert somebody.ringing
    somebody.answer()
    assert call.talks_to == FALLBACK
    # A bound for the caller's sake, far above what it takes: the carrier itself would wait 15 s.
    assert slowest_ms(line) < 3000


def test_a_new_call_is_put_through_as_well(line: World, postgresql_server: Server) -> None:
    """Who calls while the database is away is not turned away."""
    postgresql_server.stop()
    call = line.dial()
    assert line.exchange.phone(FALLBACK).ringing
    call.hang_up()


def test_after_a_restart_the_call_goes_on_as_if_nothing_had_been(
    line: World, postgresql_server: Server
) -> None:
    """Connections that went stale are replaced, without the caller hearing of it."""
    call = line.dial()
    call.press("1")
    postgresql_server.stop()
    postgresql_server.start()
    call.press("1")
    assert "Personalausweis" in call.heard[-1].text


def test_nobody_whom_the_line_called_is_sent_to_the_public(line: World, postgresql_server: Server) -> None:
    """A citizen who is called back hears that we call again, and so it is; a colleague that it is over."""
    anna = line.add_agent("anna", "client:agent_anna", "citizen")
    for caller in (MOBILE, "+491709999999"):
        call = line.dial(caller)
        call.press("0")
        if caller == MOBILE:
            for key in "111":
                call.press(key)
    line.work()
    line.exchange.phone(MOBILE).decline()
    line.work()
    line.exchange.phone("client:agent_anna").answer()
    with line.house.sessions.begin() as session:
        talks.consult_entry(session, anna, line.house.directory.entries["standesamt"], now=line.now())
    line.exchange.pass_time(601)
    line.add_agent("bela", "client:agent_bela", "citizen")
    line.work()
    office = line.exchange.phone(line.house.directory.entries["standesamt"].number)
    citizen = line.exchange.phone(MOBILE)
    assert office.ringing
    assert citizen.ringing
    postgresql_server.stop()
    office.answer()
    citizen.answer()
    assert "Diese Verbindung wird beendet" in office.heard[-1].text
    assert "Wir rufen Sie noch einmal an" in citizen.heard[-1].text
    assert not line.exchange.phone(FALLBACK).calls
    postgresql_server.start()
    line.exchange.pass_time(60)
    line.work()
    line.exchange.pass_time(601)
    line.work()
    assert citizen.ringing


def test_a_status_callback_is_not_lost_for_good(line: World, postgresql_server: Server) -> None:
    """The end of a call that nobody could note is found out later."""
    call = line.dial()
    for key in "11111":
        call.press(key)
    postgresql_server.stop()
    call.hang_up()
    postgresql_server.start()
    line.exchange.pass_time(50)
    line.work()
    engine = connect(postgresql_server.url())
    with Session(engine) as session:
        held = session.connection().exec_driver_sql("SELECT count(*) FROM claims").scalar()
    engine.dispose()
    assert held == 0
