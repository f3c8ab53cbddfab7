"""The sounds, for the carrier and for the page on which one listens to them; only by their hash."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, request
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from ivr.recordings.tables import RecordingRow, SoundRow
from routing.guards import open_to_all

TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg"}
FOR_EVER = "public, max-age=31536000, immutable"


def sounds_blueprint(sessions: sessionmaker[Session]) -> Blueprint:
    """GET /recordings/<hash>.<format>; the carrier fetches media unsigned, so it is open to all.

    No caller's voice is among them, only texts that everybody hears who calls. `Content-Description` holds
    the words, for whoever cannot listen.
    """
    sounds = Blueprint("sounds", __name__)

    @sounds.get("/recordings/<file>")
    @open_to_all
    def sound(file: str) -> Response:
        name, _, ending = file.partition(".")
        with sessions() as session:
            found = session.get(SoundRow, name)
            if found is None or found.format != ending:
                abort(404)
            words = session.scalar(select(RecordingRow.text).where(RecordingRow.sound == name).limit(1))
            answer = Response(found.content, mimetype=TYPES[ending])
        answer.headers["Cache-Control"] = FOR_EVER
        answer.headers["Content-Description"] = "UTF-8''" + quote(words or "")
        answer.set_etag(name)
        answer.make_conditional(request, accept_ranges=True, complete_length=found.bytes)
        return answer

    return sounds
