"""What all pages share: the frame, its files, the headers that guard it, the pages for errors, and health."""

from pathlib import Path

from flask import Blueprint, Flask
from jinja2 import StrictUndefined

from ivr.web.assets import install_assets
from ivr.web.errors import install_errors
from ivr.web.headers import install_headers
from ivr.web.navigation import install_navigation
from ivr.web.view import add_view, install_view
from ivr.web.words import install_words


def install_web(app: Flask, *, assets_dir: Path, softphone_url: str | None) -> None:
    """Give `app` the shared frame. `assets_dir` is node_modules.

    `softphone_url` is where the agents' browser phones connect to; None means Twilio.
    """
    app.jinja_env.undefined = StrictUndefined  # a name that is not there is a fault, not silence
    frame = Blueprint("web", __name__, template_folder="templates", static_folder="static", url_prefix="/web")
    add_view(frame)
    app.register_blueprint(frame)
    install_words(app)
    install_view(app)
    install_assets(app, assets_dir)
    install_headers(app, softphone_url)
    install_navigation(app)
    install_errors(app)
