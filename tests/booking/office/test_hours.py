"""Opening hours in the pages: series, breaks, special openings; what they change for callers."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re
from datetime import date, time

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking import editing
from booking.office.days_typed import RHYTHMS, Days, days_of, rule_of
from booking.values import Use
from tests.booking.office.conftest import ON_ONE_DATABASE, Sessions, text_of
from tests.booking.office.test_closures import seen
from tests.booking.town import NOW, free_starts

PAGE = "/office/markt/hours"
SATURDAY = date(2026, 12, 5)
OPENING = {
    "weekday": ["5"],
    "rhythm": "1",
    "valid_from": "",
    "valid_until": "",
    "opens": "09:00",
    "closes": "10:00",
    "place_minutes": "20",
    "desk-1": "public",
    "desk-2": "",
}


def save(pages: FlaskClient, **form: object) -> TestResponse:
    version = seen(pages.get(f"{PAGE}/new"))
    return pages.post(PAGE, data={"seen": version, **OPENING, **form})


def kept(Book: Sessions) -> list[editing.KeptOpening]:
    with Book.begin() as session:
        return editing.openings(session, "markt")


def starts(Book: Sessions, day: date) -> list[str]:
    with Book.begin() as session:
        return free_starts(session, day)


def test_all_hours_are_listed(pages: FlaskClient) -> None:
    """Days, times, length of a place, and the numbers of the desks."""
    page = text_of(pages.get(PAGE))
    assert "Do: jede Woche 14:00–18:00 10 Minuten 1" in page
    assert "08:00–12:00 10 Minuten 1, 2, 3" in page
    assert "Es ist keine Sonderöffnung eingetragen." in page


def test_a_new_series_gives_places(pages: FlaskClient, Book: Sessions) -> None:
    """From now on the office is open on Saturdays, in places of its own length."""
    assert save(pages).location == PAGE
    assert starts(Book, SATURDAY) == ["09:00", "09:20", "09:40"]
    assert "Sa: jede Woche 09:00–10:00 20 Minuten 1" in text_of(pages.get(PAGE))


def test_a_break_makes_two_of_one(pages: FlaskClient, Book: Sessions) -> None:
    """Before and after it, and nothing within."""
    save(pages, closes="11:00", break_from="09:40", break_until="10:20")
    assert starts(Book, SATURDAY) == ["09:00", "09:20", "10:20", "10:40"]


def test_every_second_week_and_the_last_of_a_month(pages: FlaskClient, Book: Sessions) -> None:
    """Rhythms count from the first day; several weekdays may share one."""
    save(pages, rhythm="2", valid_from="2026-12-05")
    assert starts(Book, SATURDAY)
    assert not starts(Book, date(2026, 12, 12))
    assert starts(Book, date(2026, 12, 19))
    save(pages, rhythm="m2", opens="14:00", closes="15:00")
    assert starts(Book, date(2026, 12, 12)) == ["14:00", "14:20", "14:40"]


def test_an_opening_is_changed_and_removed(pages: FlaskClient, Book: Sessions) -> None:
    """Its form holds what is kept; the history has what it was and what it is."""
    save(pages)
    (new,) = [each for each in kept(Book) if each.opening.opens == time(9)]
    page = pages.get(f"{PAGE}/{new.id}")
    assert re.search(r'value="5" checked', page.text)
    assert 'value="09:00"' in page.text
    changed = pages.post(f"{PAGE}/{new.id}", data={**OPENING, "seen": seen(page), "closes": "09:40"})
    assert changed.location == PAGE
    assert starts(Book, SATURDAY) == ["09:00", "09:20"]
    with Book.begin() as session:
        details = editing.changes(session, "markt")[0].details
    assert (details["was"]["closes"], details["now"]["closes"]) == ("10:00", "09:40")
    assert pages.post(f"{PAGE}/{new.id}/remove", data={"seen": seen(pages.get(PAGE))}).location == PAGE
    assert starts(Book, SATURDAY) == []
    assert pages.get(f"{PAGE}/{new.id}").status_code == 404
    gone = pages.post(f"{PAGE}/{new.id}", data={**OPENING, "seen": seen(pages.get(PAGE))})
    assert "Das gibt es nicht mehr" in text_of(gone, 422)


def test_a_special_opening_beats_a_holiday(pages: FlaskClient, Book: Sessions) -> None:
    """Open on Christmas Day, once; it replaces what a usual day has."""
    page = pages.get(f"{PAGE}/new-special")
    form = {"special": "1", "valid_from": "2026-12-25", "seen": seen(page)}
    assert pages.post(PAGE, data={**OPENING, **form}).location == PAGE
    assert "Freitag, 25. Dezember 2026 09:00–10:00" in text_of(pages.get(PAGE))
    (special,) = [each.opening for each in kept(Book) if each.opening.special]
    assert (special.valid_from, special.desks) == (date(2026, 12, 25), {1: Use.PUBLIC})


def test_a_desk_may_be_open_for_some_only(pages: FlaskClient, Book: Sessions) -> None:
    """What is for staff alone is not offered to the public."""
    save(pages, **{"desk-1": "staff"})
    assert "1 (nur Stelle)" in text_of(pages.get(PAGE))
    assert starts(Book, SATURDAY) == []


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"weekday": []}, "Bitte wählen Sie mindestens einen Wochentag."),
        ({"rhythm": "own"}, "Bitte wählen Sie mindestens einen Wochentag."),
        ({"rhythm": "2"}, "Bitte geben Sie den ersten Tag an"),
        ({"valid_from": "2026-12-31", "valid_until": "2026-12-01"}, "Der letzte Tag liegt vor dem ersten."),
        ({"valid_from": "gestern"}, "Bitte geben Sie das Datum an"),
        ({"opens": "10:00"}, "Zwischen Beginn und Ende muss mindestens ein Termin passen."),
        ({"closes": "09:15"}, "Zwischen Beginn und Ende muss mindestens ein Termin passen."),
        ({"opens": "25:00"}, "Bitte geben Sie die Uhrzeit an"),
        ({"opens": "09:03"}, "volle fünf Minuten"),
        ({"place_minutes": "7"}, "volle fünf Minuten"),
        ({"place_minutes": "zehn"}, "Bitte geben Sie eine ganze Zahl an."),
        ({"place_minutes": "0"}, "zu klein oder zu groß"),
        ({"desk-1": ""}, "Bitte wählen Sie mindestens einen Schalter"),
        ({"desk-1": "", "desk-4": "public"}, "Bitte wählen Sie mindestens einen Schalter"),
        ({"weekday": ["0"]}, "schon durch eine andere Öffnung belegt"),
        ({"break_from": "09:20"}, "Bitte geben Sie die Uhrzeit an"),
        ({"break_from": "09:40", "break_until": "09:20"}, "schon durch eine andere Öffnung belegt"),
    ],
)
def test_what_cannot_be_is_said(
    pages: FlaskClient, Book: Sessions, form: dict[str, object], said: str
) -> None:
    """A sentence in German, the form as it was typed, and nothing changed: not the half of it either."""
    before = kept(Book)
    refused = save(pages, **form)
    assert said in text_of(refused, 422)
    for name, value in form.items():
        if name in ("opens", "closes", "valid_from"):
            assert f'value="{value}"' in refused.text
    assert kept(Book) == before


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_a_form_shows_the_rule_that_it_made(rhythm: str) -> None:
    """There and back, for one weekday and for several."""
    for weekdays in ((0,), (1, 3, 6)):
        assert days_of(rule_of(Days(weekdays, rhythm))) == Days(weekdays, rhythm)


def test_a_rule_of_its_own_is_kept(pages: FlaskClient, Book: Sessions) -> None:
    """What the form cannot say, it shows as it is, and leaves when the times change."""
    with Book.begin() as session:
        first = editing.openings(session, "markt")[0]
        own = editing.Opening("FREQ=MONTHLY;BYMONTHDAY=5", time(18), time(19), 10, {1: Use.PUBLIC})
        given = {"seen": 0, "by": "office:jule", "now": NOW}
        editing.change_opening(session, "markt", first.id, own, **given)  # type: ignore[arg-type]
    page = pages.get(f"{PAGE}/{first.id}")
    assert "eigene Regel: FREQ=MONTHLY;BYMONTHDAY=5" in text_of(page)
    form = {
        **OPENING,
        "rhythm": "own",
        "weekday": [],
        "opens": "18:00",
        "closes": "20:00",
        "seen": seen(page),
    }
    assert pages.post(f"{PAGE}/{first.id}", data=form).location == PAGE
    assert [each.opening.rule for each in kept(Book) if each.id == first.id] == [own.rule]
