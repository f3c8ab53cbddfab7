"""Looking up a call: which there were, what was said and decided in one, and who may see whose it was."""

# ruff: noqa: N803 - the fixture is named as what it makes

import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

import booking
from booking import Channel
from ivr.console.calls.conversation import conversation
from ivr.console.picture.keeping import count_ended_calls
from ivr.dialog import Heard, Outcome
from ivr.house import House
from ivr.tables import CallRow, TurnRow
from routing import audit
from tests.conftest import SESSIONS
from tests.console.app import Database, app_of, house_on, sign_in
from tests.console.picture.calls import Scripted, keep, turns_of
from tests.databases import SqliteTemplate
from tests.seeds import seed

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
BOOKED, RUNNING = "CA" + "1" * 32, "CA" + "2" * 32
OPEN = Scripted({"duty": Outcome("open"), "who_calls": Outcome("nothing")})
SAID = [
    Heard("speech", "Meine Nummer ist 01701234567", 0.83),
    Heard("keys", "3"),
    Heard("keys", "8"),
    Heard("keys", "0"),
    Heard("outcome", "closed"),
]


@pytest.fixture(scope="module")
def house(sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> House:
    path: Path = tmp_path_factory.mktemp("house")
    return house_on(SESSIONS, sqlite_template.copy(path), NOW + timedelta(hours=1))


@pytest.fixture(scope="module")
def app(house: House) -> Flask:
    return app_of(house)


@pytest.fixture
def client(app: Flask, house: House, Session: Database) -> FlaskClient:
    """A call of the morning that booked, in German; and one in English that goes on."""
    script = house.current("termine").script
    with Session.begin() as session:
        keep(session, script, turns_of(script, SAID, OPEN, sid=BOOKED, now=NOW), outcome="booked")
        later = turns_of(script, SAID[1:2], OPEN, sid=RUNNING, now=NOW + timedelta(minutes=5))
        keep(session, script, later, outcome=None, ended=False, caller=None, language="en")
    count_ended_calls(Session, now=NOW + timedelta(hours=1))
    return app.test_client()


def noted(database: Database) -> list[tuple[str, dict[str, object]]]:
    with database.begin() as session:
        found, _ = audit.entries(session, audit.Wanted())
    return [(entry.what, dict(entry.details)) for entry in reversed(found)]


def test_strangers_and_agents_see_no_calls(client: FlaskClient, Session: Database) -> None:
    """Who is not signed in is sent to sign in; an agent may not, an operator sees no number."""
    assert client.get("/calls").location.startswith("/sign-in")
    sign_in(client, Session, "agent", NOW)
    assert client.get("/calls").status_code == 403
    assert client.get(f"/calls/{BOOKED}").status_code == 403
    sign_in(client, Session, "operator", NOW)
    assert client.post(f"/calls/{BOOKED}/number", data={"reason": "aus Neugier"}).status_code == 403
    assert client.get("/calls/CA00000000000000000000000000000000").status_code == 404
    assert noted(Session) == []


def test_the_list_shows_the_newest_first_without_numbers(client: FlaskClient, Session: Database) -> None:
    """Each call with its time in Berlin, masked number, outcome, duration, and its way by titles."""
    sign_in(client, Session, "supervisor", NOW)
    page = client.get("/calls", headers={"Accept-Language": "de"}).text
    assert page.index(RUNNING) < page.index(BOOKED)
    for text in ("01.12.2026, 09:30:00", "+49***567", "Termin gebucht", "0:55 min", "Läuft noch", "Englisch"):
        assert text in page
    assert "Hauptmenü › Auskunft" in page
    assert "1234567" not in page
    english = client.get("/calls?outcome=booked", headers={"Accept-Language": "en"}).text
    assert "Appointment booked" in english
    assert "Main menu › Information" in english
    assert [what for what, _ in noted(Session)] == ["calls.listed", "calls.listed"]


FOUND: list[tuple[str, set[str]]] = [
    ("outcome=booked", {BOOKED}),
    ("outcome=none", {RUNNING}),
    ("outcome=moved", set()),
    ("ends=567", {BOOKED}),
    ("ends=999", set()),
    ("ends=1234567&outcome=nonsense&slower=x&behind=y", {BOOKED, RUNNING}),
    ("ends=%25", {BOOKED, RUNNING}),
    ("from=2026-12-01T09:31", {RUNNING}),
    ("until=2026-12-01T09:31", {BOOKED}),
    ("from=2026-12-01T09:00&until=2026-12-01T09:30", set()),
    ("language=en", {RUNNING}),
    ("line=termine&step=info", {BOOKED}),
    ("step=inf", set()),
    ("line=zentrale", set()),
    ("slower=9", {BOOKED}),
    ("slower=10", set()),
    ("edition=12", set()),
]


def test_calls_are_found_by_what_is_asked_for(client: FlaskClient, Session: Database) -> None:
    """What is no filter is none; more digits than the list shows cannot be asked for."""
    sign_in(client, Session, "operator", NOW)
    found = [
        (query, {sid for sid in (BOOKED, RUNNING) if sid in client.get(f"/calls?{query}").text})
        for query, _ in FOUND
    ]
    assert found == FOUND


def test_a_call_is_told_step_by_step(client: FlaskClient, Session: Database) -> None:
    """What was heard and said, taken for what and why; numbers masked; the look noted."""
    sign_in(client, Session, "operator", NOW)
    page = html.unescape(client.get(f"/calls/{BOOKED}", headers={"Accept-Language": "de"}).text)
    told = [
        "Wer ruft an?",
        "Auf die Frage „Hauptmenü“",
        "Meine Nummer ist ***567",
        "Sicherheit 83 %",
        "Nicht verstanden",
        "Verstanden als: Öffnungszeiten und Unterlagen",
        "Taste oder Zahl passt nicht",
        "Wollte einen Menschen",
        "Ist jemand am Apparat?: Jemand ist da › ",
    ]
    at = 0
    for text in told:
        assert text in page[at:]
        at = page.index(text, at)
    assert "01701234567" not in page
    assert "hx-trigger" not in page
    assert noted(Session) == [("call.looked_at", {"call": BOOKED})]


def test_a_call_that_was_over_at_once_is_over(client: FlaskClient, Session: Database) -> None:
    """The page of a call that lasted no time asks for nothing new."""
    with Session.begin() as session:
        session.execute(update(CallRow).where(CallRow.sid == BOOKED).values(ended_at=CallRow.started_at))
    sign_in(client, Session, "operator", NOW)
    page = client.get(f"/calls/{BOOKED}", headers={"Accept-Language": "de"}).text
    assert "0:00 min" in page
    assert "hx-trigger" not in page


def test_a_running_call_is_followed_by_who_opened_it(client: FlaskClient, Session: Database) -> None:
    """Its page asks for news by itself; to ask without having opened it leads to where a look is noted."""
    sign_in(client, Session, "operator", NOW)
    assert client.get(f"/calls/{RUNNING}/now").location == f"/calls/{RUNNING}"
    assert 'hx-trigger="every 2s"' in client.get(f"/calls/{RUNNING}").text
    assert 'hx-trigger="every 2s"' in client.get(f"/calls/{RUNNING}/now").text
    assert len(noted(Session)) == 1


def test_the_number_is_shown_for_a_reason(client: FlaskClient, Session: Database) -> None:
    """An administrator says why; both are noted, and the number stands in no address."""
    sign_in(client, Session, "admin", NOW)
    assert "0451 1234567" not in client.get(f"/calls/{BOOKED}").text.replace("\xa0", " ")
    assert 'role="alert"' in client.post(f"/calls/{BOOKED}/number", data={"reason": " "}).text
    page = client.post(f"/calls/{BOOKED}/number", data={"reason": "Bedrohung, Anzeige 4711"}).text
    assert re.search(r"0451.?1234567", page)
    assert noted(Session)[-1] == ("call.number_seen", {"call": BOOKED, "reason": "Bedrohung, Anzeige 4711"})
    assert [what for what, _ in noted(Session)] == ["call.looked_at", "call.number_seen"]


def test_further_calls_are_behind_the_last_one(client: FlaskClient, house: House, Session: Database) -> None:
    """Pages of fifty hold each call once, also those of one moment."""
    script = house.current("termine").script
    with Session.begin() as session:
        for n in range(110):
            turns = turns_of(script, [], OPEN, sid=f"CA{n:032x}", now=NOW - timedelta(minutes=n // 60))
            keep(session, script, turns, outcome="hung_up", caller=None)
    sign_in(client, Session, "operator", NOW)
    seen: list[str] = []
    address = "/calls"
    while address:
        page = client.get(address).text
        seen += re.findall(r"/calls/(CA\w+)", page)
        older = re.search(r'href="(/calls\?behind=[^"]+)"', page)
        address = html.unescape(older[1]) if older else ""
    assert len(seen) == len(set(seen)) == 112


def test_what_was_booked_is_told_without_whose_it_is(
    client: FlaskClient, house: House, Session: Database
) -> None:
    """Service, office and time, and whether it still is; no name, no number, no code."""
    with Session.begin() as session:
        seed(session, now=NOW)
        place = booking.offer(session, "personalausweis", now=NOW)[0]
        held = booking.hold(session, place, now=NOW, holder=BOOKED, channel=Channel.PHONE)
        made = booking.confirm(session, held.id, phone="+494511234567", language="de", by=BOOKED, now=NOW)
        turn = session.get_one(TurnRow, (BOOKED, 3))
        turn.done = [["confirm", "booked", {"appointment": made.id, "code": made.code}]]
    with Session.begin() as session:
        found = conversation(session, BOOKED, house.current("termine").script, "en")
    assert [(deed.what, deed.services, deed.start, deed.now) for deed in found.deeds] == [
        ("booked", ("Identity card",), made.start, "confirmed")
    ]
    sign_in(client, Session, "operator", NOW)
    page = client.get(f"/calls/{BOOKED}", headers={"Accept-Language": "de"}).text
    assert "Personalausweis, " in page
    assert "jetzt: gebucht" in page
    assert made.code not in page
