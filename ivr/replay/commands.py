"""`flask menu replay`: what a menu would have made of the calls of some days."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import click

from ivr.dialog import ScriptFaults, load
from ivr.dry import reading
from ivr.editions import Edition, EditionLost
from ivr.house import House
from ivr.lines import BERLIN
from ivr.replay.compare import Compared, Comparison
from ivr.replay.kept import Report, kept_of, summary
from ivr.replay.original import read_calls, sids_between
from ivr.replay.verdict import CHANGES, RESULTS

AT_ONCE = 100
DAY = click.DateTime(["%Y-%m-%d"])


def add_replay(menu: click.Group, house: House) -> click.Group:
    """The group with the command. It ends with 1 where calls would come to less."""

    @menu.command("replay")
    @click.argument("line")
    @click.option("--menu", "file", type=click.Path(exists=True, path_type=Path), help="A menu in a file.")
    @click.option("--edition", type=int, help="An edition's id. Without either: what the line has now.")
    @click.option("--since", type=DAY, help="The first day, as 2026-11-16. Without it: a week before.")
    @click.option("--until", type=DAY, help="The last day. Without it: today.")
    def replay(
        line: str, file: Path | None, edition: int | None, since: datetime | None, until: datetime | None
    ) -> None:
        """Tell what would have come of LINE's calls; nothing is booked, and nobody is told."""
        if line not in house.lines:
            raise click.UsageError(f"There is no line {line}. There are: {', '.join(house.lines)}.")
        last = until.date() if until else house.clock().astimezone(BERLIN).date()
        first = since.date() if since else last - timedelta(days=7)
        report, worse = _replay(house, _version(house, line, file, edition), line, first, last)
        click.echo("\n".join([*_told(report), *(f"worse: {sid}" for sid in worse)]))
        if worse:
            raise click.exceptions.Exit(1)

    return menu


def _replay(house: House, draft: Edition, line: str, first: date, last: date) -> tuple[Report, list[str]]:
    begins, ends = (datetime.combine(day, time(), BERLIN) for day in (first, last + timedelta(days=1)))
    played, left_out = [], Counter[str]()
    with reading(house.sessions) as session:
        sids = sids_between(session, line, begins, ends)
        comparison = Comparison(session, draft, house.edition)
        for at in range(0, len(sids), AT_ONCE):
            for _, original in read_calls(session, sids[at : at + AT_ONCE]):
                found = original if isinstance(original, str) else comparison.of(original)
                if isinstance(found, Compared):
                    played.append(kept_of(found))
                else:
                    left_out[found] += 1
    worse = [each.sid for each in played if each.change == "worse"]
    return summary(played, left_out, total=len(sids)), worse


def _version(house: House, line: str, file: Path | None, edition: int | None) -> Edition:
    try:
        found = house.current(line) if edition is None else house.edition(line, edition)
        if file is None:
            return found
        return replace(found, script=load(file, found.line.menu, prompts=found.prompts))
    except (ScriptFaults, EditionLost) as fault:
        raise click.UsageError(str(fault)) from fault


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
