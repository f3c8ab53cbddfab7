"""A line of the tests' own: answers requests with what a test wrote, and keeps what it was asked."""

from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

ACCOUNT = "AC" + "1" * 32
TOKEN = "a token for tests"
NUMBER = "+494511223311"
CALLER = "+491701234567"


@dataclass(frozen=True)
class Asked:
    path: str
    url: str
    method: str
    params: dict[str, str]
    headers: dict[str, str]
    genuine: bool


@dataclass
class ScriptedLine:
    """`answers[path]` is TwiML without its <Response>, a Response, or a function of the parameters that
    gives one.
    """

    base: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def script(self, **answers: Any) -> None:
        """`_` in a name stands for `/`."""
        self.answers |= {"/" + name.replace("_", "/"): answer for name, answer in answers.items()}

    def params(self, path: str) -> list[dict[str, str]]:
        return [asked.params for asked in self.asked if asked.path == path]

    def last(self, path: str) -> dict[str, str]:
        return self.params(path)[-1]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


def twiml(inner: str) -> Response:
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>', mimetype="text/xml"
    )


def make_app(line: ScriptedLine) -> Flask:
    app = Flask(__name__)
    signer = RequestValidator(TOKEN)

    @app.route("/", defaults={"path": ""}, methods=["GET", "POST"])
    @app.route("/<path:path>", methods=["GET", "POST"])
    def answer(path: str) -> Response:
        url = line.base + request.environ["RAW_URI"]
        genuine = request.headers.get("X-Twilio-Signature") == signer.compute_signature(url, request.form)
        params = dict(request.args) | dict(request.form)
        line.asked.append(Asked("/" + path, url, request.method, params, dict(request.headers), genuine))
        found: Any = line.answers.get("/" + path, "")
        if callable(found) and not isinstance(found, Response):
            found = found(params)
        return found if isinstance(found, Response) else twiml(found)

    return app


class LineServer:
    def __init__(self) -> None:
        self.line = ScriptedLine()
        self._server = make_server("127.0.0.1", 0, make_app(self.line), threaded=True)
        self.line.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
