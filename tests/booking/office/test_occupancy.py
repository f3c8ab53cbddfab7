"""How full the weeks ahead are: the figures, the picture, and the table that says the same."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re
from datetime import date, time, timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession

import booking
from booking.outlook import outlook
from tests.booking.office.conftest import ON_ONE_DATABASE, Sessions, text_of
from tests.booking.town import MONDAY, NOW, set_hours
from tests.booking.town import book as book_at

THURSDAY = date(2026, 12, 3)


def test_open_and_booked_time_are_counted(book: DatabaseSession) -> None:
    """Minutes at all desks together; what is cancelled or only held takes none; a holiday opens none."""
    book_at(book, "08:00")
    booking.cancel(book, book_at(book, "08:10").id, by="caller", now=NOW)
    monday, *_ = days = outlook(book, "markt", MONDAY, 7)
    assert (monday.open_minutes, monday.booked_minutes, monday.appointments) == (3 * 240, 10, 1)
    assert days[3].open_minutes == 3 * 240 + 240
    assert (days[5].open_minutes, days[5].shut, days[5].share) == (0, None, 0.0)
    (new_year,) = outlook(book, "markt", date(2027, 1, 1), 1)
    assert (new_year.open_minutes, new_year.shut) == (0, "Neujahr")


def test_a_day_of_the_clock_change_is_as_long_as_it_is(book: DatabaseSession) -> None:
    """An office that is open through the night has an hour less in March, and an hour more in October."""
    night = {"rule": "FREQ=DAILY", "opens": time(0), "closes": time(4)}
    set_hours(book, "markt", [1], **night)
    spring, autumn = date(2028, 3, 26), date(2026, 10, 25)
    assert [each.open_minutes for each in outlook(book, "markt", spring, 2)] == [180, 240]
    assert [each.open_minutes for each in outlook(book, "markt", autumn, 2)] == [300, 240]


@ON_ONE_DATABASE
def test_the_picture_and_the_table_say_the_same(pages: FlaskClient, Book: Sessions) -> None:
    """Eight weeks from this week's Monday on; each bar is named as its line is."""
    with Book.begin() as session:
        for clock in ("08:00", "08:10", "08:20"):
            book_at(session, clock)
    answer = pages.get("/office/markt/occupancy")
    assert "Mo., 30.11.2026: 4 %, 0,5 von 12 Stunden gebucht" in answer.text
    assert "Montag, 30. November 2026 12 0,5 3 4 %" in text_of(answer)
    assert len(re.findall(r'class="of-bar[ "]', answer.text)) == 8 * 7
    assert answer.text.count("<svg") == 2
    assert "geschlossen: Neujahr" in answer.text
    assert (NOW.date() - timedelta(days=NOW.weekday())).strftime("%d.%m.") in answer.text
    assert pages.get("/office/hafen/occupancy").status_code == 200
