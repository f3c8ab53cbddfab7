"""Long days of the simulated line: against Erlang C, and how far off the told wait is.

make soak-queue ARGS="--calls 20000"
"""

import argparse
import sys
from dataclasses import replace
from statistics import mean, stdev

from routing.forecast import Load, answered_within, mean_wait_s, share_waiting
from routing.rules import Level, Rules, Wider
from tests.routing.simulation import Day, Person, simulate, within

SEEDS = range(10)
ROWS = ((10, 120, 300), (12, 150, 400), (60, 800, 1200), (140, 1900, 4000))
MIXED = Day(
    [Person({"kfz": 3, "citizen": 2})] * 8
    + [Person({"citizen": 2}, {"de": 2, "en": 2})] * 6
    + [Person({"fuehrerschein": 2, "citizen": 1})] * 6,
    calls_per_hour=275,
    mix={("kfz", "de"): 0.4, ("citizen", "de"): 0.3, ("citizen", "en"): 0.1, ("fuehrerschein", "de"): 0.2},
    rules=Rules(least=Level.WELL, wider=(Wider(45, least=1), Wider(90, topics={"fuehrerschein": "citizen"}))),
)


def against_erlang_c(calls: int) -> list[str]:
    """The four rows; a fault is a mean over the seeds that is more than two of its deviations off."""
    faults = []
    for agents, per_hour, warm_up in ROWS:
        load = Load(agents, per_hour, 240)
        day = Day([Person({"kfz": 2})] * agents, per_hour, calls=calls, warm_up=warm_up)
        days = [simulate(day, seed) for seed in SEEDS]
        for name, measured, expected in (
            ("share that waits", [mean((c.waited_s or 0) > 0 for c in d) for d in days], share_waiting(load)),
            ("within 30 s", [within(d, 30) for d in days], answered_within(load, 30)),
            ("mean wait, s", [mean(c.waited_s or 0 for c in d) for d in days], mean_wait_s(load)),
        ):
            off = (mean(measured) - expected) / (stdev(measured) / len(days) ** 0.5)
            figures = f"{mean(measured):9.4f}  Erlang C {expected:9.4f}  {off:+.1f} deviations"
            line = f"{agents:4} agents, {name:16} {figures}"
            sys.stdout.write(line + "\n")
            if abs(off) > 2:
                faults.append(line)
    return faults


def told(name: str, day: Day) -> None:
    """How far off the wait was that callers were told on arrival, of those who had to wait."""
    waits = [c for seed in SEEDS for c in simulate(day, seed) if c.told_s and c.waited_s is not None]
    came, said = [c.waited_s or 0.0 for c in waits], [float(c.told_s or 0) for c in waits]
    off = sorted(abs(t - w) for t, w in zip(said, came, strict=True))
    nine_of_ten = off[len(off) * 9 // 10]
    sys.stdout.write(
        f"told wait, {name}: {len(waits)} waited {mean(came):.0f} s on average, told {mean(said):.0f} s; "
        f"off by {mean(off):.0f} s on average, nine of ten by less than {nine_of_ten:.0f} s\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak-queue")
    parser.add_argument("--calls", type=int, default=10_000, help="a day and seed")
    calls = parser.parse_args().calls
    faults = against_erlang_c(calls)
    one_pool = Day([Person({"kfz": 2})] * 12, 170, telling=True, calls=calls // 5)
    told("one pool", one_pool)
    told("mixed skills", replace(MIXED, telling=True, calls=calls // 5))
    sys.stdout.write(f"{len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
