"""The supervisor's pages: who may see them, and what their forms do."""

# ruff: noqa: N803 - the fixture is named as what it makes

import io

import pytest

import routing
from routing import TicketState, Wants
from routing.abilities import abilities_of
from tests.routing.conftest import new_call
from tests.routing.desk.app import Clock, NotingLine
from tests.routing.desk.steps import Database, Open, People, answer, presence, text_of, wait_and_ring

PAGES = ("", "board", "waiting", "agents", "messages", "reports", "reports.csv", "demand", "demand.csv")


@pytest.mark.parametrize("page", PAGES)
def test_only_supervisors_may_see_them(browser_of: Open, page: str) -> None:
    """An agent is refused."""
    assert browser_of("ada").get(f"/supervisor/{page}").status_code == 403
    assert browser_of("gesa").get(f"/supervisor/{page}").status_code == 200


def test_a_waiting_call_is_given_to_somebody(
    browser_of: Open, Session: Database, people: People, clock: Clock, line: NotingLine
) -> None:
    """The phone rings; while the carrier is in trouble the call waits on, and that is said."""
    gesa = browser_of("gesa")
    with Session.begin() as session:
        routing.set_wants(session, people["ada"], Wants.AVAILABLE, now=clock())
        ticket = routing.enqueue(session, new_call("CA1", skill="fuehrerschein"), now=clock())
    page = text_of(gesa.get("/supervisor/waiting"))
    assert "Terminvergabe der Hansestadt Lübeck, Führerscheinstelle, Deutsch" in page
    give = f"/supervisor/waiting/{ticket.id}/agent"
    line.in_trouble = True
    refused = gesa.post(give, data={"agent": people["ada"]}, follow_redirects=True)
    assert "nicht zu erreichen" in text_of(refused)
    line.in_trouble = False
    gesa.post(give, data={"agent": people["ada"]})
    assert line.told == [("ring", "CA1")]
    with Session.begin() as session:
        assert routing.ticket(session, ticket.id).state is TicketState.RINGING
    assert "Das ging nicht" in text_of(gesa.post(give, data={"agent": people["ada"]}, follow_redirects=True))
    moved = gesa.post(f"/supervisor/waiting/{ticket.id}/topic", data={"to": "zentrale:kfz"})
    assert moved.status_code == 400


def test_states_levels_and_messages(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """A state needs a reason; levels are as chosen; both are in the history; a message is shown."""
    gesa, ada = browser_of("gesa"), browser_of("ada")
    page = f"/supervisor/agents/{people['ada']}"
    without = gesa.post(f"{page}/wants", data={"wants": "off", "why": " "}, follow_redirects=True)
    assert "nennen Sie einen Grund" in text_of(without)
    gesa.post(f"{page}/wants", data={"wants": "break", "why": "Mittag"})
    assert presence(Session, people["ada"]).wants is Wants.BREAK
    levels = {"skills.kfz": "3", "skills.zentrale": "0", "languages.de": "2", "lines.zentrale": "1"}
    gesa.post(f"{page}/abilities", data=levels)
    with Session.begin() as session:
        able = abilities_of(session, people["ada"])
    assert (able.skills, able.languages, able.lines) == ({"kfz": 3}, {"de": 2}, {"zentrale": 1})
    assert gesa.post(f"{page}/abilities", data={"skills.kfz": "7"}).status_code == 400
    seen = text_of(gesa.get(page))
    assert "Gesa Thomsen: Zustand gesetzt, Pause: Mittag" in seen
    assert "kfz 2 → 3" in seen
    gesa.post("/supervisor/messages", data={"to": people["ada"], "text": "Kfz heute ab 12 zu"})
    message = ada.get("/desk/call")
    assert "Kfz heute ab 12 zu Gesa Thomsen, 10:00 Uhr" in text_of(message)
    assert "Kfz heute" not in ada.post("/desk/messages/1/read").text
    assert "1 von 1 gelesen" in text_of(gesa.get("/supervisor/messages"))


def test_the_board_tells_of_changes(browser_of: Open, Session: Database, clock: Clock) -> None:
    """A call that comes in changes the board; the page is told to fetch it."""
    gesa = browser_of("gesa")
    with gesa.get("/supervisor/events", buffered=False) as response:
        events = (chunk.decode() for chunk in response.response)
        assert next(events) == "event: board\ndata: {}\n\n"
        with Session.begin() as session:
            routing.enqueue(session, new_call("CA1"), now=clock())
        assert next(events) == "event: board\ndata: {}\n\n"
        assert "sv-figures__low" not in gesa.get("/supervisor/board").text
        clock.go_on(seconds=31)
        assert next(events) == "event: board\ndata: {}\n\n"
    page = gesa.get("/supervisor/board")
    assert "Warten 1 " in text_of(page)
    assert "sv-figures__low" in page.text


def test_a_report_as_page_and_file(browser_of: Open, Session: Database, clock: Clock, people: People) -> None:
    """Today by half hour, with a picture; figures and reasons as files; what cannot be read is today."""
    gesa = browser_of("gesa")
    wait_and_ring(Session, clock=clock, people=people)
    answer(Session, 1, clock)
    with Session.begin() as session:
        routing.enqueue(session, new_call("CA2"), now=clock())
        routing.caller_gone(session, "CA2", now=clock.go_on(seconds=10))
    page = gesa.get("/supervisor/reports?first=gestern&by=nothing")
    assert "10:00 2 1 1 0,0 % 50,0 % 42 42 – – 0,0 %" in text_of(page)
    assert "Wollte mit einem Menschen sprechen 2" in text_of(page)
    assert "<svg" in page.text
    file = gesa.get("/supervisor/reports.csv?by=topic").data.decode("utf-8-sig")
    assert file.splitlines()[1] == "Kfz-Zulassung;2;1;1;0;0,5;42;42;;;"
    reasons = gesa.get("/supervisor/reports.csv?table=reasons").data.decode("utf-8-sig")
    told = ["Was;Bezeichnung;Anzahl", "Warum zu einem Menschen;Wollte mit einem Menschen sprechen;2"]
    assert reasons.splitlines() == told
    assert gesa.get("/supervisor/reports?last=2036-01-01&by=line&line=zentrale").status_code == 200


def test_the_demand_beside_the_plan(browser_of: Open) -> None:
    """The coming week; a plan typed in or sent as the file that the page gives; too few are marked."""
    gesa = browser_of("gesa")
    page = gesa.get("/supervisor/demand")
    assert "Bedarf ab Montag, 7. Dezember 2026" in text_of(page)
    assert "noch keine Anrufe bekannt" in text_of(page)
    assert "week=2026-12-14" in page.text
    where = {"line": "termine", "week": "2026-12-07", "shrinkage": "30"}
    gesa.post("/supervisor/demand/plan", data={**where, "2026-12-07T07:00": "1", "2026-12-07T07:30": ""})
    marked = gesa.get("/supervisor/demand?week=2026-12-09")
    assert marked.text.count('<span class="sv-demand__low">') == 1
    lines = gesa.get("/supervisor/demand.csv").data.decode("utf-8-sig").splitlines()
    assert lines[:3] == [
        "Tag;Beginn;Erwartete Anrufe;Gebraucht;Geplant",
        "2026-12-07;07:00;0;2;1",
        "2026-12-07;07:30;0;2;",
    ]
    file = (io.BytesIO("\n".join([lines[0], "2026-12-07;07:00;0;2;3"]).encode()), "rota.csv")
    done = gesa.post("/supervisor/demand/file", data={**where, "file": file}, follow_redirects=True)
    assert "1 halbe Stunden sind übernommen" in text_of(done)
    assert "sv-demand__low" not in done.text
    assert gesa.post("/supervisor/demand/plan", data={**where, "2026-12-07T07:10": "1"}).status_code == 400
    closed = gesa.get("/supervisor/demand?week=2026-12-25&shrinkage=x")
    assert "geschlossen" in text_of(closed)
