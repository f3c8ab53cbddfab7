"""Two hundred calls in real time, while processes are killed, the database crashes and the carrier is away.

Afterwards each call has ended well for who called, no agent is stuck and no ticket is open.

    make soak-routing ARGS="--calls 400 --seed 7 --pace 1.5"

It ends by itself: when all is over, or when that has taken so long that something must be wrong.
"""

import argparse
import secrets
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from threading import Thread
from time import monotonic, sleep

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

import routing
from ivr.simulator.call import Call
from ivr.tables import CallRow
from routing import talks
from routing.call_back import CALL_BACK_PAUSE
from routing.ending import open_wrap_up
from routing.follow_ups import call_backs
from tests.soak.calls import faults
from tests.soak.centre import Centre, centre
from tests.world import FALLBACK, LINE

PACE = 2.0  # calls a second; on two cores that are busy with nothing else, four are kept as well
AGENTS = 24
TICK_S = 0.1
AWAY_S = 60.0
THINKS_S, RINGS_S, TALKS_S = 1.0, 1.5, 5.0
ENDS_WITHIN_S = 180.0
CALLED_BACK_WITHIN_S = CALL_BACK_PAUSE.total_seconds() + 120.0  # should one have needed a second try
MENDED_WITHIN_S = 60.0
# Keys that callers press, one a question: an agent, a booking, a call back.
ERRANDS = ("0", "0", "0", "1111111", "00111")
GOODBYE = ("Wiederhören", "Goodbye")
BAD = ("does not end", "carrier's own error", "not called back", "dropped")


@dataclass
class Person:
    """Who calls: what they are still to press; and whether they talked to somebody, on either call."""

    call: Call
    keys: list[str]
    acts_at: float
    talked: bool = False
    called_back: bool = False


@dataclass
class Day:
    """The people of both sides, moved on every tenth of a second."""

    house: Centre
    random: Random
    pace: float
    people: list[Person] = field(default_factory=list)
    since: dict[str, float] = field(default_factory=dict)  # when a leg of an agent or citizen began to wait
    fates: Counter[str] = field(default_factory=Counter)

    def dial(self, number: int) -> None:
        call = self.house.exchange.dial(f"+49171{number:07}", LINE)
        self.people.append(Person(call, list(self.random.choice(ERRANDS)), monotonic() + THINKS_S))

    def tick(self) -> None:
        now = monotonic()
        for person in self.people:
            if not person.call.over:
                self._caller(person, now)
        for contact in (*self.house.agents.values(), FALLBACK):
            self._answers(contact, now)
        for number, person in enumerate(self.people):
            self._call_back(person, f"+49171{number:07}", now)

    def _caller(self, person: Person, now: float) -> None:
        person.talked = person.talked or person.call.talks_to is not None
        # One look at what is asked and where: between two, a caller may be taken out of the queue, to whom
        # somebody comes at last, and who would then hang up as if they had nothing left to say.
        with self.house.exchange.lock:
            if person.call.listening is None or now < person.acts_at:
                return
            person.acts_at = now + THINKS_S
            if person.keys and not person.talked:
                person.call.press(person.keys.pop(0))
            elif person.call.state != "queue":
                person.call.hang_up()

    def _answers(self, contact: str, now: float) -> None:
        """An agent answers after a moment, mostly, and ends the talk some time."""
        phone = self.house.exchange.phone(contact)
        for call in phone.calls:
            waited = now - self.since.setdefault(f"{call.sid} {call.leg.status}", now)
            if call.leg.status == "ringing" and waited > RINGS_S:
                with suppress(LookupError):
                    phone.decline() if self.random.random() < 0.05 else phone.answer()
            elif call.leg.status == "in-progress" and waited > TALKS_S and self._desk_was_told(contact):
                call.hang_up()

    def _desk_was_told(self, contact: str) -> bool:
        """An agent ends a talk at the desk; a telephone that ends by itself would count as lost."""
        agent = next((each for each, address in self.house.agents.items() if address == contact), None)
        if agent is None:  # the fallback number
            return True
        try:
            with self.house.sessions.begin() as session:
                talks.hang_up(session, agent, now=datetime.now(UTC))
        except talks.NotPossible:  # the desk has no talk (any more): only the telephone is left to put down
            return True
        except SQLAlchemyError:  # the database is away: once more with the next tick
            return False
        return True

    def _call_back(self, person: Person, number: str, now: float) -> None:
        """A citizen whom the line rings picks up, and presses 1 to be connected."""
        phone = self.house.exchange.phone(number)
        for call in phone.calls:
            if call.leg.route.direction != "inbound":
                person.called_back = person.called_back or call.talks_to is not None
                waited = now - self.since.setdefault(f"{call.sid} {call.leg.status}", now)
                if call.leg.status == "ringing" and waited > RINGS_S:
                    with suppress(LookupError):
                        phone.answer()
                elif call.listening is not None and waited > THINKS_S:
                    call.press("1")

    def back_to_work(self) -> None:
        """Agents wrap up, and come back after a missed call."""
        for agent in self.house.agents:
            with suppress(SQLAlchemyError), self.house.sessions.begin() as session:
                now = datetime.now(UTC)
                mine = open_wrap_up(session, agent)
                if mine is not None:
                    routing.finish(session, mine, settled_as="informed", settled=True, now=now)
                here = routing.presence(session, agent)
                if here is not None and here.wants is not routing.Wants.AVAILABLE:
                    routing.set_wants(session, agent, routing.Wants.AVAILABLE, now=now)

    def badly_ended(self) -> list[str]:
        """Calls that ended with nothing: no talk, nothing done, no goodbye. The others are counted."""
        with self.house.sessions() as session:
            outcomes = dict(session.execute(select(CallRow.sid, CallRow.outcome)).all())
        found = []
        for person in self.people:
            how = self._fate(person, outcomes.get(person.call.sid))
            self.fates[how] += 1
            if how in BAD:
                heard = [f"{each.kind}: {each.text}" for each in person.call.all_heard][-3:]
                found.append(f"call {person.call.sid} {how}: {person.call.state}, last heard: {heard}")
        return found

    def _fate(self, person: Person, outcome: str | None) -> str:
        if not person.call.over:
            return "does not end"
        if any(heard.kind == "trouble" for heard in person.call.all_heard):
            return "carrier's own error"
        if person.talked:
            return "answered"
        if outcome == "call_back":
            return "called back" if person.called_back else "not called back"
        if outcome == "booked":
            return "booked"
        last = _said(person.call)[-1:] or ["silence"]
        return f"goodbye ({last[0]})" if any(word in last[0] for word in GOODBYE) else "dropped"

    def open_call_backs(self) -> bool:
        try:
            with self.house.sessions() as session:
                return bool(call_backs(session))
        except SQLAlchemyError:
            return True


def _said(call: Call) -> list[str]:
    return [heard.text for heard in call.all_heard if heard.kind == "say"]


def disasters(house: Centre) -> list[tuple[float, object]]:
    """What happens when, in shares of the time in which calls come."""
    carrier = house.exchange
    return [
        (0.10, house.kill_worker),
        (0.20, house.kill_web),
        (0.30, lambda: carrier.misbehave(status_late_and_twice=True)),
        (0.40, house.crash_database),
        (0.50, carrier.deliver_late),
        (0.55, lambda: carrier.misbehave(repeat_next_webhook=20)),
        (0.60, lambda: carrier.misbehave(rest_down_for=AWAY_S)),
        (0.70, house.kill_worker),
        (0.80, house.kill_web),
        (0.85, lambda: carrier.misbehave(time_out_next=5)),
        (0.90, lambda: carrier.misbehave(rest_lost_answers=5)),
    ]


def soak(calls: int, seed: int, pace: float = PACE) -> tuple[list[str], Counter[str]]:
    """What was not in order afterwards, and how the calls ended."""
    with centre(AGENTS) as house:
        day = Day(house, Random(seed), pace)
        _calls_come(day, calls)
        house.exchange.deliver_late()
        _until(lambda: all(person.call.over for person in day.people), day, ENDS_WITHIN_S)
        _until(lambda: not day.open_call_backs(), day, CALLED_BACK_WITHIN_S)
        _until(lambda: not faults(house.sessions), day, MENDED_WITHIN_S)
        found = day.badly_ended()
        return [*found, *faults(house.sessions)], day.fates


def _calls_come(day: Day, calls: int) -> None:
    lasts = calls / day.pace
    due = [(share * lasts, happen) for share, happen in disasters(day.house)]
    began, dialled, at_work = monotonic(), 0, []
    while (passed := monotonic() - began) < lasts or due:
        while dialled < min(calls, passed * day.pace):
            day.dial(dialled)
            dialled += 1
        while due and passed >= due[0][0]:
            at_work.append(Thread(target=due.pop(0)[1]))  # type: ignore[arg-type]
            at_work[-1].start()
        _tick(day)
    for disaster in at_work:
        disaster.join()


def _until(so: object, day: Day, seconds: float) -> None:
    ends = monotonic() + seconds
    while monotonic() < ends and not so():  # type: ignore[operator]
        for _ in range(10):
            _tick(day)


def _tick(day: Day) -> None:
    day.tick()
    if day.random.random() < 0.1:
        day.back_to_work()
    sleep(TICK_S)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak-routing")
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--pace", type=float, default=PACE, help="calls a second")
    given = parser.parse_args()
    sys.stdout.write(f"{given.calls} calls, {given.pace:g} a second, seed {given.seed}\n")
    sys.stdout.flush()
    found, fates = soak(given.calls, given.seed, given.pace)
    ended = [f"{count:5} {how}" for how, count in fates.most_common()]
    sys.stdout.write("\n".join([*ended, *found, f"{len(found)} faults"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
