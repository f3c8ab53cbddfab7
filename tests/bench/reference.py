"""The yardstick for a webhook: a bare Flask route that checks the signature and answers something fixed."""

import os

from flask import Flask, Response, abort, request
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import VoiceResponse


def create_app() -> Flask:
    """Reads TWILIO_AUTH_TOKEN, as the line does."""
    app = Flask(__name__)
    validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
    response = VoiceResponse()
    gather = response.gather(input="dtmf speech", action="/voice/turn/4", timeout=5)
    gather.say("Möchten Sie den frühesten Termin? Dann drücken Sie die 1.", language="de-DE")

    @app.post("/voice/turn/<int:_n>")
    def turn(_n: int) -> Response:
        given = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(request.url, request.form, given):
            abort(403)
        return Response(str(response), mimetype="text/xml")

    return app
