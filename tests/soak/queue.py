"""Long days of the simulated line: against Erlang C, and how far off the told wait is.

make soak-queue ARGS="--calls 20000"
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean, stdev

from routing.forecast import Load, answered_within, mean_wait_s, share_waiting
from tests.routing.simulation import MIXED, Caller, Day, Person, simulate, within

SEEDS = range(10)
ROWS = ((10, 120, 300), (12, 150, 400), (60, 800, 1200), (140, 1900, 4000))
OFF_AT_MOST = 0.05  # of the mean wait: what is told may differ from what comes, all in all


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


def told(name: str, day: Day) -> list[str]:
    """How far off the wait was that was told on arrival, of those who had to wait: of all, and of each row by
    itself, since one row's error can hide behind another's. A fault where it is off by much.
    """
    rows: dict[str, list[Caller]] = defaultdict(list)
    for caller in (c for seed in SEEDS for c in simulate(day, seed) if c.told_s and c.waited_s is not None):
        rows[f"{name}: {caller.ticket.skill}, {caller.ticket.language}"].append(caller)
    if len(rows) > 1:
        rows[f"{name}: all"] = [caller for row in rows.values() for caller in row]
    return [fault for row, waits in sorted(rows.items()) for fault in _off(row, waits)]


def _off(row: str, waits: Sequence[Caller]) -> list[str]:
    came, said = [c.waited_s or 0.0 for c in waits], [float(c.told_s or 0) for c in waits]
    off = sorted(abs(t - w) for t, w in zip(said, came, strict=True))
    nine_of_ten, by = off[len(off) * 9 // 10], mean(said) / mean(came) - 1
    line = (
        f"told wait, {row}: {len(waits)} waited {mean(came):.0f} s on average, told {mean(said):.0f} s "
        f"({by:+.1%}); off by {mean(off):.0f} s on average, nine of ten by less than {nine_of_ten:.0f} s"
    )
    sys.stdout.write(line + "\n")
    return [line] if abs(by) > OFF_AT_MOST else []


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak-queue")
    parser.add_argument("--calls", type=int, default=10_000, help="a day and seed")
    calls = parser.parse_args().calls
    faults = against_erlang_c(calls)
    one_pool = Day([Person({"kfz": 2})] * 12, 170, telling=True, calls=calls // 5)
    faults += told("one pool", one_pool)
    faults += told("mixed skills", replace(MIXED, telling=True, calls=calls // 5))
    sys.stdout.write(f"{len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
