"""What there is: offices, services, hours, closures."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import OfficeKind
from tests.booking.town import MONDAY, close


def test_offices_in_their_order(book: Session) -> None:
    """As the file names them; or only those of one kind."""
    assert [one.key for one in booking.offices(book)] == ["markt", "hafen", "zulassung"]
    assert [one.key for one in booking.offices(book, OfficeKind.KFZ)] == ["zulassung"]


def test_an_office_has_its_names(book: Session) -> None:
    """Name, short name, former names, address and kind."""
    assert booking.office_of(book, "markt") == booking.Office(
        "markt", OfficeKind.BUERGERSERVICE, "Bürgerbüro am Markt", ("Rathaus",), "Markt 1", "Markt"
    )


def test_services_by_demand(book: Session) -> None:
    """What is asked for most comes first; or only those of one kind of office."""
    assert [one.key for one in booking.services(book)] == ["ausweis", "pass", "abmelden"]
    assert [one.key for one in booking.services(book, OfficeKind.KFZ)] == ["abmelden"]


def test_a_service_speaks_both_languages(book: Session) -> None:
    """Names, documents and fee in the language asked for, else in German."""
    service = booking.service(book, "ausweis")
    assert (service.name("en"), service.name("tr")) == ("Identity card", "Personalausweis")
    assert service.bring("en") == ("old card", "photo")
    assert service.bring("tr") == ("alter Ausweis", "Foto")
    assert (service.costs("en"), service.costs("tr")) == ("37 euros.", "37 Euro.")
    assert (service.synonyms, service.bookable) == (("Perso",), True)
    assert not booking.service(book, "abmelden").bookable


def test_where_a_service_can_be_had(book: Session) -> None:
    """Only offices that have it, in their order."""
    assert [one.key for one in booking.offices_for(book, "pass")] == ["markt", "hafen"]
    assert [one.key for one in booking.offices_for(book, "abmelden")] == ["zulassung"]


def test_weekly_hours(book: Session) -> None:
    """Each open weekday with its spans of local time, from the series that places come from."""
    hours = {day.weekday: day.spans for day in booking.weekly_hours(book, "markt")}
    morning, afternoon = (time(8), time(12)), (time(14), time(18))
    assert hours == {
        0: (morning,),
        1: (morning,),
        2: (morning,),
        3: (morning, afternoon),
        4: (morning,),
    }


def test_closures_and_holidays(book: Session) -> None:
    """What shuts an office in the days from a day on, in order, with holidays in the language asked for."""
    close(book, "hafen", MONDAY, MONDAY + timedelta(days=1), "Umbau")
    found = booking.closures(book, "hafen", MONDAY, 27, language="en")
    assert [(one.day_from, one.day_to, one.reason, one.holiday) for one in found] == [
        (MONDAY, MONDAY + timedelta(days=1), "Umbau", False),
        (date(2026, 12, 24), date(2026, 12, 31), "Winterpause", False),
        (date(2026, 12, 25), date(2026, 12, 25), "Christmas Day", True),
        (date(2026, 12, 26), date(2026, 12, 26), "Second Day of Christmas", True),
    ]
    assert booking.closures(book, "hafen", MONDAY + timedelta(days=2), 22) == []


def test_unknown_keys(book: Session) -> None:
    """An office or a service that is not there is an error of its own, wherever it is asked for."""
    with pytest.raises(booking.UnknownOffice):
        booking.office_of(book, "mond")
    with pytest.raises(booking.UnknownOffice):
        booking.weekly_hours(book, "mond")
    with pytest.raises(booking.UnknownOffice):
        booking.closures(book, "mond", MONDAY, 7)
    with pytest.raises(booking.UnknownService):
        booking.service(book, "mondfahrt")
    with pytest.raises(booking.UnknownService):
        booking.offices_for(book, "mondfahrt")


def test_errors_carry_codes() -> None:
    """Each error of the book has a code of its own, by which others name it."""
    errors = booking.BookingError.__subclasses__()
    assert len({one.code for one in errors}) == len(errors) > 1
