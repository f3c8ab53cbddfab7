"""The second line, as a caller has it: its greeting, a person without a key, and the right extension."""

from routing import talks
from routing.staff import staff_of
from tests.line.talks import agent, open_legs, said, ticket_of
from tests.signed_in import sign_in_as
from tests.world import MOBILE, World

SWITCHBOARD = "+494511220"
WANTED = "Ich möchte meinen Hund anmelden"


def test_who_stays_on_the_line_is_put_through_to_the_right_office(line: World) -> None:
    """What was said to the menu is with the agent, with the page for it; a search finds the office."""
    ada = agent(line, "client:agent_ada", "zentrale")
    call = line.exchange.dial(MOBILE, SWITCHBOARD)
    assert "115" in call.all_heard[0].text
    call.say(WANTED)
    call.silence()
    line.work()
    with line.house.sessions() as session:
        ticket = ticket_of(session, call)
        staff = staff_of(session, ada.id)
    assert (ticket.line, ticket.skill, ticket.reason) == ("zentrale", "zentrale", "asked")
    assert any(WANTED in step.heard for step in ticket.story)
    assert staff is not None
    desk = line.app.test_client()
    sign_in_as(desk, line.house.sessions, staff, now=line.now())
    assert "Hund anmelden, Hundesteuer" in desk.get("/desk/knowledge").text
    ada.phone.answer()
    assert said(ada, call, "Guten Tag, 115")
    office = line.house.directory.search(WANTED)[0]
    assert office.key == "steuern"
    ada.do(talks.send_to_entry, office)
    there = line.exchange.phone(office.number)
    there.answer()
    assert said(there, call, "Steueramt")
    there.hang_up()
    line.work()
    assert any("Auf Wiederhören" in heard.text for heard in call.all_heard)
    assert open_legs(line) == []
