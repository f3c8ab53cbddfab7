"""A call on the desk: its story, and what the agent does with it."""

# ruff: noqa: N803 - the fixture is named as what it makes

import booking
import routing
from routing import StoryStep, TicketState, Wants
from routing.tickets import AgentState
from tests.routing.conftest import NOW
from tests.routing.desk.app import Clock, NotingLine
from tests.routing.desk.steps import (
    MOBILE,
    Database,
    Open,
    People,
    a_service,
    answer,
    hold_a_place,
    presence,
    text_of,
    wait_and_ring,
)


def test_the_whole_story_before_the_answer(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """Number, language, need, wish, way through the menu, held place, appointments, wait."""
    service, held = a_service(Session), hold_a_place(Session)
    with Session.begin() as session:
        old = booking.hold(session, booking.offer(session, service.key, now=NOW)[0], now=NOW, holder="CA0")
        kept = booking.confirm(session, old.id, phone=MOBILE, language="de", by="caller", now=NOW)
    wait_and_ring(
        Session,
        clock=clock,
        people=people,
        language="en",
        service=service.key,
        office=held.offer.office,
        wish={"day": "2026-12-04", "from_time": "14:00"},
        hold_id=held.id,
        reason="three_tries",
        story=(StoryStep("kind", "Um welche Stelle geht es?", "2"), StoryStep("day", "Welcher Tag?", "")),
    )
    page = text_of(browser_of("ada").get("/desk/call"))
    for part in (
        "+49 170 1234567",
        "Englisch",
        service.name("de"),
        "Freitag, 4. Dezember 2026, ab 14:00 Uhr",
        "Um welche Stelle geht es? 2",
        "Welcher Tag? nichts gehört",
        "Gehaltener Platz",
        "0:42 min",
        "Wurde dreimal nicht verstanden",
        "am längsten frei",
    ):
        assert part in page, part
    assert kept.code not in page
    assert page.count(service.name("de")) >= 3


def test_what_is_not_there_is_not_named(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """No line for a wish that nobody had; a call back says how often it was tried."""
    ticket, browser = wait_and_ring(Session, clock=clock, people=people), browser_of("ada")
    assert "Wunschtermin" not in browser.get("/desk/call").text
    with Session.begin() as session:
        assert routing.leave_for_call_back(session, ticket, MOBILE, now=clock())
    assert "0 von 3" in text_of(browser.get("/desk/tasks"))


def test_a_withheld_number_is_said_so(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """No number, no appointments of others who withhold theirs."""
    held = hold_a_place(Session)
    with Session.begin() as session:
        booking.confirm(session, held.id, phone=None, language="de", by="caller", now=NOW)
    wait_and_ring(Session, clock=clock, people=people, caller=None)
    page = text_of(browser_of("ada").get("/desk/call"))
    assert "Unterdrückte Nummer" in page
    assert "Keine offenen Termine." in page


def test_how_each_agent_answers(browser_of: Open, Session: Database, people: People, clock: Clock) -> None:
    """A browser telephone has a button; another telephone rings by itself."""
    wait_and_ring(Session, "elif", clock=clock, people=people)
    page = browser_of("elif").get("/desk/call")
    assert "Ihr Telefon klingelt." in text_of(page)
    assert 'data-phone="accept"' not in page.text


def test_decline(browser_of: Open, Session: Database, people: People, clock: Clock, line: NotingLine) -> None:
    """The call waits again, the phone is silenced, the agent is away; a second click changes nothing."""
    browser = browser_of("ada")
    ticket = wait_and_ring(Session, clock=clock, people=people)
    for _ in range(2):
        done = browser.post("/desk/decline")
        assert (done.status_code, done.headers["HX-Trigger"]) == (204, "desk-changed")
    assert line.told == [("stop_ringing", "CA1")]
    assert presence(Session, people["ada"]).wants is Wants.AWAY
    with Session.begin() as session:
        assert routing.ticket(session, ticket).state is TicketState.WAITING


def test_a_carrier_in_trouble_does_not_stop_the_desk(
    browser_of: Open, Session: Database, people: People, clock: Clock, line: NotingLine
) -> None:
    """Declining and hanging up take effect here, whatever becomes of the request to the carrier."""
    browser = browser_of("ada")
    wait_and_ring(Session, clock=clock, people=people)
    line.in_trouble = True
    assert browser.post("/desk/decline").status_code == 204
    assert presence(Session, people["ada"]).state is AgentState.IDLE


def test_from_hang_up_to_idle(
    browser_of: Open, Session: Database, people: People, clock: Clock, line: NotingLine
) -> None:
    """Hang up, write the note, wrap up: the next caller may come."""
    browser = browser_of("ada")
    ticket = wait_and_ring(Session, clock=clock, people=people)
    answer(Session, ticket, clock)
    noted = browser.post("/desk/note", data={"ticket": ticket, "note": "Ruft wegen eVB wieder an"})
    assert "Gespeichert um 10:00 Uhr." in text_of(noted)
    browser.post("/desk/hang-up")
    assert line.told == [("hang_up", "CA1")]
    page = browser.get("/desk/call").text
    assert "Nachbearbeitung" in page
    assert "Ruft wegen eVB wieder an" in page
    form = {"ticket": ticket, "note": "Erledigt", "settled_as": "informed", "settled": "yes"}
    assert "Endet in 5:00" in text_of(browser.get("/desk/call"))
    browser.post("/desk/wrap-up", data=form)
    assert presence(Session, people["ada"]).state is AgentState.IDLE
    with Session.begin() as session:
        done = routing.ticket(session, ticket)
    assert (done.state, done.note, done.settled_as, done.settled) == (
        "done",
        "Erledigt",
        "informed",
        True,
    )


def test_another_agents_call_is_out_of_reach(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """Neither note nor wrap-up of a colleague's ticket can be sent."""
    ticket = wait_and_ring(Session, clock=clock, people=people)
    answer(Session, ticket, clock)
    stranger = browser_of("elif")
    assert "nicht mehr bei Ihnen" in text_of(
        stranger.post("/desk/note", data={"ticket": ticket, "note": "x"})
    )
    stranger.post("/desk/wrap-up", data={"ticket": ticket, "note": "x"})
    assert presence(Session, people["ada"]).state is AgentState.IN_CALL


def test_signing_out_leaves_nothing_behind(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """A wrap-up that is open at sign-out is closed with what was written."""
    browser = browser_of("ada")
    ticket = wait_and_ring(Session, clock=clock, people=people)
    answer(Session, ticket, clock)
    browser.post("/desk/note", data={"ticket": ticket, "note": "kurz vor Feierabend"})
    browser.post("/desk/hang-up")
    browser.post("/sign-out")
    now = presence(Session, people["ada"])
    assert (now.wants, now.state) == (Wants.OFF, AgentState.IDLE)
    with Session.begin() as session:
        assert routing.ticket(session, ticket).note == "kurz vor Feierabend"
