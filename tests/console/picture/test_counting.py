"""What callers did at each step: read from stored calls, counted once, summed over days."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from ivr.console.picture.counting import Count, What, counts_of, heard_of
from ivr.console.picture.counting import Heard as HeardOnce
from ivr.console.picture.figures import Asked, callers_now, editions_of, figures, heard_at
from ivr.console.picture.keeping import count_ended_calls, forget_heard
from ivr.console.turns import Result, read_turns
from ivr.dialog import Heard, Outcome, Script, load
from ivr.settings import ROOT
from ivr.tables import CallRow
from tests.console.picture.calls import Scripted, keep, turns_of
from voice_prompts.catalog import Catalog

NOW = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)  # half past midnight of 2 December in Berlin
DAY = date(2026, 12, 2)
OPEN = Scripted({"duty": Outcome("open"), "who_calls": Outcome("nothing", {"can_text": True})})

Database = sessionmaker[DatabaseSession]


def keys(text: str) -> Heard:
    return Heard("keys", text)


def speech(text: str) -> Heard:
    return Heard("speech", text, 0.8)


SILENCE = Heard("silence")


@pytest.fixture(scope="module")
def script() -> Script:
    return load(ROOT / "ivr/menus/termine.toml", "termine", prompts=Catalog.load(ROOT / "voice_prompts"))


@pytest.mark.parametrize(
    ("heard", "results", "gave_up"),
    [
        ([keys("3"), keys("1")], [Result.UNDERSTOOD, Result.UNDERSTOOD], False),
        ([speech("Auskunft")], [Result.UNDERSTOOD], False),
        ([keys("0")], [Result.AGENT], False),
        ([speech("ich möchte mit einem Mitarbeiter sprechen")], [Result.AGENT], False),
        ([keys("3"), keys("#"), keys("*")], [Result.UNDERSTOOD, Result.BACK, Result.REPEAT], False),
        ([keys("3"), speech("zurück")], [Result.UNDERSTOOD, Result.BACK], False),
        (
            [keys("8"), speech("Blumenkohl"), SILENCE],
            [Result.WRONG_KEY, Result.NOT_UNDERSTOOD, Result.SILENCE],
            True,
        ),
        ([keys("0"), Heard("outcome", "fault")], [Result.AGENT, Result.FAULT], False),
        ([keys("0"), Heard("outcome", "self_service")], [Result.AGENT, Result.RETURNED], False),
    ],
)
def test_what_was_made_of_each_answer(
    script: Script, heard: list[Heard], results: list[Result], gave_up: bool
) -> None:
    """Read from the rows as the engine left them."""
    passed = read_turns(turns_of(script, heard, OPEN, sid="CA1", now=NOW))
    assert passed[0].result is Result.BEGUN
    assert [turn.result for turn in passed[1:]] == results
    assert passed[-1].gave_up is gave_up


def test_a_call_counts_for_its_steps(script: Script) -> None:
    """Ways of the menu are counted apart from what holds at every step; a call counts once at a step.

    Going back looks up anew what the question was asked with.
    """
    heard = [keys("8"), keys("3"), keys("#"), keys("3"), speech("Rufen Sie 0451 1234567 an"), keys("0")]
    passed = read_turns(turns_of(script, heard, OPEN, sid="CA1", now=NOW))
    assert counts_of(passed, "abandoned") == Counter(
        {
            Count("greeting", What.CALLS): 1,
            Count("greeting", What.TIMES): 1,
            Count("greeting", What.WAY, "own_language"): 1,
            Count("own_language", What.CALLS): 1,
            Count("own_language", What.TIMES): 1,
            Count("own_language", What.WAY, "who_calls"): 1,
            Count("who_calls", What.CALLS): 1,
            Count("who_calls", What.TIMES): 2,
            Count("who_calls", What.WAY, "main"): 2,
            Count("main", What.CALLS): 1,
            Count("main", What.TIMES): 2,
            Count("main", What.WRONG_KEY): 1,
            Count("main", What.WAY, "info"): 2,
            Count("info", What.CALLS): 1,
            Count("info", What.TIMES): 2,
            Count("info", What.BACK): 1,
            Count("info", What.NOT_UNDERSTOOD): 1,
            Count("info", What.AGENT): 1,
            Count("agent", What.CALLS): 1,
            Count("agent", What.TIMES): 1,
            Count("agent", What.WAY, "connect"): 1,
            Count("connect", What.CALLS): 1,
            Count("connect", What.TIMES): 1,
            Count("connect", What.WAY, "hand_over"): 1,
            Count("hand_over", What.CALLS): 1,
            Count("hand_over", What.TIMES): 1,
            Count("hand_over", What.ENDED, "abandoned"): 1,
        }
    )
    assert HeardOnce("info", "de", "speech", "rufen sie 0451 *** an", "") in heard_of(passed)
    assert HeardOnce("main", "de", "keys", "8", "") in heard_of(passed)
    assert counts_of([], "fault") == Counter()


def test_calls_are_counted_once_and_summed(Session: Database, script: Script) -> None:
    """By day of Berlin, line and edition; a call that goes on is shown where it is, and counted later."""
    with Session.begin() as session:
        for n, (line, ended) in enumerate(
            [("termine", True), ("termine", True), ("other", True), ("termine", False)]
        ):
            turns = turns_of(script, [speech("Blumenkohl"), keys("3")], OPEN, sid=f"CA{n}", now=NOW)
            keep(session, script, turns, outcome="hung_up" if ended else None, ended=ended, line=line)
    soon = NOW + timedelta(seconds=30)
    assert count_ended_calls(Session, now=soon) == 0  # its last turn may still be on its way
    later = soon + timedelta(minutes=1)
    assert [count_ended_calls(Session, now=later) for _ in range(2)] == [3, 0]
    with Session.begin() as session:
        of_day = Asked("termine", DAY, DAY)
        found = figures(session, of_day)
        assert (found["main"].calls, found["main"].not_understood, found["main"].ways) == (2, 2, {"info": 2})
        assert (found["info"].ended, found["info"].hung_up, found["info"].now) == ({"hung_up": 2}, 2, 1)
        assert found["info"].failed == 0
        assert figures(session, Asked("termine", DAY, DAY, edition="another@0")) == {}
        assert figures(session, Asked("other", DAY, DAY - timedelta(days=1))) == {}
        assert callers_now(session, "termine") == {"info": 1}
        assert [tuple(one) for one in heard_at(session, of_day, "main")] == [
            ("de", "keys", "3", "Öffnungszeiten und Unterlagen", 2),
            ("de", "speech", "blumenkohl", "", 2),
        ]
        assert editions_of(session, of_day) == [script.id]
        counted = session.execute(select(CallRow.way, CallRow.slowest_ms).where(CallRow.sid == "CA0")).one()
        assert tuple(counted) == (" greeting own_language who_calls main info ", 6.0)
        forget_heard(session, before=later + timedelta(days=1))
        assert heard_at(session, of_day, "main") == []
        assert figures(session, of_day) == found
