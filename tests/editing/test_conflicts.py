"""Two who change one draft, and the states that it has been in: nothing is lost."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.editions.drafts import Draft
from ivr.editions.forgetting import forget_editions
from ivr.editions.tables import EditionRow
from ivr.house import House
from tests.editing.conftest import NOW, now_at, path_of, send


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
