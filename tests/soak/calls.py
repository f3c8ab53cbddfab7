"""Callers who press, say and do anything, on a carrier that has bad days; afterwards all has to be in order.

One clock that stands still, one thread: the same seed makes the same calls.

    make soak-calls ARGS="--calls 2000 --seed 7"
"""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count, cycle
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

import routing
from booking.tables import AppointmentRow
from ivr.simulator.call import Call
from ivr.tables import CallRow
from routing.ending import open_wrap_up
from routing.ringing import current_ring
from routing.tables import AgentRow, TicketRow
from tests.databases import SqliteTemplate
from tests.world import MORNING, World, world

AT_ONCE = 6
AGENTS = ("client:agent_anna", "+494515550100")
NUMBERS = [f"+49170{number:07}" for number in range(20)]
PHRASES = (
    "Personalausweis",
    "ja",
    "nein",
    "morgen um neun",
    "Innenstadt",
    "äh",
    "the passport please",
    "später",
)
BAD_DAYS = (
    {"repeat_next_webhook": 1},
    {"time_out_next": 1},
    {"unreachable_next": 1},
    {"hang_up_during_webhook": 1},
    {"status_late_and_twice": True},
    {"rest_down_for": 8.0},
    {"rest_too_busy": 2},
    {"rest_lost_answers": 1},
)
QUIET_ROUNDS, QUIET_S = 45, 61
Disaster = Callable[["Callers"], None]
MENDED_AFTER = timedelta(seconds=60)


class Callers:
    """`calls` calls in all, a few at the same time; every tenth step, one of the `disasters` by turns."""

    def __init__(self, line: World, calls: int, seed: int, disasters: Sequence[Disaster] = ()) -> None:
        self.line, self.left, self.random = line, calls, Random(seed)
        self.disasters = disasters
        self.live: list[Call] = []
        self.stuck: set[str] = set()
        self.asked_since: dict[routing.Ring, datetime] = {}
        self.agents: list[int] = []
        for number, contact in enumerate(AGENTS):
            skills = ("citizen", "buergerservice", "kfz", "fuehrerschein")
            self.agents.append(line.add_agent(f"agent{number}", contact, *skills, languages=("de", "en")))

    def run(self) -> None:
        disasters = cycle(self.disasters)
        for step in count(1):
            if not self.left and not self.live:
                return
            self.live = [call for call in self.live if not call.over]
            if self.left and len(self.live) < AT_ONCE:
                self.left -= 1
                self.live.append(self.line.dial(self.random.choice(NUMBERS)))
            if self.live:
                self.act()
            if self.random.random() < 0.05:
                self.line.exchange.misbehave(**self.random.choice(BAD_DAYS))
            if self.disasters and step % 10 == 0:
                next(disasters)(self)
            if self.random.random() < 0.2:
                self._agents()
                self.line.work()
                self.find_stuck()
            if self.random.random() < 0.1:
                self.line.exchange.pass_time(self.random.choice((1, 5, 25)))

    def quiet_down(self) -> None:
        """Nobody calls any more; the carrier is well again, and tells what it kept back."""
        self.line.exchange.deliver_late()
        for _ in range(QUIET_ROUNDS):
            self._all_hang_up()
            self.line.exchange.pass_time(QUIET_S)
            self.line.work()
            self.find_stuck()

    def _all_hang_up(self) -> None:
        for address in (*AGENTS, *NUMBERS):
            for call in self.line.exchange.phone(address).calls:
                call.hang_up()

    def find_stuck(self) -> None:
        """Agents whose phone should have stopped ringing long ago: somebody waits for them in silence.

        The worker asks the carrier after such rings, which may be down then, but not for so long.
        """
        now = self.line.now()
        with self.line.house.sessions() as session:
            late = routing.overdue(session, now=now)
        self.asked_since = {ring: self.asked_since.get(ring, now) for ring in late}
        for ring, since in self.asked_since.items():
            if now - since > MENDED_AFTER:
                self.stuck.add(f"agent {ring.agent_id} is rung for ticket {ring.ticket_id} without an end")

    def act(self) -> None:
        """One of the callers does something."""
        call = self.random.choice(self.live)
        deeds: list[Callable[[], None]] = [
            lambda: call.press(self.random.choice("1111122345067890*#")),
            lambda: call.press(self.random.choice("112")),
            lambda: call.say(self.random.choice(PHRASES)),
            call.silence,
            call.hang_up,
        ]
        [deed] = self.random.choices(deeds, weights=(12, 8, 6, 2, 1))
        deed()

    def _agents(self) -> None:
        """Who is rung answers, mostly; who talks ends it some time."""
        for contact in AGENTS:
            phone = self.line.exchange.phone(contact)
            with suppress(LookupError):
                if phone.ringing and self.random.random() < 0.7:
                    phone.answer()
                elif self.random.random() < 0.3:
                    phone.call.hang_up()
        if self.random.random() < 0.3:
            self._back_to_work()

    def _back_to_work(self) -> None:
        """Who has talked wraps it up; who was set to away, for a ring that was missed, comes back."""
        with self.line.house.sessions.begin() as session:
            for agent in self.agents:
                open_one = open_wrap_up(session, agent)
                if open_one is not None:
                    routing.finish(session, open_one, settled_as="done", settled=True, now=self.line.now())
                routing.set_wants(session, agent, routing.Wants.AVAILABLE, now=self.line.now())


def faults(sessions: sessionmaker[Session]) -> list[str]:
    """What is not in order when all calls are over."""
    with sessions() as session:
        holds = session.scalars(select(AppointmentRow.id).where(AppointmentRow.state == "held")).all()
        agents = session.execute(select(AgentRow.staff_id, AgentRow.state, AgentRow.ticket_id)).all()
        calls = session.execute(select(CallRow.sid, CallRow.outcome, CallRow.ended_at)).all()
        live = select(TicketRow.id, TicketRow.state).where(
            TicketRow.kind == "waiting", TicketRow.state.in_(("waiting", "ringing", "connected"))
        )
        tickets = session.execute(live).all()
        rung = {one.staff_id for one in agents if current_ring(session, one.staff_id)}
    found = [f"hold {one} without a call" for one in holds]
    found += [f"agent {one.staff_id} is {one.state}" for one in agents if one.state == "in_call"]
    found += [
        f"agent {one.staff_id} is ringing, and no phone is"
        for one in agents
        if one.state == "ringing" and one.staff_id not in rung
    ]
    found += [f"call {one.sid} has no outcome" for one in calls if not one.outcome or one.ended_at is None]
    return found + [f"ticket {one.id} is {one.state} without a call" for one in tickets]


def soak(url: str, calls: int, seed: int, disasters: Sequence[Disaster] = ()) -> list[str]:
    """Let them call, and say what was not in order afterwards."""
    with world(url, MORNING) as line:
        callers = Callers(line, calls, seed, disasters)
        callers.run()
        callers.quiet_down()
        return [*sorted(callers.stuck), *faults(line.house.sessions)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak-calls")
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    given = parser.parse_args()
    sys.stdout.write(f"{given.calls} calls, seed {given.seed}\n")
    with tempfile.TemporaryDirectory() as folder:
        found = soak(SqliteTemplate(Path(folder)).copy(Path(folder)), given.calls, given.seed)
    sys.stdout.write("\n".join([*found, f"{len(found)} faults"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
