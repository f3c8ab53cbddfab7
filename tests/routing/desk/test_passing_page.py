"""A caller who is handed over, at both desks: where they went, what came of it, and what was before."""

# ruff: noqa: N803 - the fixture is named as what it makes

import pytest

import routing
from routing import talks
from routing.directory import Entry
from routing.tables import TicketRow
from tests.routing.desk.app import Clock
from tests.routing.desk.steps import Database, Open, People, text_of, wait_and_ring
from tests.routing.desk.test_talking_page import in_a_talk

FUNDBUERO = Entry("fundbuero", "Fundbüro", "Bürgerservice", "+494066969215")


def test_the_wrap_up_says_where_the_caller_went(
    browser_of: Open, Session: Database, clock: Clock, people: People
) -> None:
    """As it goes on; the result is chosen beforehand, and that it is settled is not."""
    ada = browser_of("ada")
    ticket = in_a_talk(Session, clock, people)
    assert ada.post("/desk/talk/send", data={"entry": "standesamt"}).status_code == 204
    page = ada.get("/desk/call")
    assert "Weitergegeben an Standesamt. Der Anruf wird dorthin verbunden." in text_of(page)
    assert '<option value="put_through" selected>' in page.text
    assert 'name="settled" value="yes">' in page.text
    with Session.begin() as session:
        talk = talks.open_talk_of(session, ticket)
        assert talk is not None
        talks.not_reached(session, talk, now=clock(), why="busy")
    assert "Dort nahm niemand ab; der Anruf wartet wieder, ganz vorn." in text_of(ada.get("/desk/call"))


def test_who_gets_the_caller_reads_what_was_before(
    browser_of: Open, Session: Database, clock: Clock, people: People
) -> None:
    """From the first ring on: by whom, how long, and why they are back. It is no earlier call."""
    elif_ = browser_of("elif")
    ticket = in_a_talk(Session, clock, people)
    with Session.begin() as session:
        routing.save_note(session, ticket, "Sucht einen Schlüssel", agent_id=people["ada"])
        talk = talks.send_to_entry(session, people["ada"], FUNDBUERO, now=clock.go_on(seconds=65))
        back = talks.not_reached(session, talk, now=clock(), why="no-answer")
        routing.set_wants(session, people["elif"], routing.Wants.AVAILABLE, now=clock())
        clock.go_on(seconds=9)
        (ring,) = routing.assign(session, now=clock())
        assert (ring.ticket_id, ring.agent_id) == (back, people["elif"])
    page = text_of(elif_.get("/desk/call"))
    assert "Ada Petersen gab an Fundbüro weiter; dort nahm niemand ab." in page
    assert "Uhr, Ada Petersen, 1:05 min Weitergegeben an Fundbüro, dort nahm niemand ab" in page
    assert "Gewartet 0:09 min" in page, "the talk was no wait"
    assert "Frühere Anrufe dieser Nummer" not in page


@pytest.mark.parametrize(
    ("takes_it", "expected"), [(True, "Dort wird jetzt gesprochen."), (False, "Dort klingelt es.")]
)
def test_to_a_colleague(
    browser_of: Open, Session: Database, clock: Clock, people: People, takes_it: bool, expected: str
) -> None:
    """Whose desk says from whom the caller comes."""
    ada, elif_ = browser_of("ada"), browser_of("elif")
    in_a_talk(Session, clock, people)
    with Session.begin() as session:
        routing.set_wants(session, people["elif"], routing.Wants.AVAILABLE, now=clock())
    assert ada.post("/desk/talk/send", data={"colleague": people["elif"]}).status_code == 204
    if takes_it:
        with Session.begin() as session:
            mine = session.query(TicketRow).filter_by(agent_id=people["elif"]).one()
            assert routing.picked_up(session, mine.id, 1, now=clock())
    assert f"Weitergegeben an Elif Demir. {expected}" in text_of(ada.get("/desk/call"))
    assert "Weitergegeben von Ada Petersen." in text_of(elif_.get("/desk/call"))


def test_who_is_only_asked_sees_by_whom(
    browser_of: Open, Session: Database, clock: Clock, people: People
) -> None:
    """At the first ring, before the answer; the call that it is about is no earlier one."""
    ada = browser_of("ada")
    in_a_talk(Session, clock, people)
    with Session.begin() as session:
        routing.set_wants(session, people["elif"], routing.Wants.AVAILABLE, now=clock())
    assert ada.post("/desk/talk/ask", data={"colleague": people["elif"]}).status_code == 204
    page = text_of(browser_of("elif").get("/desk/call"))
    assert "Rückfrage von Ada Petersen" in page
    assert "Es klingelt" not in page
    assert "Frühere Anrufe dieser Nummer" not in page


def test_a_call_back_says_who_is_rung_first(
    browser_of: Open, Session: Database, clock: Clock, people: People
) -> None:
    """The agent knows why their telephone is silent as yet; whose call is lost reads so."""
    ticket = wait_and_ring(Session, clock=clock, people=people)
    with Session.begin() as session:
        routing.leave_for_call_back(session, ticket, "+491701234567", now=clock())
        routing.caller_gone(session, routing.ticket(session, ticket).call_sid, now=clock())
        (ring,) = routing.assign(session, now=clock())
    ada = browser_of("ada")
    assert "Die Leitung ruft dort an." in text_of(ada.get("/desk/call"))
    with Session.begin() as session:
        assert routing.citizen_reached(session, ticket, ring.attempt, "CA9", now=clock(), ring_s=20)
        assert routing.picked_up(session, ticket, ring.attempt, now=clock())
        lost = talks.agent_lost(session, routing.ticket(session, ticket), now=clock())
        routing.set_wants(session, people["elif"], routing.Wants.AVAILABLE, now=clock())
        (again,) = routing.assign(session, now=clock())
        assert again.ticket_id == lost
    assert "Das Gespräch mit Ada Petersen ist abgebrochen." in text_of(browser_of("elif").get("/desk/call"))
