"""What the desk says in German of what is kept in English."""

from routing.desk import words


def test_why_a_call_came_is_told_to_who_has_it() -> None:
    """The sentence of the assignment names the agent for the history; the agent knows who they are."""
    sentence = "Agent 17: Kfz-Zulassung und Türkisch, am längsten frei, 42 s"
    assert words.why(sentence) == "Ausgewählt: Kfz-Zulassung und Türkisch, am längsten frei, 42 s"
    assert words.why("von der Aufsicht zugewiesen") == "von der Aufsicht zugewiesen"
