"""`make bench`: all benchmarks, or those whose module is named: `make bench ARGS=turn`."""

import sys
from importlib import import_module

from tests.bench.report import report

BENCHMARKS = ("turn", "book", "races", "routing", "understanding", "replay", "desks")


def main(names: list[str]) -> int:
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        sys.stderr.write(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.\n")
        return 2
    report([row for name in names or BENCHMARKS for row in import_module(f"tests.bench.{name}").rows()])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
