"""Closures in the pages: entered, removed, refused with a reason; and two editors at once."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import booking
from booking import editing
from tests.booking.office.conftest import ON_ONE_DATABASE, Sessions, Who, text_of
from tests.booking.town import MONDAY, NOW, free_starts

PAGE = "/office/markt/closures"
MONDAY_SHUT = {"day_from": "2026-11-30", "day_to": "", "reason": "  Personal- \n versammlung "}


def seen(page: TestResponse) -> str:
    """The version that the page's forms carry."""
    (version,) = set(re.findall(r'name="seen" value="(\d+)"', page.text))
    return str(version)


def save(pages: FlaskClient, **form: str) -> TestResponse:
    return pages.post(PAGE, data={"seen": seen(pages.get(PAGE)), **MONDAY_SHUT, **form})


def test_a_closure_shuts_the_office(pages: FlaskClient, Book: Sessions) -> None:
    """One day is enough; nothing is offered on it any more, and the page names it with its reason."""
    saved = save(pages)
    assert saved.location == PAGE
    page = text_of(pages.get(PAGE))
    assert "Gespeichert." in page
    assert "Mo., 30.11.2026 Personal- versammlung" in page
    assert "Diese Schließung ist schon eingetragen." in text_of(save(pages), 422)
    with Book.begin() as session:
        assert free_starts(session, MONDAY) == []
        assert len(editing.closures_since(session, "markt", MONDAY)) == 1


def test_a_removed_closure_opens_it_again(pages: FlaskClient, Book: Sessions) -> None:
    """Its places can be had again, and the history knows of both."""
    save(pages)
    page = pages.get(PAGE)
    (address,) = re.findall(r'action="(/office/markt/closures/\d+/remove)"', page.text)
    assert pages.post(address, data={"seen": seen(page)}).location == PAGE
    with Book.begin() as session:
        assert free_starts(session, MONDAY)
        newest, oldest = editing.changes(session, "markt")
    assert (newest.what, newest.by, newest.at) == (editing.Changed.CLOSURE_REMOVED, "office:jule", NOW)
    assert oldest.details == {
        "now": {"from": "2026-11-30", "to": "2026-11-30", "reason": "Personal- versammlung"}
    }
    again = pages.post(address, data={"seen": seen(pages.get(PAGE))})
    assert "Das gibt es nicht mehr" in text_of(again, 422)


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"day_from": ""}, "Bitte geben Sie das Datum an"),
        ({"day_from": "30.02.2027"}, "Bitte geben Sie das Datum an"),
        ({"day_to": "2026-11-29"}, "Der letzte Tag liegt vor dem ersten."),
        ({"day_from": "2026-11-25", "day_to": "2026-11-26"}, "Diese Tage sind schon vorbei."),
        ({"reason": " "}, "Bitte geben Sie einen Grund an."),
    ],
)
def test_what_cannot_be_is_said_and_the_form_keeps_what_was_typed(
    pages: FlaskClient, Book: Sessions, form: dict[str, str], said: str
) -> None:
    """A sentence in German; nothing is changed, and nobody has to type again."""
    typed = {"day_from": "2026-11-30", "day_to": "2026-12-01", "reason": "Umzug", **form}
    refused = save(pages, **typed)
    assert said in text_of(refused, 422)
    for value in filter(str.strip, typed.values()):
        assert f'value="{value}"' in refused.text
    with Book.begin() as session:
        assert editing.changes(session, "markt") == []
        assert editing.closures_since(session, "markt", MONDAY) == []


def test_two_who_edit_at_once_learn_of_each_other(pages: FlaskClient, Book: Sessions, who: Who) -> None:
    """The second one is not saved but told who did what; their typing is there, and saves at the next try."""
    old = seen(pages.get(PAGE))
    assert save(pages).status_code == 302
    pages.get(PAGE)
    who.login = "bela"
    late = pages.post(PAGE, data={**MONDAY_SHUT, "day_from": "2026-12-02", "reason": "Umzug", "seen": old})
    said = text_of(late, 422)
    assert "Nicht gespeichert: Inzwischen hat jemand anders diese Stelle geändert." in said
    assert "Schließung eingetragen, jule, Fr., 27. November 2026, 16:00 Uhr" in said
    assert "Mo., 30.11.2026" in said
    assert 'value="Umzug"' in late.text
    again = pages.post(
        PAGE, data={**MONDAY_SHUT, "day_from": "2026-12-02", "reason": "Umzug", "seen": seen(late)}
    )
    assert again.status_code == 302
    with Book.begin() as session:
        assert len(editing.closures_since(session, "markt", MONDAY)) == 2


def test_another_office_is_not_in_the_way(pages: FlaskClient, Book: Sessions) -> None:
    """Versions are counted for each office; a closure of one cannot be removed by way of another."""
    save(pages)
    with Book.begin() as session:
        (kept,) = editing.closures_since(session, "markt", MONDAY)
        assert editing.version(session, "hafen") == 0
    refused = pages.post(f"/office/hafen/closures/{kept.id}/remove", data={"seen": "0"})
    assert refused.status_code == 422
    assert pages.post("/office/nowhere/closures", data={**MONDAY_SHUT, "seen": "0"}).status_code == 404


def test_a_form_without_its_version_changes_nothing(pages: FlaskClient) -> None:
    """A tampered form is taken for an old one."""
    assert pages.post(PAGE, data=MONDAY_SHUT).status_code == 422
    assert pages.post(PAGE, data={**MONDAY_SHUT, "seen": "x"}).status_code == 422


def test_an_edited_office_is_its_own(pages: FlaskClient, Book: Sessions) -> None:
    """Example data that are loaded again leave what staff have entered."""
    from tests.booking.town import load_town

    save(pages)
    with Book.begin() as session:
        load_town(session)
        assert len(booking.closures(session, "markt", MONDAY, 1)) == 1


def test_holidays_are_named(pages: FlaskClient) -> None:
    """Those of the office's federal state, for a year ahead."""
    assert "Do., 31.10.2026" not in text_of(pages.get(PAGE))
    assert "Fr., 1.1.2027 Neujahr" in text_of(pages.get(PAGE))
    assert "So., 31.10.2027 Reformationstag" in text_of(pages.get(PAGE))


def test_of_two_who_save_at_the_same_moment_one_is_saved(Book: Sessions) -> None:
    """Both pages were made before either was saved: the database lets one through and tells the other."""
    together = Barrier(2)

    def save_one(day: date) -> str:
        together.wait(10)
        try:
            with Book.begin() as session:
                editing.add_closure(session, "markt", day, day, "Umzug", seen=0, by="office:jule", now=NOW)
        except editing.ChangedMeanwhile as refused:
            return refused.code
        return "saved"

    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(save_one, (MONDAY, date(2026, 12, 1))))
    assert sorted(outcomes) == ["changed_meanwhile", "saved"]
    with Book.begin() as session:
        assert len(editing.changes(session, "markt")) == 1
