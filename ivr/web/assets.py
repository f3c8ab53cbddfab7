"""Files out of npm packages, under our own address: no page loads anything from another host."""

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for

from routing.guards import open_to_all

# Whatever else an npm package brings stays unreachable.
ALLOWED = re.compile(
    r"@kern-ux/native/dist/kern\.min\.css"
    r"|@kern-ux/native/dist/fonts/fira-sans\.css"
    r"|@kern-ux/native/dist/fonts/fira-sans/[A-Za-z-]+\.woff2"
    r"|htmx\.org/dist/htmx\.min\.js"
    r"|htmx\.org/dist/ext/hx-sse\.min\.js"
    r"|@twilio/voice-sdk/dist/twilio\.min\.js"
    r"|elkjs/lib/elk-api\.js"
    r"|elkjs/lib/elk-worker\.min\.js"
)
YEAR_S = 365 * 24 * 3600
DAY_S = 24 * 3600


def install_assets(app: Flask, folder: Path) -> None:
    """Serve `/assets/<package>/<path>` out of `folder`; templates call `asset(path)` for the address."""
    assets = Blueprint("assets", __name__)

    @assets.get("/assets/<path:path>")
    @open_to_all
    def file(path: str) -> Response:
        if not ALLOWED.fullmatch(path):
            abort(404)
        response = _file(folder, path)
        # With its fingerprint in the address a file never changes; a font that the CSS names has none.
        response.cache_control.public = True
        response.cache_control.no_cache = None
        response.cache_control.max_age = YEAR_S if "v" in request.args else DAY_S
        response.cache_control.immutable = "v" in request.args
        return response

    def asset(path: str) -> str:
        return url_for("assets.file", path=path, v=_fingerprint(folder / path))

    app.register_blueprint(assets)
    app.jinja_env.globals["asset"] = asset


def _file(folder: Path, path: str) -> Response:
    packed = path.endswith((".css", ".js")) and request.accept_encodings.quality("gzip") > 0
    try:
        content = _content(folder / path, packed=packed)
    except FileNotFoundError:
        abort(404)
    response = Response(content, mimetype=mimetypes.guess_type(path)[0])
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{_fingerprint(folder / path)}{'-gzip' if packed else ''}")
    response.make_conditional(request)
    return response


@lru_cache(maxsize=64)
def _content(file: Path, *, packed: bool) -> bytes:
    return gzip.compress(file.read_bytes()) if packed else file.read_bytes()


@lru_cache(maxsize=32)
def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
