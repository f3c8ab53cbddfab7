"""What the exchange serves over HTTP: REST API, telephones, softphone wire."""

import socket
from collections.abc import Mapping
from threading import Thread
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from ivr.simulator.rest import rest_api
from ivr.simulator.web.handsets import handset_routes
from ivr.simulator.web.pages import page_routes
from ivr.simulator.web.softphone import softphone_routes

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange


POLL_S = 0.05  # how long closing may wait


class _QuietHandler(WSGIRequestHandler):
    """URLs and bodies hold telephone numbers: nothing of them goes to a log."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's own name
        pass


def make_app(exchange: "Exchange", settings: Mapping[str, str]) -> Flask:
    app = Flask("ivr.simulator", static_folder=None)
    app.register_blueprint(rest_api(exchange))
    app.register_blueprint(handset_routes(exchange))
    app.register_blueprint(softphone_routes(exchange, settings))
    app.register_blueprint(page_routes(exchange))
    return app


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; werkzeug's own would leave the program where a port is taken, instead of saying
    so.
    """
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


class Server:
    """Serves in threads until closed. Raises OSError when the port is taken."""

    def __init__(self, exchange: "Exchange", host: str, port: int, settings: Mapping[str, str]) -> None:
        app = make_app(exchange, settings)
        self._socket = listen(host, port)
        self.port = int(self._socket.getsockname()[1])
        self._server = make_server(
            host,
            self.port,
            app,
            threaded=True,
            request_handler=_QuietHandler,
            fd=self._socket.fileno(),
        )
        self._server.daemon_threads = True  # type: ignore[attr-defined]  # of the threaded kind
        self.url = f"http://{host}:{self.port}"
        self._thread = Thread(target=self._server.serve_forever, args=(POLL_S,), name="carrier", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._socket.close()
        self._thread.join()
