"""The call log: every call, step by step, for those who may see it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from ivr.console import call_log_blueprint
from ivr.settings import ROOT
from ivr.tables import CallRow, TurnRow
from ivr.web import install_web
from routing import sessions
from routing.guards import open_to_all
from routing.staff import add_staff

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
BOOKED = "CA" + "1" * 32
RUNNING = "CA" + "2" * 32

Database = sessionmaker[DatabaseSession]


def a_call(sid: str, started_at: datetime, **given: object) -> CallRow:
    values: dict[str, object] = {
        "line": "termine",
        "caller": "+494511234567",
        "language": "de",
        "script": "termine",
        "seen_at": started_at,
        "ended_at": started_at + timedelta(seconds=83),
        "outcome": "booked",
    }
    return CallRow(sid=sid, started_at=started_at, **{**values, **given})


def a_turn(sid: str, n: int, heard: dict[str, object], **given: object) -> TurnRow:
    values: dict[str, object] = {"said": ["Guten Tag."], "steps": ["greeting", "main"], "fault": None}
    return TurnRow(
        call_sid=sid,
        n=n,
        at=NOW,
        heard=heard,
        state="{}",
        reply="<Response/>",
        took_ms=4.2,
        **{**values, **given},
    )


@pytest.fixture
def client(Session: Database) -> FlaskClient:  # noqa: N803
    app = Flask(__name__)
    app.secret_key = "x" * 32
    install_web(app, assets_dir=ROOT / "node_modules", softphone_url=None)
    sessions.install(app, Session, lambda: NOW)
    people = Blueprint("people", __name__)
    people.add_url_rule("/sign-in", "sign_in_page", open_to_all(lambda: "sign in"))
    app.register_blueprint(people)
    app.register_blueprint(call_log_blueprint(Session))
    with Session.begin() as session:
        session.add_all(
            [
                a_call(BOOKED, NOW),
                a_call(
                    RUNNING,
                    NOW + timedelta(minutes=5),
                    caller=None,
                    language="en",
                    ended_at=None,
                    outcome=None,
                ),
            ]
        )
        session.flush()
        session.add_all(
            [
                a_turn(BOOKED, 0, {"kind": "start", "text": "", "confidence": None}),
                a_turn(
                    BOOKED,
                    1,
                    {"kind": "speech", "text": "Meine Nummer ist 01701234567", "confidence": 0.83},
                    said=["Ihr Termin ist <b>gebucht</b>."],
                    steps=["main", "kind"],
                    fault="late",
                ),
            ]
        )
    return app.test_client()


def sign_in(client: FlaskClient, database: Database, role: str) -> None:
    with database.begin() as session:
        staff = add_staff(session, role, role.title(), "a long password", [role], now=NOW)
    with client.session_transaction() as cookie:
        cookie.update(staff=staff.id, epoch=staff.epoch, since=NOW.isoformat())


def test_strangers_and_agents_see_no_calls(client: FlaskClient, Session: Database) -> None:  # noqa: N803
    """Who is not signed in is sent to sign in; an agent's role is not enough."""
    assert client.get("/calls").location.startswith("/sign-in")
    sign_in(client, Session, "agent")
    assert client.get("/calls").status_code == 403
    assert client.get(f"/calls/{BOOKED}").status_code == 403


@pytest.mark.parametrize("role", ["supervisor", "operator", "admin"])
def test_the_list_shows_the_newest_first_without_numbers(
    client: FlaskClient,
    Session: Database,  # noqa: N803
    role: str,
) -> None:
    """Each call with its time in Berlin, masked number, outcome, duration, and way through the menu."""
    sign_in(client, Session, role)
    page = client.get("/calls").text
    assert page.index(RUNNING) < page.index(BOOKED)
    assert "01.12.2026 09:30:00" in page
    assert "+49***567" in page
    assert "1234567" not in page
    assert "unterdrückt" in page
    assert "Termin gebucht" in page
    assert "1:23 min" in page
    assert "läuft" in page
    assert "Läuft noch" in page
    assert "greeting › main › kind" in page
    assert "Englisch" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("outcome=booked", {BOOKED}),
        ("outcome=none", {RUNNING}),
        ("outcome=moved", set()),
        ("ends=567", {BOOKED}),
        ("ends=67", {BOOKED}),
        ("ends=999", set()),
        ("ends=1234567", {BOOKED, RUNNING}),
        ("ends=%25&outcome=nonsense&page=x", {BOOKED, RUNNING}),
        ("page=2", set()),
    ],
)
def test_calls_are_found_by_outcome_and_last_digits(
    client: FlaskClient,
    Session: Database,  # noqa: N803
    query: str,
    found: set[str],
) -> None:
    """What is no filter is none; more digits than the list shows cannot be asked for."""
    sign_in(client, Session, "operator")
    page = client.get(f"/calls?{query}").text
    assert {sid for sid in (BOOKED, RUNNING) if sid in page} == found


def test_a_call_is_told_step_by_step(client: FlaskClient, Session: Database) -> None:  # noqa: N803
    """What was heard and said, by which steps, how long it took and what went wrong; numbers masked."""
    sign_in(client, Session, "operator")
    page = client.get(f"/calls/{BOOKED}").text
    assert page.index("Guten Tag.") < page.index("Meine Nummer ist ***567")
    assert "01701234567" not in page
    assert "Ihr Termin ist &lt;b&gt;gebucht&lt;/b&gt;." in page
    assert "Sicherheit 83 %" in page
    assert "main › kind" in page
    assert "4.2 ms" in page
    assert "Störung: late" in page
    assert "hx-trigger" not in page


def test_a_running_call_is_followed(client: FlaskClient, Session: Database) -> None:  # noqa: N803
    """The page of a call that goes on asks for news by itself."""
    sign_in(client, Session, "operator")
    assert 'hx-trigger="every 2s"' in client.get(f"/calls/{RUNNING}").text


def test_an_unknown_call_is_not_found(client: FlaskClient, Session: Database) -> None:  # noqa: N803
    """An address with a wrong sid leads to the page for that."""
    sign_in(client, Session, "operator")
    assert client.get("/calls/CA00000000000000000000000000000000").status_code == 404


def test_older_calls_are_on_further_pages(client: FlaskClient, Session: Database) -> None:  # noqa: N803
    """A page has fifty calls and leads to the older ones."""
    with Session.begin() as session:
        session.add_all(a_call(f"CA{n:032x}", NOW - timedelta(minutes=n), caller=None) for n in range(1, 56))
    sign_in(client, Session, "operator")
    first, second = client.get("/calls").text, client.get("/calls?page=2").text
    assert first.count("/calls/CA") == 50
    assert "Ältere Anrufe" in first
    assert second.count("/calls/CA") == 7
    assert "Neuere Anrufe" in second
    assert "Ältere Anrufe" not in second
