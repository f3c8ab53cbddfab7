"""Replay calls of the past from a terminal: `python -m ivr.replay LINE [--menu FILE | --edition N]`.

Against a menu in a file, against an edition by its number, or against what the line has now. `--since` and
`--until` are days of Berlin, both included; without them it is the last week. Ends with 1 where calls would
come to less.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ivr.app import StartFault, furnish
from ivr.dialog import ScriptFaults, load
from ivr.dry import reading
from ivr.editions import Edition, EditionLost
from ivr.house import House
from ivr.lines import BERLIN
from ivr.replay.compare import Compared, Comparison
from ivr.replay.kept import Report, kept_of, summary
from ivr.replay.original import read_calls, sids_between
from ivr.replay.verdict import CHANGES, RESULTS
from ivr.settings import Settings, SettingsFault

AT_ONCE = 100


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        house = furnish(Settings.from_environment(os.environ))
        draft = _version(house, asked)
    except (SettingsFault, StartFault, ScriptFaults, EditionLost, OSError) as fault:
        sys.stderr.write(f"Nothing was replayed:\n{fault}\n")
        return 2
    if asked.line not in house.lines:
        sys.stderr.write(f"There is no line {asked.line}. There are: {', '.join(house.lines)}.\n")
        return 2
    report, worse = _replay(house, draft, asked)
    sys.stdout.write("\n".join([*_told(report), *(f"worse: {sid}" for sid in worse)]) + "\n")
    return 1 if worse else 0


def _replay(house: House, draft: Edition, asked: argparse.Namespace) -> tuple[Report, list[str]]:
    until = asked.until or house.clock().astimezone(BERLIN).date()
    since = asked.since or until - timedelta(days=7)
    begins, ends = (datetime.combine(day, time(), BERLIN) for day in (since, until + timedelta(days=1)))
    played, left_out = [], Counter[str]()
    with reading(house.sessions) as session:
        sids = sids_between(session, asked.line, begins, ends)
        comparison = Comparison(session, draft, house.edition)
        for first in range(0, len(sids), AT_ONCE):
            for _, original in read_calls(session, sids[first : first + AT_ONCE]):
                found = original if isinstance(original, str) else comparison.of(original)
                if isinstance(found, Compared):
                    played.append(kept_of(found))
                else:
                    left_out[found] += 1
    worse = [each.sid for each in played if each.change == "worse"]
    return summary(played, left_out, total=len(sids)), worse


def _version(house: House, asked: argparse.Namespace) -> Edition:
    if asked.line not in house.lines:
        return house.first
    if asked.edition is not None:
        return house.edition(asked.line, asked.edition)
    now = house.current(asked.line)
    if asked.menu is None:
        return now
    return replace(now, script=load(asked.menu, now.line.menu, prompts=now.prompts))


def _told(report: Report) -> list[str]:
    rows = [f"{report.done} of {report.total} calls", f"{'':16}{'then':>8}{'now':>8}"]
    for name in RESULTS:
        counts = report.before.results.get(name, 0), report.after.results.get(name, 0)
        rows.append(f"{name:16}{counts[0]:8}{counts[1]:8}")
    rows.append(f"{'keys':16}{report.before.keys or 0:8g}{report.after.keys or 0:8g}")
    rows.append(f"{'seconds':16}{report.before.seconds or 0:8g}{report.after.seconds or 0:8g}")
    rows += [f"{name}: {report.changes[name]}" for name in CHANGES if report.changes.get(name)]
    rows += [f"left out, {why}: {count}" for why, count in report.left_out.items()]
    return [*rows, f"answered for the caller: {report.modelled}, assumed: {report.assumed}"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ivr.replay", description=__doc__)
    parser.add_argument("line", help="the line's key, as termine")
    against = parser.add_mutually_exclusive_group()
    against.add_argument("--menu", type=Path, help="a menu in a file")
    against.add_argument("--edition", type=int, help="an edition of the line, by its number")
    parser.add_argument("--since", type=date.fromisoformat, help="first day, as 2026-11-16")
    parser.add_argument("--until", type=date.fromisoformat, help="last day")
    return parser


if __name__ == "__main__":
    sys.exit(main())
