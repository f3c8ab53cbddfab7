"""The pages of the picture: drawing, list, details, two editions compared, and words that are added."""

# ruff: noqa: N803 - the fixture is named as what it makes

import html
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking import editing as book
from ivr.console.picture.keeping import count_ended_calls
from ivr.dialog import Heard, Outcome
from ivr.editions.drafts import begin_draft, open_drafts, save_draft
from ivr.house import House
from tests.conftest import SESSIONS
from tests.console.app import Database, app_of, house_on, sign_in
from tests.console.picture.calls import Scripted, keep, turns_of
from tests.databases import SqliteTemplate
from tests.seeds import seed

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
OPEN = Scripted({"duty": Outcome("open"), "who_calls": Outcome("nothing")})
PICTURE = "/console/lines/termine/picture"
GERMAN = {"Accept-Language": "de"}


@pytest.fixture(scope="module")
def house(sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> House:
    url = sqlite_template.copy(tmp_path_factory.mktemp("house"))
    return house_on(SESSIONS, url, NOW + timedelta(hours=1))


@pytest.fixture(scope="module")
def app(house: House) -> Flask:
    return app_of(house)


@pytest.fixture
def client(app: Flask, house: House, Session: Database) -> FlaskClient:
    """Eight callers said the same that nobody understands, and one a name."""
    script = house.current("termine").script
    with Session.begin() as session:
        seed(session, now=NOW)
        for n in range(9):
            said = Heard("speech", "Krause" if n == 8 else "Blumenkohl bitte")
            turns = turns_of(script, [said], OPEN, sid=f"CA{n}", now=NOW)
            keep(session, script, turns, outcome="hung_up")
    count_ended_calls(Session, now=NOW + timedelta(hours=1))
    client = app.test_client()
    sign_in(client, Session, "operator", NOW)
    return client


def test_the_picture_and_its_list_say_the_same(client: FlaskClient) -> None:
    """Figures in the drawing, in the list, and beside a step; of another edition or time there are none."""
    drawn = client.get(f"{PICTURE}/drawing?span=today", headers=GERMAN).json
    main = next(step for step in drawn["steps"] if step["id"] == "main")
    assert main["figures"] == ["9 Anrufe", "aufgelegt: 9", "nicht verstanden: 9"]
    listed = html.unescape(client.get(f"{PICTURE}/list?span=today", headers=GERMAN).text)
    assert listed.index("Hauptmenü") < listed.index("Neuer Termin") < listed.index("Legten hier auf")
    assert "Callers" not in listed
    beside = client.get(f"{PICTURE}/steps/main?span=today", headers=GERMAN).text
    assert "blumenkohl bitte" in beside
    assert "krause" not in beside.casefold()
    for other in ("span=own&from=2026-11-01&until=2026-11-30", "edition=another%40x"):
        drawn = client.get(f"{PICTURE}/drawing?{other}").json
        assert all(step["figures"] == [] for step in drawn["steps"])
    assert client.get(f"{PICTURE}?step=main&span=month").status_code == 200
    assert client.get(f"{PICTURE}/steps/nowhere").status_code == 404
    assert client.get("/console/lines/nowhere/picture").status_code == 404


def test_a_draft_is_shown_against_the_line(client: FlaskClient, house: House, Session: Database) -> None:
    """What is new and gone, by steps and ways; faults in sentences; also of a menu that cannot be read."""
    with Session.begin() as session:
        draft = begin_draft(session, house.editions.shipped, "termine", name="Sommer", by="otto", now=NOW)
        menu = draft.files["menu.toml"].replace('say = "group"', 'say = "no_such_prompt"')
        changed = {
            **draft.files,
            "menu.toml": f'{menu}\n[new]\nsay = "greeting"\nnext = "main"\n[odd]\nx = 1\n',
        }
        save_draft(session, draft.id, changed, seen=draft.edition, by="otto", now=NOW)
    page = html.unescape(client.get(f"/console/lines/termine/drafts/{draft.id}/picture", headers=GERMAN).text)
    assert "Neue Schritte: 1, entfallene: 0, geänderte: 1." in page
    assert "Eine Ansage fehlt: no_such_prompt (Arabisch, Deutsch, Englisch" in page
    assert "Diesem Schritt fehlt, was er tun soll" in page
    drawn = client.get(f"/console/lines/termine/drafts/{draft.id}/picture/drawing", headers=GERMAN).json
    marks = {step["id"]: step["markName"] for step in drawn["steps"] if step["mark"]}
    assert marks == {"group": "≠ geändert", "new": "+ neu"}
    assert client.get(f"/console/lines/zentrale/drafts/{draft.id}/picture").status_code == 404
    same = client.get("/console/lines/termine/compare?before=shipped&after=", headers=GERMAN).text
    assert "Wie ausgeliefert und Die jetzige Fassung im Vergleich" in same
    assert "Beide sind gleich." in same


def test_a_word_is_added_to_an_option_of_a_draft(
    client: FlaskClient, house: House, Session: Database
) -> None:
    """Into a new draft, then into the same one; what belongs nowhere is refused."""
    form = {"step": "main", "said": "de|blumenkohl bitte", "words": "", "of": "option:new", "draft": "new"}
    told = client.post("/console/lines/termine/synonyms", data=form, headers=GERMAN, follow_redirects=True)
    assert "„blumenkohl bitte“ steht jetzt im Entwurf „Andere Wörter“." in told.text
    with Session.begin() as session:
        (draft,) = open_drafts(session, "termine")
    again = {**form, "words": "Blumenkohl", "draft": str(draft.id)}
    client.post("/console/lines/termine/synonyms", data=again)
    with Session.begin() as session:
        (draft,) = open_drafts(session, "termine")
    (path,) = draft.files.keys() - {"line.toml", "menu.toml"}
    assert path.startswith("prompts/de/")
    assert '"neuer Termin", "Termin"' in draft.files[path]
    assert '"blumenkohl bitte", "Blumenkohl"]' in draft.files[path]
    for wrong in ({"of": "option:no_such"}, {"draft": "999"}, {"step": "greeting"}):
        answer = client.post(
            "/console/lines/termine/synonyms", data={**form, **wrong}, headers=GERMAN, follow_redirects=True
        )
        assert "kann nicht aufgenommen werden" in answer.text


def test_a_word_is_added_to_a_service(client: FlaskClient, Session: Database) -> None:
    """At once and for all lines; not where another service is called so."""
    form = {"step": "main", "said": "de|blumenkohl bitte", "of": "service:reisepass"}
    client.post("/console/lines/termine/synonyms", data=form)
    with Session.begin() as session:
        assert "blumenkohl bitte" in book.wording_of(session, "reisepass").synonyms
    taken = {**form, "words": "Personalausweis"}
    told = client.post("/console/lines/termine/synonyms", data=taken, headers=GERMAN, follow_redirects=True)
    assert "so heißt schon ein anderes Anliegen" in told.text
    nothing = client.post("/console/lines/termine/synonyms", data={"step": "main"}, headers=GERMAN)
    assert nothing.location == f"{PICTURE}?step=main"
