"""Recordings as callers hear them, and as the carrier fetches them."""

from collections.abc import Iterator
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from ivr.recordings import RecordingRow, SoundRow, delete, forget_unused, keep
from ivr.simulator import Call
from ivr.tables import TurnRow
from routing.audit import Wanted, entries
from tests.recordings.tones import tone
from tests.world import MORNING, World, world
from voice_prompts.recordable import Part, parts_of

GREETING = "Guten Tag, hier ist die Terminvergabe der Hansestadt Lübeck."


@pytest.fixture
def line(database_url: str) -> Iterator[World]:
    with world(database_url, MORNING) as made:
        yield made


def record(line: World, *parts: Part) -> list[int]:
    with line.house.sessions.begin() as session:
        return [
            keep(session, "termine", "de", part, tone(part.n), by="olga", now=line.now()).id for part in parts
        ]


def part(line: World, key: str, n: int = 1) -> Part:
    return parts_of(line.house.current("termine").prompts, key, "de")[n - 1]


def verbs(line: World, call: Call) -> list[tuple[str, str]]:
    """What the call's first turn says and plays; a sound by the beginning of its path."""
    with line.house.sessions() as session:
        reply = session.scalars(
            select(TurnRow.reply).where(TurnRow.call_sid == call.sid, TurnRow.n == 0)
        ).one()
    heard = [each for each in ET.fromstring(str(reply)).iter() if each.tag in {"Say", "Play"}]
    return [(each.tag, "".join(each.itertext()).removeprefix(line.url)[:12]) for each in heard]


def test_recorded_and_spoken_parts_make_one_prompt(line: World) -> None:
    """Nothing is said twice or left out; who follows on the screen reads the recording's words."""
    call = line.dial()
    spoken = [heard.text for heard in call.heard]
    assert verbs(line, call) == [("Say", GREETING[:12]), ("Say", "Für einen ne")]
    call.hang_up()
    record(line, part(line, "greeting"), part(line, "main", 2))
    call = line.dial()
    heard = call.heard
    assert [each.kind for each in heard] == ["recording", "say", "recording"]
    assert " ".join(each.text for each in heard) == " ".join(spoken)
    assert verbs(line, call) == [("Play", "/recordings/"), ("Say", "Für einen ne"), ("Play", "/recordings/")]
    call.say("langsamer bitte")
    assert [each.rate for each in call.heard] == [80, 80], "a recording has only one speed"
    with line.house.sessions() as session:
        logged = select(TurnRow.said).where(TurnRow.call_sid == call.sid, TurnRow.n == 0)
        assert session.scalars(logged).one() == spoken, "the call log has words, not sounds"


def test_a_recording_of_another_text_waits_for_it(line: World) -> None:
    """What was recorded before a text changed is not played, and nothing else is."""
    record(line, Part("greeting", 1, "Moin."))
    assert [heard.kind for heard in line.dial().heard] == ["say", "say"]


def test_a_deleted_recording_is_spoken_again(line: World) -> None:
    """Its sound stays for a day, since a call may be about to play it; both deeds are in the log."""
    (recording,) = record(line, part(line, "greeting"))
    with line.house.sessions.begin() as session:
        assert not delete(session, "zentrale", recording, by="olga", now=line.now())
        assert delete(session, "termine", recording, by="olga", now=line.now())
    assert [heard.kind for heard in line.dial().heard] == ["say", "say"]
    with line.house.sessions() as session:
        assert [each.what for each in entries(session, Wanted("olga"))[0]] == [
            "recording.deleted",
            "recording.kept",
        ]
        assert session.scalars(select(SoundRow.hash)).all()
        assert not forget_unused(session, before=line.now())
        assert forget_unused(session, before=line.now() + timedelta(seconds=1))
        assert session.scalars(select(SoundRow.hash)).all() == []


def test_a_sound_is_served_for_ever_by_its_hash_alone(line: World) -> None:
    """With an ETag; a second question gets no body. Nothing else leads to it."""
    record(line, part(line, "greeting"))
    with line.house.sessions() as session:
        name = session.scalars(select(RecordingRow.sound)).one()
    client = line.app.test_client()
    answer = client.get(f"/recordings/{name}.wav")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/wav", tone(1))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = client.get(f"/recordings/{name}.wav", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"/recordings/{name}.mp3").status_code == 404
    assert client.get("/recordings/").status_code == 404
