"""Every transcript under `tests/calls/` happens as it is written, word for word.

`--update` rewrites them to what happens now: then read the difference, aloud.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import booking
from tests.databases import one_of_both
from tests.givens import bring_about
from tests.transcripts import Stage, check, read
from tests.world import LINE, world

OF_DOCUMENTS = (12, 13)  # thousands of the carrier's codes for TwiML and for what its verbs do
CALLS = sorted(Path(__file__).with_name("calls").glob("*.call"))
TOLD = [
    pytest.param(path, *database.values, marks=database.marks, id=f"{path.stem}-{database.values[0]}")
    for path in CALLS
    for database in one_of_both(path.stem)
]


@pytest.mark.parametrize(("path", "database_url"), TOLD, indirect=["database_url"])
def test_the_call_goes_as_written(path: Path, database_url: str, request: pytest.FixtureRequest) -> None:
    """What is said, what is texted and whose phone rings is what the transcript says."""
    calls = read(path)
    at = datetime.fromisoformat(calls[0].headers["at"].split()[0]).replace(tzinfo=booking.BERLIN)
    with world(database_url, at.astimezone(UTC)) as line:
        stage = Stage(line.exchange, calls[0].headers.get("to", LINE), step=line.work, end_talk=line.end_talk)
        for call in calls:
            for sentence in call.given:
                bring_about(sentence, line, stage)
        check(path, calls, stage, update=request.config.getoption("--update"))
        written = [each for each in line.exchange.warnings if each.code // 1000 in OF_DOCUMENTS]
        assert not written, "the carrier found fault with what the line wrote"


def test_there_are_transcripts() -> None:
    """An empty folder would pass without having shown anything."""
    assert len(CALLS) >= 13
