"""`make soak-booking`: 100,000 operations on the book; ends with 1 where the checker found anything.

make soak-booking ARGS="--operations 5000 --seed 7"
"""

import argparse
import secrets
import sys
import time

from tests.soak.campaign import EVIDENCE, Plan, campaign

MOST_TOLD = 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak-booking")
    parser.add_argument("--operations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--processes", type=int, default=4)
    given = parser.parse_args()
    began = time.monotonic()

    def say(line: str) -> None:
        sys.stdout.write(f"{time.monotonic() - began:6.0f} s  {line}\n")
        sys.stdout.flush()

    say(f"seed {given.seed}: clients make the same choices again with --seed {given.seed}")
    outcome = campaign(Plan(given.operations, given.seed, processes=given.processes), say)
    say(f"killed {outcome.killed} clients, restarted the database {outcome.restarts} times")
    say(", ".join(f"{what} {count}" for what, count in outcome.counts.most_common()))
    for fault in outcome.faults[:MOST_TOLD]:
        say(f"FAULT {fault}")
    found = f"{len(outcome.faults)} faults; tables and diaries are in {EVIDENCE}"
    say(found if outcome.faults else "the checker found nothing")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
