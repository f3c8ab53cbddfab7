"""The figures of a line's steps over some days: sums of what was counted, and where callers are now."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from ivr.console.picture.counting import What
from ivr.console.picture.tables import HeardCountRow, StepCountRow, edition_key
from ivr.tables import CallRow, TurnRow

HUNG_UP = ("hung_up", "abandoned")
MOST_HEARD = 300  # different things at one step; the rest was said once or twice


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are wanted: of a line, of calls of these days (both included), of one edition or all."""

    line: str
    since: date
    until: date
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class StepFigures:
    """What callers did at one step; see `counting.What`. `ways` are counted by target, `ended` by outcome."""

    calls: int = 0
    times: int = 0
    ways: Mapping[str, int] = field(default_factory=dict)
    ended: Mapping[str, int] = field(default_factory=dict)
    silence: int = 0
    wrong_key: int = 0
    not_understood: int = 0
    gave_up: int = 0
    agent: int = 0
    back: int = 0
    repeat: int = 0
    now: int = 0

    @property
    def hung_up(self) -> int:
        """Calls whose caller left here, without what they had called for and without a goodbye."""
        return sum(self.ended.get(outcome, 0) for outcome in HUNG_UP)

    @property
    def failed(self) -> int:
        """Answers that the menu could not use."""
        return self.silence + self.wrong_key + self.not_understood


class HeardOften(NamedTuple):
    """What was heard at a step in so many calls; see `HeardCountRow`."""

    language: str
    kind: str
    heard: str
    meant: str
    calls: int


def figures(session: Session, asked: Asked) -> dict[str, StepFigures]:
    """By step; one to which nobody came is not there. `now` is of the calls that go on, of whatever day."""
    row = StepCountRow
    total = func.sum(row.count)
    sums = select(row.step, row.what, row.name, total).where(*_within(row, asked))
    found = session.execute(sums.group_by(row.step, row.what, row.name)).all()
    plain: dict[str, dict[str, int]] = defaultdict(dict)
    named: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for step, what, name, count in found:
        if what in (What.WAY, What.ENDED):
            named[step, what][name] = count
        else:
            plain[step][what] = count
    now = callers_now(session, asked.line, asked.edition)
    steps = {*plain, *(step for step, _ in named), *now}
    return {
        step: StepFigures(
            **plain.get(step, {}),
            ways=named.get((step, What.WAY), {}),
            ended=named.get((step, What.ENDED), {}),
            now=now[step],
        )
        for step in sorted(steps)
    }


def callers_now(session: Session, line: str, edition: str | None = None) -> Counter[str]:
    """How many callers are at each step now. Those with an agent are where they were handed over."""
    each = aliased(TurnRow)
    newest = select(func.max(each.n)).where(each.call_sid == CallRow.sid).correlate(CallRow)
    going_on = (
        select(TurnRow.state)
        .join(CallRow, CallRow.sid == TurnRow.call_sid)
        .where(CallRow.ended_at.is_(None), CallRow.line == line, TurnRow.n == newest.scalar_subquery())
    )
    if edition is not None:
        going_on = going_on.where(edition_key() == edition)
    steps = (json.loads(state).get("step") for state in session.scalars(going_on))
    return Counter(str(step) for step in steps if step)


def heard_at(session: Session, asked: Asked, step: str) -> list[HeardOften]:
    """What was pressed and said at a step, the most frequent first."""
    row = HeardCountRow
    total = func.sum(row.count)
    what = (row.language, row.kind, row.heard, row.meant)
    sums = select(*what, total).where(*_within(row, asked), row.step == step).group_by(*what)
    found = session.execute(sums.order_by(total.desc(), *what).limit(MOST_HEARD))
    return [HeardOften(*one) for one in found]


def editions_of(session: Session, asked: Asked) -> list[str]:
    """The editions with which callers of these days were answered, the newest first."""
    row = StepCountRow
    days = Asked(asked.line, asked.since, asked.until)
    found = select(row.edition).where(*_within(row, days)).group_by(row.edition)
    return list(session.scalars(found.order_by(func.max(row.day).desc(), row.edition)))


def _within(row: type[StepCountRow] | type[HeardCountRow], asked: Asked) -> Iterable[ColumnElement[bool]]:
    yield row.line == asked.line
    yield row.day.between(asked.since, asked.until)
    if asked.edition is not None:
        yield row.edition == asked.edition
