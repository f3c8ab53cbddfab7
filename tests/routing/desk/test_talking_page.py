"""The call controls at the desk: what they offer when, what they refuse, and that each state shows itself."""

# ruff: noqa: N803 - the fixture is named as what it makes

from sqlalchemy import update

import routing
from routing import talks, tapes
from routing.desk.keys import KEYS
from routing.tables import RingRow
from routing.talks.tables import LegRow
from tests.routing.conftest import NOW, new_agent
from tests.routing.desk.app import Clock, NotingLine
from tests.routing.desk.steps import Database, Open, People, answer, text_of, wait_and_ring


def in_a_talk(Session: Database, clock: Clock, people: People, agent: str = "ada") -> int:
    ticket = wait_and_ring(Session, agent, clock=clock, people=people)
    answer(Session, ticket, clock)
    with Session.begin() as session:
        session.execute(update(RingRow).where(RingRow.ticket_id == ticket).values(leg_sid="CA_agent"))
    return ticket


def test_hold_and_back(
    browser_of: Open, Session: Database, clock: Clock, people: People, line: NotingLine
) -> None:
    """One button, which says what it does next; the carrier is told of the agent's leg first."""
    ada = browser_of("ada")
    in_a_talk(Session, clock, people)
    assert "Halten (Alt+H)" in text_of(ada.get("/desk/call"))
    assert ada.post("/desk/talk/hold").status_code == 204
    assert line.told == [("place_leg", "CA_agent")]
    shown = text_of(ada.get("/desk/call"))
    assert "Zurück zum Anruf (Alt+H)" in shown
    assert "Der Anruf wird gehalten …" in shown
    assert ada.post("/desk/talk/nonsense").status_code == 404


def test_ask_from_the_directory_and_hand_over(
    browser_of: Open, Session: Database, clock: Clock, people: People, line: NotingLine
) -> None:
    """Found while typing; who is not there yet cannot be connected, and hanging up waits."""
    ada = browser_of("ada")
    in_a_talk(Session, clock, people)
    with Session.begin() as session:
        bo = new_agent(session, "bo", contact="client:bo", now=NOW)
    found = text_of(ada.get("/desk/directory?wanted=hochzeit"))
    assert ("Standesamt" in found, "Bußgeldstelle" in found) == (True, False)
    assert "Bo" in text_of(ada.get("/desk/directory?wanted=bo"))
    assert ada.post("/desk/talk/ask", data={"entry": "standesamt"}).status_code == 204
    assert [verb for verb, _ in line.told] == ["place_leg", "call_leg"]
    shown = text_of(ada.get("/desk/call"))
    assert "Standesamt wird angerufen …" in shown
    assert "Auflegen" not in shown
    assert "nicht mehr bei Ihnen" not in shown
    assert "noch niemand" in text_of(ada.post("/desk/talk/hand-over"))
    assert "Sie fragen schon jemanden" in text_of(ada.post("/desk/talk/ask", data={"colleague": bo}))
    assert ada.post("/desk/talk/back").status_code == 204
    assert "nicht frei" in text_of(ada.post("/desk/talk/ask", data={"colleague": people["elif"]}))
    assert "Auflegen" in text_of(ada.get("/desk/call"))


def test_hanging_up_ends_the_agents_own_leg(
    browser_of: Open, Session: Database, clock: Clock, people: People, line: NotingLine
) -> None:
    """The caller goes on by what the carrier asks next: a goodbye, not a broken line."""
    ticket = in_a_talk(Session, clock, people)
    browser_of("ada").post("/desk/hang-up")
    assert line.told == [("hang_up", "CA_agent")]
    with Session.begin() as session:
        assert routing.ticket(session, ticket).state is routing.TicketState.WRAP_UP


def test_keys_go_the_way_that_passes_them_on(
    browser_of: Open, Session: Database, clock: Clock, people: People, line: NotingLine
) -> None:
    """By the browser while two simply talk; by the line in a room, also for who is on the way there."""
    ada = browser_of("ada")
    in_a_talk(Session, clock, people)
    assert 'data-digit="5"' in ada.get("/desk/call").text
    assert ada.post("/desk/talk/tones", data={"tones": "5"}).status_code == 204
    assert line.told == [("place_leg", "CA_agent")]
    assert 'data-digit="5"' not in ada.get("/desk/call").text
    with Session.begin() as session:
        session.execute(update(LegRow).values(told=LegRow.version))
    assert ada.post("/desk/talk/tones", data={"tones": "6"}).status_code == 204
    assert line.told[-1] == ("send_tones", "CA1")
    assert "nur Ziffern" in text_of(ada.post("/desk/talk/tones", data={"tones": "x"}))


def test_only_supervisors_listen_and_agents_see_it(
    browser_of: Open, Session: Database, clock: Clock, people: People, line: NotingLine
) -> None:
    """Without a telephone nobody can; with one it rings, and the agent's desk says who hears."""
    ticket = in_a_talk(Session, clock, people)
    gesa, ada = browser_of("gesa"), browser_of("ada")
    assert ada.get("/desk/talks").status_code == 403
    assert "Ada Petersen" in text_of(gesa.get("/desk/talks"))
    assert "kein Telefon" in text_of(gesa.post(f"/desk/talks/{ticket}/listen"))
    with Session.begin() as session:
        boss = new_agent(session, "boss", contact="client:boss", wants=routing.Wants.AWAY)
        talks.listen(session, ticket, boss, now=clock())
    assert "Boss hört gleich mit" in text_of(ada.get("/desk/call"))
    assert line.told == []


def test_a_recording_is_in_sight_and_in_hand(
    browser_of: Open, Session: Database, clock: Clock, people: People, line: NotingLine
) -> None:
    """That it runs, that it pauses, and why; the carrier is told at once, before somebody else comes in."""
    ada = browser_of("ada")
    ticket = in_a_talk(Session, clock, people)
    assert "ufzeichnung" not in text_of(ada.get("/desk/call"))
    assert "nicht aufgezeichnet" in text_of(ada.post("/desk/tape/pause"))
    with Session.begin() as session:
        mine = routing.ticket(session, ticket)
        tapes.ask(session, mine, now=clock())
        tapes.answer(session, mine, agreed=True, now=clock())
    recorder = tapes.Recorder(Session, line, clock)
    recorder.begin({mine.line: 7})
    assert "Die Aufzeichnung beginnt …" in text_of(ada.get("/desk/call"))
    recorder.follow()
    assert "Das Gespräch wird aufgezeichnet." in text_of(ada.get("/desk/call"))
    assert ada.post("/desk/tape/pause").status_code == 204
    shown = text_of(ada.get("/desk/call"))
    assert "Die Aufzeichnung ist angehalten." in shown
    assert "Aufzeichnung fortsetzen (Alt+P)" in shown
    assert ada.post("/desk/tape/resume").status_code == 204
    assert ada.post("/desk/talk/hold").status_code == 204
    assert "Die Aufzeichnung ruht" in text_of(ada.get("/desk/call"))
    assert ada.post("/desk/tape/discard").status_code == 204
    assert "wird gelöscht" in text_of(ada.get("/desk/call"))
    assert [verb for verb, _ in line.told] == [
        "start_tape",
        "tape_paused",
        "tape_running",
        "tape_paused",
        "place_leg",
        "tape_over",
    ]
    assert ada.post("/desk/tape/nonsense").status_code == 404


def test_no_key_means_two_things() -> None:
    """A key that led away from the page in mid-call would end the call."""
    keys = [key for key, _ in KEYS]
    assert len(keys) == len(set(keys))
