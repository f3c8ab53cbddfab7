"""The pages on which a draft is changed, without a browser: what is sent, what is saved, what is refused."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from booking import editing
from booking.db import connect
from ivr.app import create_app, furnish
from ivr.editions.drafts import Draft, begin_draft, open_drafts, read_draft
from ivr.editions.forgetting import forget_editions
from ivr.editions.tables import EditionRow
from ivr.house import House
from ivr.settings import Settings
from routing.staff import add_staff
from tests.seeds import seed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def house(sqlite_url: str) -> Iterator[House]:
    settings = Settings(
        database_url=sqlite_url,
        public_url="https://line.example.org",
        secret_key="x" * 32,
        twilio_account_sid=f"AC{'0' * 32}",
        twilio_auth_token="secret",
        twilio_number="+494511223311",
        require_second_factor="none",
    )
    engine = connect(sqlite_url)
    house = furnish(settings, now=lambda: NOW, engine=engine)
    with house.sessions.begin() as session:
        for login, name in (("otto", "Otto Olsen"), ("olga", "Olga Ott")):
            add_staff(session, login, name, "a long password", ["operator"], now=NOW)
    yield house
    engine.dispose()


@pytest.fixture
def signed_in(house: House) -> Callable[[str], FlaskClient]:
    app = create_app(house.settings, house=house)
    app.config["WTF_CSRF_ENABLED"] = False

    def go(login: str) -> FlaskClient:
        client = app.test_client()
        client.post("/sign-in", data={"login": login, "password": "a long password"})
        return client

    return go


@pytest.fixture
def draft(house: House) -> Draft:
    with house.sessions.begin() as session:
        seed(session, now=NOW)
        shipped = house.editions.shipped
        return begin_draft(session, shipped, "termine", name="Sommer", by="otto", now=NOW)


def path_of(draft: Draft) -> str:
    return f"/console/lines/{draft.line}/drafts/{draft.id}"


def now_at(house: House, draft: Draft) -> Draft:
    with house.sessions.begin() as session:
        return read_draft(session, draft.id)


def send(client: FlaskClient, house: House, draft: Draft, deed: str, **form: object) -> TestResponse:
    """A form of a page that was made just now."""
    fields = {"seen": now_at(house, draft).edition, **form}
    return client.post(f"{path_of(draft)}/{deed}", data=fields)


def test_a_step_of_each_kind_has_its_page(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """And the line, and the words for services; in both languages. The list names every step."""
    client = signed_in("otto")
    listed = client.get(f"{path_of(draft)}/steps").text
    shipped = house.editions.shipped.editions["termine"].script.steps
    assert all(f'/steps/{step}"' in listed for step in shipped)
    of_each_kind = {type(step): name for name, step in shipped.items()}
    for step in ("main", "offer", *of_each_kind.values()):
        assert client.get(f"{path_of(draft)}/steps/{step}").status_code == 200, step
    for name in ("line", "services", "steps?q=buchen"):
        assert client.get(f"{path_of(draft)}/{name}").status_code == 200
    english = client.get(f"{path_of(draft)}/steps/main", headers={"Accept-Language": "en"}).text
    assert "What is said" in english
    assert client.get(f"{path_of(draft)}/steps/nowhere").status_code == 404
    assert client.get("/console/lines/zentrale/drafts/1/steps").status_code == 404
    assert client.post(f"{path_of(draft)}/steps/main/sing").status_code == 404


def test_a_draft_with_faults_of_six_kinds_names_each_at_its_step(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """At the step's page and in the list, in a sentence; the line keeps what it has."""
    client = signed_in("otto")
    faulty = [
        ("elsewhere", "steps/elsewhere/ways", {"way.next": "nowhere"}, "Diesen Schritt gibt es nicht."),
        ("info", "steps/info/option", {"option": "hours", "key": "2"}, "Die Taste 2 steht für zweierlei."),
        ("group", "steps/group/texts", {"text.de.group": "Am {start:datetime}."}, "nicht auf jedem Weg"),
        ("no_later", "steps/no_later/texts", {"text.de.no_later": "Offen { bleibt."}, "kein Gegenstück"),
        ("neuer_hinweis", "change/add", {"title": "Neuer Hinweis", "kind": "say", "to": "main"}, "kein Weg"),
        (
            "home",
            "steps/home/action",
            {"action": "confirm", "to": "main"},
            "Die Handlung braucht „der gehaltene Platz“.",
        ),
    ]
    for _, deed, form, _ in faulty:
        assert send(client, house, draft, deed, **form).status_code == 303
    listed = client.get(f"{path_of(draft)}/steps").text
    for step, _, _, sentence in faulty:
        assert sentence in client.get(f"{path_of(draft)}/steps/{step}").text, step
        assert f'/steps/{step}"' in listed
        assert sentence in listed
    assert house.current("termine").id is None


def test_steps_are_called_as_in_the_picture_and_a_fault_of_many_languages_is_told_once(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """By what they say or do, not by the names in the file; a new one says what is still to be chosen."""
    client = signed_in("otto")
    listed = client.get(f"{path_of(draft)}/steps").text
    for name in ("Wer ruft an?", "Guten Tag, hier ist die Terminvergabe", "Zu einem Menschen: Allgemeines"):
        assert name in listed
    assert "who calls" not in listed
    page = client.get(f"{path_of(draft)}/steps/where").text
    assert "Ist jemand am Apparat? (agent)" in page, "several ask that"

    send(client, house, draft, "change/add", title="Neuer Hinweis", kind="say")
    page = client.get(f"{path_of(draft)}/steps/neuer_hinweis").text
    assert "Wohin es von hier geht, ist noch nicht gewählt." in page
    assert page.count("Eine Ansage fehlt") == 1
    assert "Arabisch, Deutsch, Englisch" in page
    overview = client.get(f"{path_of(draft)}/").text
    assert "Eine Ansage fehlt: neuer hinweis, Ansage (Arabisch" in overview
    assert f'{path_of(draft)}/steps/neuer_hinweis"' in overview


def test_a_new_hand_over_asks_for_whom_the_others_ask(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """The action that the form also sends is none of its."""
    client = signed_in("otto")
    send(client, house, draft, "change/add", title="Zur Zulassung", kind="handoff", what="duty")
    assert "Das hat diese Leitung nicht" not in client.get(f"{path_of(draft)}/steps/zur_zulassung").text


def test_forms_that_cannot_be_saved_say_why_and_keep_what_was_typed(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """Nothing is saved then."""
    client = signed_in("otto")
    for deed, form, sentence, kept in (
        ("steps/info/option-add", {"words.de": "", "key": "7"}, "einen Namen", 'value="7" selected'),
        ("change/add", {"title": " ", "kind": "end"}, "einen Namen", 'value="end" required checked'),
        ("change/hours", {"from-0": "19:00", "until-0": "07:00", "days-0": "1"}, "nicht nach", "19:00"),
        ("change/patience", {"tries": "9", "turns": "100"}, "keine passende Zahl", 'value="9"'),
        (
            "change/voice",
            {"language": "de", "voice": "?", "speech": "de-DE", "rate": "100"},
            "Stimme: ?",
            "?",
        ),
    ):
        answer = send(client, house, draft, deed, **form)
        assert answer.status_code == 422, deed
        assert sentence in answer.text
        assert kept in answer.text
    assert now_at(house, draft).edition == draft.edition


def test_who_comes_second_sees_both_changes_and_loses_none(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """Two forms made from the same state: the second is not saved, and can be saved as well."""
    otto, olga = signed_in("otto"), signed_in("olga")
    send(otto, house, draft, "steps/group/texts", **{"text.de.group": "Für Gruppen rufen wir Sie an."})
    form = {"seen": draft.edition, "text.de.elsewhere": "Das wissen wir nicht."}
    answer = olga.post(f"{path_of(draft)}/steps/elsewhere/texts", data=form)
    assert answer.status_code == 409
    for told in ("Otto Olsen hat diesen Entwurf geändert", "rufen wir Sie an", "wissen wir nicht"):
        assert told in answer.text
    form["seen"] = now_at(house, draft).edition
    assert f'name="seen" value="{form["seen"]}"' in answer.text
    assert olga.post(f"{path_of(draft)}/steps/elsewhere/texts", data=form).status_code == 303
    after = now_at(house, draft)
    texts = "".join(text for path, text in after.files.items() if path.startswith("prompts/de/"))
    assert "rufen wir Sie an" in texts
    assert "wissen wir nicht" in texts
    assert after.changed_by == "olga"


def test_the_same_text_changed_by_two_is_chosen_and_nothing_is_lost(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """One chooses between both; what else each changed stays; the other comes back out of the history."""
    otto, olga = signed_in("otto"), signed_in("olga")
    send(
        otto, house, draft, "steps/group/texts", **{"text.de.group": "Von Otto.", "text.en.group": "By Otto."}
    )
    theirs = now_at(house, draft)
    english = house.editions.shipped.prompts.entries["en"]["group"].content
    form = {
        "seen": draft.edition,
        "text.de.group": "Von Olga.",
        "text.en.group": english,
        "text.tr.group": "Olga.",
    }
    answer = olga.post(f"{path_of(draft)}/steps/group/texts", data=form)
    assert answer.status_code == 409
    assert "Das haben Sie beide geändert" in answer.text
    assert 'name="text.de.group"' in answer.text
    assert f'name="base" value="{draft.edition}"' in answer.text
    assert now_at(house, draft).edition == theirs.edition
    again = {**form, "seen": theirs.edition, "base": draft.edition, "prefer": "mine"}
    assert olga.post(f"{path_of(draft)}/steps/group/texts", data=again).status_code == 303
    after = now_at(house, draft)
    said = {path: text for path, text in after.files.items() if path.startswith("prompts/")}
    assert "Von Olga." in "".join(said.values())
    assert "By Otto." in "".join(said.values()), "she had not touched what he changed in English"
    assert "Von Otto." not in "".join(said.values())
    history = olga.get(f"{path_of(draft)}/history").text
    assert history.count("Diesen Stand zurückholen") >= 2
    back = {"seen": after.edition}
    assert olga.post(f"{path_of(draft)}/history/{theirs.edition}", data=back).status_code == 303
    assert now_at(house, draft).files == theirs.files
    assert olga.post(f"{path_of(draft)}/history/999", data=back).status_code == 404


def test_a_service_comes_into_the_menu_with_its_own_words(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """Its name and its words come from the book, and the texts name its key; the draft stays sound."""
    client = signed_in("otto")
    form = {
        "service": "fuehrungszeugnis",
        "key": "5",
        "to": "choose_service",
        "say": "1",
    }
    assert send(client, house, draft, "steps/main/service-add", **form).status_code == 303
    assert "Der Entwurf hat keine Fehler." in client.get(f"{path_of(draft)}/steps").text
    page = client.get(f"{path_of(draft)}/steps/main").text
    assert "Taste 5: Führungszeugnis" in page
    assert "Führungszeugnis: die 5." in page


def test_words_for_services_go_into_the_book(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """By the verbs of the book: known words are refused, and who comes second is told."""
    client = signed_in("otto")
    page = f"{path_of(draft)}/services"
    with house.sessions.begin() as session:
        seen = editing.version_of_service(session, "reisepass")

    def say(words: str) -> str:
        answer = client.post(f"{page}/reisepass", data={"seen": seen, "synonyms": words})
        return client.get(answer.location).text

    assert "steht schon für ein anderes Anliegen" in say("Personalausweis")
    assert "wenigen Sekunden" in say("Pass\nPass zum Reisen")
    assert "inzwischen geändert" in say("Pass")
    with house.sessions.begin() as session:
        assert editing.wording_of(session, "reisepass").synonyms == ("Pass", "Pass zum Reisen")


def test_what_a_machine_translated_is_shown(signed_in: Callable[[str], FlaskClient], draft: Draft) -> None:
    """At each such text, and counted beside the voice of its language; not at what people wrote."""
    client = signed_in("otto")
    step = client.get(f"{path_of(draft)}/steps/main", headers={"Accept-Language": "de"}).text
    assert 'id="text-tr-main-machine"' in step
    assert 'id="text-en-main-machine"' not in step
    assert "Von einer Maschine übersetzt, noch nicht geprüft." in step
    assert "das erste ist der Name. Von einer Maschine übersetzt" in step, "words to listen for, too"
    line = client.get(f"{path_of(draft)}/line", headers={"Accept-Language": "de"}).text
    assert line.count("Texte hat eine Maschine übersetzt") == 6


def test_a_text_is_tried_while_it_is_typed(signed_in: Callable[[str], FlaskClient], draft: Draft) -> None:
    """With example values, and with what is not known there."""
    form = {"field": "text.de.group", "text.de.group": "Am {start:datetime}."}
    answer = signed_in("otto").post(f"{path_of(draft)}/steps/group/sample", data=form)
    assert "Dienstag, den 1. Dezember" in answer.text
    assert "nicht auf jedem Weg bekannt: start" in answer.text


def test_what_was_taken_back_can_be_gone_on_with(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """A new draft begins with any edition that was published, and names itself by its reason."""
    client = signed_in("otto")
    send(client, house, draft, "steps/group/texts", **{"text.de.group": "Für Gruppen rufen wir Sie an."})
    send(client, house, draft, "publish", reason="Gruppen")
    client.post("/console/lines/termine/take-back", data={"n": 1})
    assert house.current("termine").id is None

    page = client.get("/console/lines/termine/").text
    assert "wie ausgeliefert, seit" in page
    edition = re.search(r'name="edition" value="(\d+)"', page)
    assert edition is not None
    client.post("/console/lines/termine/drafts", data={"edition": edition[1], "name": "Gruppen"})
    with house.sessions.begin() as session:
        begun = open_drafts(session, "termine")[0]
    assert (begun.name, begun.base) == ("Gruppen", None)
    assert "rufen wir Sie an" in "".join(begun.files.values())
    assert "Was wurde geändert?" in page
    assert client.post("/console/lines/termine/drafts", data={"edition": "999"}).status_code == 404


@pytest.mark.parametrize("choice", [{"drop": "1"}, {"prefer": "theirs"}])
def test_an_own_change_that_gives_way_comes_back_out_of_the_history(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft, choice: dict[str, str]
) -> None:
    """Whether it is dropped as a whole, or the other's is chosen where both meet: theirs holds."""
    otto, olga = signed_in("otto"), signed_in("olga")
    send(otto, house, draft, "steps/group/texts", **{"text.de.group": "Von Otto."})
    theirs = now_at(house, draft)
    form = {"seen": draft.edition, "text.de.group": "Von Olga."}
    assert olga.post(f"{path_of(draft)}/steps/group/texts", data=form).status_code == 409
    again = {**form, "seen": theirs.edition, "base": draft.edition, **choice}
    assert olga.post(f"{path_of(draft)}/steps/group/texts", data=again).status_code == 303
    after = now_at(house, draft)
    assert after.files == theirs.files
    with house.sessions() as session:
        own = [each for each in states_of(session, after) if "Von Olga." in "".join(each.files.values())]
    back = {"seen": after.edition}
    assert olga.post(f"{path_of(draft)}/history/{own[0].id}", data=back).status_code == 303
    assert "Von Olga." in "".join(now_at(house, draft).files.values())


def test_a_history_says_where_earlier_states_are_gone(
    house: House, signed_in: Callable[[str], FlaskClient], draft: Draft
) -> None:
    """What is forgotten after a while is not taken for the beginning."""
    client = signed_in("otto")
    for text in ("Eins.", "Zwei."):
        send(client, house, draft, "steps/group/texts", **{"text.de.group": text})
    assert "So hat der Entwurf begonnen." in client.get(f"{path_of(draft)}/history").text
    with house.sessions.begin() as session:
        forget_editions(session, before=NOW + timedelta(1), calls_since=NOW)
    page = client.get(f"{path_of(draft)}/history").text
    assert "So hat der Entwurf begonnen." not in page
    assert "Frühere Stände sind nicht mehr da" in page
    assert "Zwei." in page


def states_of(session: Session, draft: Draft) -> Sequence[EditionRow]:
    return session.scalars(select(EditionRow).where(EditionRow.line == draft.line)).all()
