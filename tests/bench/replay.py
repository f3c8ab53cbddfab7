"""A week's calls replayed against a draft, as the worker does it: some at a time, with its pauses."""

from time import perf_counter

from sqlalchemy import create_engine

from ivr.editions.drafts import begin_draft, save_draft
from ivr.replay import kept
from ivr.worker import REPLAY_EVERY_S
from tests.bench.copying import copy_rows
from tests.bench.line import database
from tests.bench.report import Row
from tests.replay.week import CALLS, call_all
from tests.world import MORNING, World, world

NAME = "calls replayed against a draft"
CALLS_WANTED, WITHIN_S = 1000, 30
COPIES = -(-CALLS_WANTED // len(CALLS)) - 1
GOAL = CALLS_WANTED / WITHIN_S
BOOK = 'answer = "yes"\nto = "confirm"'
CHANGE = (BOOK, 'answer = "yes"\nto = { by = "errand", book = "agent", else = "confirm" }')


def rows() -> list[Row]:
    """How many calls a second, and how many it is to be at least."""
    with database(MORNING) as url, world(url, MORNING, seeded=False) as line:
        call_all(line)
        patient = create_engine(url)  # without the line's own limit for a statement
        with patient.begin() as connection:
            for table, key in (("calls", "sid"), ("turns", "call_sid")):
                copy_rows(connection, table, key, f"'CA' || md5({key} || i)", "TRUE", COPIES)
        patient.dispose()
        number = _ask(line)
        began, rounds = perf_counter(), 0
        while kept.play_some(line.house):
            rounds += 1
        took = perf_counter() - began + rounds * REPLAY_EVERY_S
        with line.house.sessions() as session:
            report = kept.report(session, number)
    assert report.done == report.total >= CALLS_WANTED, report
    assert not report.left_out, report
    assert report.changes["worse"] == report.before.results["booked"] > 0, report
    ours = round(report.done / took, 1)
    return [Row(NAME, ours, round(GOAL, 1), round(ours / GOAL, 2), "calls/s", goal=1.0)]


def _ask(line: World) -> int:
    """A draft in which nobody can book any more, to be compared with all of the calls."""
    house, now = line.house, line.now()
    with house.sessions.begin() as session:
        draft = begin_draft(session, house.editions.shipped, "termine", name="Neu", by="olga", now=now)
        files = {**draft.files, "menu.toml": draft.files["menu.toml"].replace(*CHANGE)}
        draft = save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=now)
        span = {"since": MORNING, "until": now}
        return kept.ask(session, "termine", draft.edition, name="Neu", **span, by="olga", now=now)
