"""Example staff, for trying things out. None of them exists; a house that goes live adds its own instead.

Agents are reached in each of the ways there are: by the browser, by SIP, by a telephone number.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.guards import Role
from routing.staff import add_staff, hashed
from routing.tables import StaffRow

DEMO_PASSWORD = "durchwahl-demo"  # noqa: S105 - printed on every start of the demo, and good for nothing else


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """One of them; `what` says in German what they are there for."""

    login: str
    name: str
    what: str
    roles: tuple[Role, ...] = (Role.AGENT,)
    contact: str | None = None
    skills: tuple[str, ...] = field(default=())
    languages: tuple[str, ...] = field(default=("de",))
    offices: tuple[str, ...] = field(default=())


EVERYTHING = ("citizen", "buergerservice", "kfz", "fuehrerschein", "zentrale")

EXAMPLE_STAFF = (
    ExamplePerson(
        "ada",
        "Ada Petersen",
        "alle Bereiche, Deutsch und Englisch, Browser-Telefon",
        contact="client:agent_ada",
        skills=EVERYTHING,
        languages=("de", "en"),
    ),
    ExamplePerson(
        "bela",
        "Bela Yıldız",
        "alle Bereiche, Deutsch und Türkisch, Browser-Telefon",
        contact="client:agent_bela",
        skills=EVERYTHING,
        languages=("de", "tr"),
    ),
    ExamplePerson(
        "carla",
        "Carla Brodersen",
        "Kfz-Zulassung, Browser-Telefon",
        contact="client:agent_carla",
        skills=("citizen", "kfz"),
    ),
    ExamplePerson(
        "dmytro",
        "Dmytro Kowalenko",
        "Bürgerservice, Deutsch, Ukrainisch und Russisch, SIP-Telefon",
        contact="sip:dmytro@telefon.example.org",
        skills=("citizen", "buergerservice"),
        languages=("de", "uk", "ru"),
    ),
    # Numbers that are kept free for films and examples.
    ExamplePerson(
        "elif",
        "Elif Demir",
        "Führerschein, Deutsch und Englisch, Telefon",
        contact="+494066969123",
        skills=("citizen", "fuehrerschein"),
        languages=("de", "en", "tr"),
    ),
    ExamplePerson(
        "finn",
        "Finn Harder",
        "Bürgerservice und Zentrale, Telefon",
        contact="+494066969124",
        skills=("citizen", "buergerservice", "zentrale"),
    ),
    ExamplePerson(
        "gesa",
        "Gesa Thomsen",
        "Teamleitung, Browser-Telefon",
        roles=(Role.SUPERVISOR,),
        contact="client:agent_gesa",
    ),
    ExamplePerson("hanno", "Hanno Petermann", "Betrieb der Leitung", roles=(Role.OPERATOR,)),
    ExamplePerson("jule", "Jule Martens", "Stellen: Tageslisten, Zeiten, Anliegen", roles=(Role.OFFICE,)),
    ExamplePerson(
        "kai",
        "Kai Lorenzen",
        "nur die Stellen Moisling und Kücknitz",
        roles=(Role.OFFICE,),
        offices=("moisling", "kuecknitz"),
    ),
    ExamplePerson("ines", "Ines Wulf", "Verwaltung der Konten", roles=(Role.ADMIN,)),
)

DEMO_SIGN_INS = tuple((each.login, DEMO_PASSWORD, f"{each.name}: {each.what}") for each in EXAMPLE_STAFF)
"""Login, password, and who that is."""


def load_example_staff(session: Session, *, now: datetime) -> None:
    """Add those of the example staff who are not there yet; accounts that exist are left as they are."""
    there = set(session.scalars(select(StaffRow.login)))
    missing = [each for each in EXAMPLE_STAFF if each.login not in there]
    if not missing:
        return
    password = hashed(DEMO_PASSWORD)
    for each in missing:
        add_staff(
            session,
            each.login,
            each.name,
            password,
            each.roles,
            each.contact,
            each.skills,
            each.languages,
            offices=each.offices,
            now=now,
        )
