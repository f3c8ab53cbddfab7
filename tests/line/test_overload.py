"""More to do than the line can at once: callers wait a moment, and stay on the line."""

from threading import Timer

from tests.world import World

A_MOMENT_S = 2.3  # longer than a webhook waits for a connection


def test_a_caller_for_whom_no_connection_is_free_waits_a_moment(line: World) -> None:
    """The carrier asks again, and gets the answer: nobody hears an apology, or is sent to another number."""
    line.add_agent("anna", "client:agent_anna", "citizen")
    call = line.dial()
    with line.house.sessions() as other:
        other.connection()  # the only one that the pool has
        release = Timer(A_MOMENT_S, other.close)
        release.start()
        call.press("0")
        release.join()
    assert call.state == "queue"
    assert not any("Entschuldigung" in heard.text for heard in call.heard)
