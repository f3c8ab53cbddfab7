"""What the desk says in German of what is kept in English."""

from datetime import timedelta

from routing.assign import explain
from routing.desk import words
from routing.tickets import Agent, AgentState, Waiting, Wants
from tests.routing.conftest import NOW


def test_why_a_call_came_is_told_in_german() -> None:
    """The sentence of the assignment is read; one that it did not write stays as it is."""
    agent = Agent(
        id=17,
        name="Ada",
        contact="client:a",
        skills=frozenset({"kfz"}),
        languages=frozenset({"tr"}),
        wants=Wants.AVAILABLE,
        state=AgentState.IDLE,
        idle_since=NOW - timedelta(seconds=42),
    )
    sentence = explain(Waiting(id=1, skill="kfz", language="tr", enqueued_at=NOW), agent, NOW)
    assert words.why(sentence) == "Ausgewählt für Kfz-Zulassung, Türkisch: am längsten frei, 42 s"
    assert words.why("forced by a supervisor") == "forced by a supervisor"
