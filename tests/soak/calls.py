"""Callers who press, say and do anything, on a carrier that has bad days; afterwards all has to be in order.

One clock that stands still, one thread: the same seed makes the same calls.

    make soak-calls ARGS="--calls 2000 --seed 7"
"""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import select

from booking.tables import AppointmentRow
from ivr.simulator.call import Call
from ivr.tables import CallRow
from routing.tables import AgentRow, TicketRow
from tests.databases import SqliteTemplate
from tests.world import World, world

MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
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


class Callers:
    """`calls` calls in all, a few at the same time."""

    def __init__(self, line: World, calls: int, seed: int) -> None:
        self.line, self.left, self.random = line, calls, Random(seed)
        self.live: list[Call] = []
        for number, contact in enumerate(AGENTS):
            skills = ("citizen", "buergerservice", "kfz", "fuehrerschein")
            line.add_agent(f"agent{number}", contact, *skills, languages=("de", "en"))

    def run(self) -> None:
        while self.left or self.live:
            self.live = [call for call in self.live if not call.over]
            if self.left and len(self.live) < AT_ONCE:
                self.left -= 1
                self.live.append(self.line.dial(self.random.choice(NUMBERS)))
            if self.live:
                self._act(self.random.choice(self.live))
            if self.random.random() < 0.05:
                self.line.exchange.misbehave(**self.random.choice(BAD_DAYS))
            if self.random.random() < 0.2:
                self._agents()
                self.line.work()
            if self.random.random() < 0.1:
                self.line.exchange.pass_time(self.random.choice((1, 5, 25)))

    def quiet_down(self) -> None:
        """Nobody calls any more; the carrier is well again, and tells what it kept back."""
        self.line.exchange.deliver_late()
        for _ in range(QUIET_ROUNDS):
            self._all_hang_up()
            self.line.exchange.pass_time(QUIET_S)
            self.line.work()
        self._all_hang_up()  # who is called back just now declines, and nobody is rung again

    def _all_hang_up(self) -> None:
        for address in (*AGENTS, *NUMBERS):
            for call in self.line.exchange.phone(address).calls:
                call.hang_up()

    def _act(self, call: Call) -> None:
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


def faults(line: World) -> list[str]:
    """What is not in order when all calls are over."""
    with line.house.sessions() as session:
        holds = session.scalars(select(AppointmentRow.id).where(AppointmentRow.state == "held")).all()
        agents = session.execute(select(AgentRow.staff_id, AgentRow.state, AgentRow.ticket_id)).all()
        calls = session.execute(select(CallRow.sid, CallRow.outcome, CallRow.ended_at)).all()
        live = select(TicketRow.id, TicketRow.state).where(
            TicketRow.kind == "waiting", TicketRow.state.in_(("waiting", "ringing", "connected"))
        )
        tickets = session.execute(live).all()
    found = [f"hold {one} without a call" for one in holds]
    found += [f"agent {one.staff_id} is {one.state}" for one in agents if one.state in ("ringing", "in_call")]
    found += [f"call {one.sid} has no outcome" for one in calls if not one.outcome or one.ended_at is None]
    return found + [f"ticket {one.id} is {one.state} without a call" for one in tickets]


def soak(url: str, calls: int, seed: int) -> list[str]:
    """Let them call, and say what was not in order afterwards."""
    with world(url, MORNING) as line:
        callers = Callers(line, calls, seed)
        callers.run()
        callers.quiet_down()
        return faults(line)


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
