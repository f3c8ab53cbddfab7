"""The pages on which a draft is changed, without a browser: what is sent, what is saved, what is refused."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from booking import editing
from ivr.editions.drafts import Draft, open_drafts
from ivr.house import House
from tests.editing.conftest import now_at, path_of, send


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
