"""Whatever is done in talks, in whatever order: no leg outlives the call."""

from collections.abc import Callable
from contextlib import suppress
from random import Random

import routing
from routing import talks
from routing.directory import Entry
from routing.ports import CarrierTrouble
from routing.tickets import AgentState
from routing.wrapping_up import wrap_up_as_typed
from tests.line.talks import (
    ANNA,
    BELA,
    CARLA,
    Desk,
    agent,
    open_legs,
)
from tests.world import MORNING, World, world

ROUNDS = 8


DEEDS: tuple[Callable[..., object], ...] = (
    talks.hold,
    talks.resume,
    talks.turn_to_asked,
    talks.all_together,
    talks.give_up,
    talks.hand_over,
)


BAD_DAYS = (
    {"rest_lost_answers": 1},
    {"rest_too_busy": 2},
    {"repeat_next_webhook": 1},
    {"rest_down_for": 3.0},
)


def test_no_leg_outlives_the_call(sqlite_url: str) -> None:
    """Whatever agents, colleagues, offices and carriers do: afterwards nobody is on a line."""
    random = Random(4)
    with world(sqlite_url, MORNING) as line:
        people = [agent(line, ANNA), agent(line, BELA), agent(line, CARLA)]
        offices = list(line.house.directory.entries.values())
        for number in range(ROUNDS):
            call = line.dial(f"+4917055500{number:02}")
            call.press("0")
            line.work()
            for _ in range(12):
                _anything(line, random, people, offices)
            call.hang_up()
            _quiet_down(line, people, offices)
            assert open_legs(line) == [], f"after round {number}"
            assert {each.state for each in people} == {AgentState.IDLE}


def _anything(line: World, random: Random, people: list[Desk], offices: list[Entry]) -> None:
    """Somebody does something, or the carrier has a bad moment."""
    talking = [each for each in people if each.state is AgentState.IN_CALL] or people
    one = random.choice(talking)
    other = random.choice([each for each in people if each is not one])
    office = random.choice(offices[:2])
    rings = [line.exchange.phone(address) for address in line.exchange.ringing().values()]
    phone = random.choice(rings or [one.phone, line.exchange.phone(office.number)])
    acts: list[Callable[[], object]] = [
        lambda: one.do(random.choice(DEEDS)),
        lambda: one.do(talks.consult_colleague, other.id),
        lambda: one.do(talks.consult_entry, office),
        lambda: one.do(talks.send_to_entry, office),
        lambda: one.do(talks.send_to_colleague, other.id, ring_s=20),
        phone.answer,
        lambda: phone.press("1"),
        phone.hang_up,
        lambda: line.exchange.misbehave(**random.choice(BAD_DAYS)),
        lambda: line.exchange.pass_time(random.choice((1, 3, 20))),
    ]
    with suppress(talks.NotPossible, LookupError, CarrierTrouble):
        random.choices(acts, weights=(6, 3, 3, 1, 1, 9, 3, 1, 1, 1))[0]()
    line.work()


def _quiet_down(line: World, people: list[Desk], offices: list[Entry]) -> None:
    """Nobody does anything more; what is still to be told is told, and wrap-ups are done."""
    for _ in range(4):
        line.exchange.pass_time(20)
        line.work()
    with line.house.sessions.begin() as session:
        for each in people:
            wrap_up_as_typed(session, each.id, now=line.now())
            routing.set_wants(session, each.id, routing.Wants.AVAILABLE, now=line.now())
