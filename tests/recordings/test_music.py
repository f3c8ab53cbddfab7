"""Waiting music of a line's own: given, chosen in a draft, heard by who waits, and taken along."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from ivr.editions.bundles import pack, sounds_in, unpack
from ivr.editions.commands import menu_commands
from ivr.editions.drafts import Draft, begin_draft, read_draft
from ivr.editions.publishing import publish
from ivr.editions.verdicts import keep_verdict
from ivr.lines import Piece
from ivr.recordings import forget_unused, keep_music, music_of, piece_at
from ivr.simulator import Call
from routing.staff import add_staff
from tests.recordings.tones import tone
from tests.world import MORNING, World, world


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, MORNING) as made:
        with made.house.sessions.begin() as session:
            add_staff(session, "olga", "Olga Ohm", "a long password", ["operator"], now=made.now())
        made.app.config["WTF_CSRF_ENABLED"] = False
        yield made


def operator(line: World) -> FlaskClient:
    client = line.app.test_client()
    client.post("/sign-in", data={"login": "olga", "password": "a long password"})
    return client


def begin(line: World, session: Session) -> Draft:
    shipped = line.house.editions.shipped
    return begin_draft(session, shipped, "termine", name="Musik", by="olga", now=line.now())


def give(client: FlaskClient, page: str, title: str, sound: bytes) -> str:
    form = {"title": title, "sound": (BytesIO(sound), "musik.wav")}
    return client.post(f"{page}/music", data=form, follow_redirects=True).text


def music_heard(waiting: Call) -> str:
    return next(heard.text for heard in waiting.heard if heard.kind == "play")


def test_pieces_run_one_after_the_other() -> None:
    """Who asks again when a piece is over gets the next; the last is followed by the first."""
    pieces = [
        Piece(title, f"{digit * 64}.wav", seconds)
        for title, digit, seconds in (("A", "a", 30), ("B", "b", 60))
    ]
    begins = datetime.fromtimestamp(90 * 10_000, UTC)
    heard = [piece_at(pieces, begins + timedelta(seconds=at)) for at in (0, 29, 30, 89, 90, 120)]
    assert [each.title for each in heard if each] == ["A", "A", "B", "B", "A", "B"]
    assert piece_at([], begins) is None


def test_a_piece_is_given_chosen_published_and_heard_by_who_waits(line: World) -> None:
    """One that is too loud is refused as a recording is; until it is published, what ships is played."""
    client = operator(line)
    with line.house.sessions.begin() as session:
        draft = begin(line, session)
    page = f"/console/lines/termine/drafts/{draft.id}"
    assert "zu laut" in give(client, page, "Laut", tone(2, -8))
    assert "erlaubt sind 120 s" in give(client, page, "Lang", tone(121))
    assert "liegt bereit" in give(client, page, "Abendstimmung", tone(90))
    with line.house.sessions() as session:
        (piece,) = music_of(session, "termine")
    shown = client.get(f"{page}/line").text
    assert "Abendstimmung" in shown
    assert f'src="/recordings/{piece.file}"' in shown
    form = {"seen": draft.edition, "file": piece.file}
    assert client.post(f"{page}/change/music-add", data=form).status_code == 303
    waiting = line.dial()
    waiting.press("0")
    assert music_heard(waiting).endswith("/music.wav")
    waiting.hang_up()
    with line.house.sessions.begin() as session:
        now_at = read_draft(session, draft.id)
        keep_verdict(session, "termine", now_at.files, holds=True, now=line.now())
        publish(
            session,
            line.house.editions.shipped,
            draft.id,
            seen=now_at.edition,
            others=line.house.lines,
            by="olga",
            reason="Musik",
            now=line.now(),
        )
    waiting = line.dial("+491709999999")
    waiting.press("0")
    assert music_heard(waiting).endswith(piece.file)
    gone = client.post(f"{page}/music/{piece.file}/delete", follow_redirects=True).text
    assert "hören Anrufende gerade" in gone


def test_music_travels_with_the_edition(line: World, tmp_path: Path) -> None:
    """The archive has the sound in it; where it comes in without, and nobody has it, it is refused."""
    client = operator(line)
    with line.house.sessions.begin() as session:
        draft = begin(line, session)
        piece = keep_music(session, "termine", "Abendstimmung", tone(3), by="olga", now=line.now())
    page = f"/console/lines/termine/drafts/{draft.id}"
    client.post(f"{page}/change/music-add", data={"seen": draft.edition, "file": piece.file})
    with line.house.sessions() as session:
        edition = read_draft(session, draft.id).edition
    archive = client.get(f"/console/lines/termine/editions/{edition}.zip").data
    assert sounds_in(archive) == {piece.file: tone(3)}
    assert (
        client.post(f"{page}/change/music-remove", data={"seen": edition, "file": piece.file}).status_code
        == 303
    )
    client.post(f"{page}/music/{piece.file}/delete")
    with line.house.sessions.begin() as session:
        assert music_of(session, "termine") == []
        assert forget_unused(session, before=line.now() + timedelta(seconds=1)) == 1
        edition = read_draft(session, draft.id).edition

    def take_in(packed: bytes) -> str:
        form = {"seen": edition, "archive": (BytesIO(packed), "termine.zip")}
        return client.post(f"{page}/import", data=form, follow_redirects=True).text

    assert "Im Archiv fehlen Musikstücke, die das Menü spielen soll: Abendstimmung." in take_in(
        pack(unpack(archive))
    )
    assert "Eingelesen." in take_in(archive)
    with line.house.sessions() as session:
        assert music_of(session, "termine") == [piece]
    folder = tmp_path / "review"
    run = CliRunner().invoke
    commands = menu_commands(line.house)
    with line.house.sessions() as session:
        edition = read_draft(session, draft.id).edition
    assert run(commands, ["export", "termine", str(folder), "--edition", str(edition)]).exit_code == 0
    assert (folder / "music" / piece.file).read_bytes() == tone(3)
    assert run(commands, ["import", "termine", str(folder), "--by", "olga"]).exit_code == 0
    (folder / "music" / piece.file).write_bytes(b"no sound")
    assert "cannot be used" in run(commands, ["import", "termine", str(folder), "--by", "olga"]).output
