"""What may stand in a transcript's `# given:` lines, and how it is brought about.

an agent Anna                             on duty, for everything, with a browser phone
an agent Anna, only kfz                   the same, with one skill
an agent Anna at +494515550100            reached by telephone number (or sip:...)
no free places                            every office is closed for the whole horizon
the database goes away after 2 keys       from then on every statement fails
an appointment of CALLER for SERVICE at OFFICE on 2026-12-03T09:00       its code is {code}
CALLER waits for SERVICE                  at any office, without an appointment
CALLER waits for something earlier        than that appointment
a place for SERVICE at OFFICE on 2026-12-03T09:00 came back              and was offered to who waits
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import event, insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import booking
from booking.tables import ClosureRow
from tests.transcripts import Stage
from tests.world import World

EVERYTHING = ("citizen", "buergerservice", "kfz", "fuehrerschein")


def bring_about(sentence: str, world: World, stage: Stage) -> None:
    """Make `sentence` true before the call. Raises AssertionError for one that is not in the list above."""
    for pattern, make in GIVENS.items():
        found = re.fullmatch(pattern, sentence)
        if found:
            make(world, stage, found)
            return
    raise AssertionError(f"nobody knows how to give: {sentence}")


def _agent(world: World, stage: Stage, found: re.Match[str]) -> None:
    name = found["name"]
    contact = found["contact"] or f"client:agent_{name.lower()}"
    skills = (found["skill"],) if found["skill"] else EVERYTHING
    world.add_agent(name.lower(), contact, *skills, languages=("de", "en"))
    stage.names = {**stage.names, contact: name}


def _no_places(world: World, _stage: Stage, _found: re.Match[str]) -> None:
    today = world.now().date()
    with world.house.sessions.begin() as session:
        for office in booking.offices(session):
            session.execute(
                insert(ClosureRow).values(
                    office_key=office.key,
                    day_from=today,
                    day_to=today + timedelta(days=120),
                    reason="Umbau",
                )
            )


def _appointment(world: World, stage: Stage, found: re.Match[str]) -> None:
    with world.house.sessions.begin() as session:
        stage.known["code"] = _booked(session, found, found["phone"], world.now()).code


def _booked(session: Session, found: re.Match[str], phone: str | None, now: datetime) -> booking.Appointment:
    """Booked, and no more told of: its own confirmation is not part of the story."""
    start = datetime.fromisoformat(found["start"]).replace(tzinfo=booking.BERLIN)
    wish = booking.Wish(day=start.date(), from_time=start.time())
    offers = booking.offer(session, found["service"], office=found["office"], wish=wish, now=now)
    assert offers, f"no place at {start}"
    assert offers[0].start == start, f"the first place is at {offers[0].start.astimezone(booking.BERLIN)}"
    held = booking.hold(session, offers[0], now=now, holder="given")
    made = booking.confirm(session, held.id, phone=phone, language="de", by="agent:given", now=now)
    booking.claim_notices(session, now=now)
    return made


def _waits(world: World, _stage: Stage, found: re.Match[str]) -> None:
    with world.house.sessions.begin() as session:
        booking.wait_for(
            session,
            found["service"],
            phone=found["phone"],
            language="de",
            by="agent:given",
            now=world.now(),
        )


def _waits_for_earlier(world: World, _stage: Stage, found: re.Match[str]) -> None:
    with world.house.sessions.begin() as session:
        (made,) = booking.of_caller(session, found["phone"], now=world.now())
        booking.wait_for_earlier(session, made.id, by="agent:given", now=world.now())


def _place_came_back(world: World, _stage: Stage, found: re.Match[str]) -> None:
    """Cancelled long enough ago that the office's delay is over, too."""
    with world.house.sessions.begin() as session:
        made = _booked(session, found, None, world.now())
        booking.cancel(session, made.id, by="agent:given", now=world.now() - timedelta(hours=2))
    world.work()


def _database_goes_away(world: World, stage: Stage, found: re.Match[str]) -> None:
    """The worker has its round when the call began and after each key; one of them begins the outage."""
    rounds = iter(range(int(found["keys"])))

    def fail(*_statement: object) -> None:
        raise OperationalError("away", None, ConnectionError("the database is away"))

    def step() -> None:
        if next(rounds, None) is not None:
            world.work()
        elif not event.contains(world.engine, "before_cursor_execute", fail):
            event.listen(world.engine, "before_cursor_execute", fail)

    stage.step = step


GIVENS: Mapping[str, Callable[[World, Stage, re.Match[str]], None]] = {
    r"an agent (?P<name>\w+)(?: at (?P<contact>\S+?))?(?:, only (?P<skill>\w+))?": _agent,
    r"no free places": _no_places,
    r"the database goes away after (?P<keys>\d+) keys?": _database_goes_away,
    r"an appointment of (?P<phone>\S+) for (?P<service>\w+) at (?P<office>\w+) on (?P<start>\S+)": (
        _appointment
    ),
    r"(?P<phone>\S+) waits for something earlier": _waits_for_earlier,
    r"(?P<phone>\S+) waits for (?P<service>\w+)": _waits,
    r"a place for (?P<service>\w+) at (?P<office>\w+) on (?P<start>\S+) came back": _place_came_back,
}
