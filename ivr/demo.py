"""Settings for a line on one machine with a simulated carrier: no account, nothing to fill in."""

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from ivr.lines import LinesFault, load_lines

NUMBER = "+494511223311"
LINES = Path(__file__).with_name("lines.toml")
ROUND_THE_CLOCK = Path(__file__).with_name("lines_round_the_clock.toml")
FALLBACK = "+49451115"


def settings(given: Mapping[str, str], *, port: int, var: Path) -> dict[str, str]:
    """The environment for line, worker and simulated carrier. What is `given` stays as it is.

    HOURS=always lets agents answer at any hour, for who tries this out at night.
    """
    lines_file = {"LINES_FILE": str(ROUND_THE_CLOCK)} if given.get("HOURS") == "always" else {}
    line, carrier = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    return {
        "DATABASE_URL": f"sqlite:///{var / 'durchwahl.db'}",
        "PUBLIC_URL": line,
        "TWILIO_API_URL": carrier,
        "SOFTPHONE_URL": carrier,
        "TWILIO_NUMBER": NUMBER,
        "FALLBACK_NUMBER": FALLBACK,
        "LOG_FORMAT": "console",
        "MORE_NUMBERS": _numbers(Path(given.get("LINES_FILE") or lines_file.get("LINES_FILE") or LINES)),
        **lines_file,
        **_kept_secrets(var / "demo.json"),
        **{name: value for name, value in given.items() if value},
        "PORT": str(port),
    }


def _numbers(lines_file: Path) -> str:
    """The numbers of the lines that have one of their own; what is wrong in the file, the line says."""
    with contextlib.suppress(LinesFault):
        return " ".join(line.number for line in load_lines(lines_file).values() if line.number)
    return ""


def _kept_secrets(file: Path) -> dict[str, str]:
    """Random once for this folder, so that who is signed in stays so over a restart."""
    try:
        kept: dict[str, str] = json.loads(file.read_text())
    except (OSError, ValueError):
        kept = {}
    fresh = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TWILIO_ACCOUNT_SID": f"AC{secrets.token_hex(16)}",
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_API_KEY": f"SK{secrets.token_hex(16)}",
        "TWILIO_API_SECRET": secrets.token_urlsafe(24),
    }
    if not fresh.keys() <= kept.keys():
        kept = {**fresh, **kept}
        _write_for_owner(file, json.dumps(kept, indent=1))
    return kept


def _write_for_owner(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as to:
        to.write(text)
