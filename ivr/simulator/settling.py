"""Coming to rest: knowing when nothing more will happen by itself, and letting time pass in between."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ivr.simulator.clock import StandingClock

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.leg import Leg

WITHIN_S = 40.0


class NotSettled(Exception):
    """The exchange does not come to rest: a webhook hangs, or TwiML goes round in circles."""


class Settling:
    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._active: set[Leg] = set()

    def watch(self, leg: "Leg") -> None:
        self._active.add(leg)

    def all(self, within_s: float = WITHIN_S) -> None:
        """Return when every leg waits for somebody or is over, and every callback is delivered."""
        exchange = self._exchange
        self._until(lambda: not exchange.couriers_at_work, lambda: self._active, within_s)
        with exchange.lock:
            self._active = {leg for leg in self._active if not leg.over}

    def call(self, leg: "Leg") -> None:
        """The same for one call and the legs that belong to it; for what belongs to none, too."""

        def delivered() -> bool:
            return all(courier.of_a_leg for courier in self._exchange.couriers_at_work)

        self._until(delivered, lambda: self._family(leg), WITHIN_S)

    def _until(
        self, delivered: Callable[[], bool], legs: Callable[[], Iterable["Leg"]], within_s: float
    ) -> None:
        quiet = self._exchange.quiet
        with quiet:
            if not quiet.wait_for(lambda: delivered() and all(leg.settled for leg in legs()), within_s):
                restless = [f"{leg.sid} ({leg.state})" for leg in legs() if not leg.settled]
                raise NotSettled(
                    f"still at work after {within_s:.0f} s: {', '.join(restless) or 'callbacks'}"
                )

    def _family(self, leg: "Leg") -> set["Leg"]:
        """The leg, whoever it rang or was rung by, whoever it talks to, everybody in its room."""
        found: set[Leg] = set()
        todo = [leg]
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += [*one.rang, *one.companions(), *self._exchange.rooms.companions(one)]
        return found

    def pass_time(self, seconds: float) -> None:
        """Let time pass, moment by moment: each time-out on the way happens at its own. Raises TypeError
        when the
        clock runs by itself.
        """
        clock = self._exchange.clock
        if not isinstance(clock, StandingClock):
            raise TypeError("this clock runs by itself")
        target = clock.now() + seconds
        while (due := self.next_moment()) is not None and due <= target:
            self._move(clock, due)
        self._move(clock, target)
        self.all()

    def pass_time_until(self, happened: Callable[[], bool]) -> None:
        """From one time-out to the next until it has happened. Raises NotSettled when there is none left."""
        while not happened():
            due = self.next_moment()
            if due is None:
                raise NotSettled("nothing is left that time could bring")
            self.pass_time(max(0.0, due - self._exchange.clock.now()))

    def next_moment(self) -> float | None:
        """The next time-out that anybody waits for, in seconds of the clock."""
        self.all()
        with self._exchange.lock:
            return min((leg.until for leg in self._active if leg.until is not None), default=None)

    def _move(self, clock: StandingClock, moment: float) -> None:
        with self._exchange.lock:
            clock.move_to(moment)
            for leg in self._active:
                leg.wake()
