"""The example data of Lübeck."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

import booking
from booking import OfficeKind
from booking.example.load import LUEBECK, load_example
from booking.example.read import read
from booking.schedule import unable_desks
from booking.tables import DeskRow, OfficeRow, OfficeServiceRow, OpeningSeriesRow, SeriesDeskRow, ServiceRow
from tests.booking.town import FILE
from tests.seeds import seed

NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
TABLES = (OfficeRow, ServiceRow, OfficeServiceRow, DeskRow, OpeningSeriesRow, SeriesDeskRow)
MOST_WORDS = 16  # about five seconds of speech


@pytest.fixture
def luebeck(Session: sessionmaker[DatabaseSession]) -> Iterator[DatabaseSession]:  # noqa: N803
    with Session.begin() as session:
        seed(session, now=NOW)
        yield session


def count(session: DatabaseSession) -> list[int]:
    return [session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]


def test_the_offices_and_services_are_there(luebeck: DatabaseSession) -> None:
    """Seven Bürgerservicebüros, the Kfz-Zulassung, the Führerscheinstelle, and more than 34 services."""
    kinds = [office.kind for office in booking.offices(luebeck)]
    assert {kind: kinds.count(kind) for kind in OfficeKind} == {
        OfficeKind.BUERGERSERVICE: 7,
        OfficeKind.KFZ: 1,
        OfficeKind.FUEHRERSCHEIN: 1,
    }
    assert len(booking.services(luebeck)) >= 34


def test_everything_can_be_had_somewhere(luebeck: DatabaseSession) -> None:
    """Each service has an offer within the eight weeks; each office has hours."""
    for service in booking.services(luebeck):
        assert booking.offer(luebeck, service.key, now=NOW, count=1), service.key
    for office in booking.offices(luebeck):
        assert booking.weekly_hours(luebeck, office.key), office.key


def test_what_is_spoken_is_short(luebeck: DatabaseSession) -> None:
    """What to bring is short enough to be listened to, in both languages."""
    for service in booking.services(luebeck):
        for language in ("de", "en"):
            words = " ".join(service.bring(language)).split()
            assert 0 < len(words) <= MOST_WORDS, (service.key, language, words)
            assert len(service.costs(language).split()) <= 10, (service.key, language)


@pytest.mark.parametrize("language", ["en", "tr", "ar", "ru", "uk", "pl"])
def test_every_service_is_told_in_every_language(language: str) -> None:
    """What it is called, in which words, what to bring, what it costs: what is left out is named here.

    English words stand among the synonyms, with the German ones.
    """
    told = ("names", "documents", "fee") if language == "en" else ("names", "words", "documents", "fee")
    lacking = [
        f"{service.key}: {what}"
        for service in (each.service for each in read(LUEBECK).services)
        for what in told
        if language not in getattr(service, what)
    ]
    assert lacking == []


def test_places_differ_between_offices(luebeck: DatabaseSession) -> None:
    """The same service may need other numbers of places elsewhere, and small offices lack some."""
    rows = luebeck.execute(
        select(func.count(OfficeServiceRow.places.distinct())).group_by(OfficeServiceRow.service_key)
    )
    assert max(rows.scalars()) > 1
    everywhere = len(booking.offices_for(luebeck, "personalausweis"))
    assert len(booking.offices_for(luebeck, "reisepass_express")) < everywhere == 7


def test_names_and_synonyms_lead_to_one_service(luebeck: DatabaseSession) -> None:
    """No two services of a kind go by the same word."""
    for kind in OfficeKind:
        words = [
            word.casefold()
            for service in booking.services(luebeck, kind)
            for word in (*service.names.values(), *service.synonyms)
        ]
        assert sorted(words) == sorted(set(words))


def test_loading_twice_changes_nothing(luebeck: DatabaseSession) -> None:
    """The file can be loaded at each start."""
    before = count(luebeck)
    load_example(luebeck, now=NOW)
    assert count(luebeck) == before


def test_loading_again_keeps_appointments(luebeck: DatabaseSession) -> None:
    """Appointments stand on desks and services that stay."""
    offer = booking.offer(luebeck, "personalausweis", now=NOW)[0]
    held = booking.hold(luebeck, offer, now=NOW, holder="CA1")
    load_example(luebeck, now=NOW)
    booked = booking.confirm(luebeck, held.id, phone=None, language="de", by="caller", now=NOW)
    assert booked.desk == offer.desk


def test_what_an_office_made_its_own_is_left_alone(luebeck: DatabaseSession) -> None:
    """Without the mark of example data an office or service stays as it was edited."""
    luebeck.execute(update(OfficeRow).where(OfficeRow.key == "innenstadt").values(name="Neu", example=False))
    luebeck.execute(update(ServiceRow).where(ServiceRow.key == "eid_pin").values(rank=0, example=False))
    load_example(luebeck, now=NOW)
    assert booking.office_of(luebeck, "innenstadt").name == "Neu"
    assert booking.services(luebeck)[0].key == "eid_pin"


def test_a_file_may_open_on_one_day_and_limit_desks(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    tmp_path: Path,
) -> None:
    """Loaded again without them, they are gone."""
    plain = FILE.read_text(encoding="utf-8")
    more = """
special_openings = [{ day = 2026-12-05, from = 09:00:00, until = 09:30:00 }]
desk_services = [{ desks = [2, 3], services = ["pass"] }]
"""
    file = tmp_path / "town.toml"
    for text, starts, able in (
        (plain.replace('address = "Markt 1"', f'address = "Markt 1"{more}'), 3, {1}),
        (plain, 0, {1, 2, 3}),
    ):
        file.write_text(text, encoding="utf-8")
        with Session.begin() as session:
            load_example(session, file, now=NOW)
            saturday = booking.Wish(day=date(2026, 12, 5))
            free = booking.free_times(session, "ausweis", office="markt", wish=saturday, now=NOW)
            assert sum(len(each.starts) for each in free) == starts
            assert {1, 2, 3} - unable_desks(session, ["ausweis"]) == able


def test_the_data_are_marked_as_example(luebeck: DatabaseSession) -> None:
    """The file says so in its first line, and so does every row."""
    assert "BEISPIELDATEN" in LUEBECK.read_text(encoding="utf-8").splitlines()[0]
    marks = select(OfficeRow.example).union_all(select(ServiceRow.example))
    assert all(luebeck.execute(marks).scalars())
