"""A turn in the middle of a booking, against a route that does nothing but check the signature."""

import secrets
from itertools import islice
from statistics import median

from tests.bench.line import database, lead_to, multiply
from tests.bench.load import throughput
from tests.bench.report import Row
from tests.bench.servers import free_port, gunicorn
from tests.bench.webhooks import NUMBER, Carrier

NAME = "webhook turn in the middle of a booking"
GOAL = 0.35
ROUNDS = 7
REQUESTS = 800
# New appointment, Bürgerservice: the caller then chooses a service.
KEYS, MEASURED = ["1", "1"], "1"


def rows() -> list[Row]:
    """Ours and the reference by turns, so that what slows the machine slows both; medians of the rounds."""
    account, token = f"AC{secrets.token_hex(16)}", secrets.token_hex(16)
    ours, reference = free_port(), free_port()
    line = Carrier(account, token, f"http://127.0.0.1:{ours}")
    bare = Carrier(account, token, f"http://127.0.0.1:{reference}")
    with database() as url:
        environment = {
            "DATABASE_URL": url,
            "PUBLIC_URL": line.public_url,
            "SECRET_KEY": secrets.token_hex(32),
            "TWILIO_ACCOUNT_SID": account,
            "TWILIO_AUTH_TOKEN": token,
            "TWILIO_NUMBER": NUMBER,
        }
        with (
            gunicorn("ivr.app:create_app_from_environment()", ours, environment),
            gunicorn("tests.bench.reference:create_app()", reference, environment),
        ):
            path = lead_to(ours, line, KEYS)
            turn = int(path.rpartition("/")[2].partition("?")[0])
            sids = multiply(url, turn, REQUESTS * (ROUNDS + 1))
            asked = iter([line.request(path, sid, Digits=MEASURED) for sid in sids])
            fixed = [bare.request(path, sid, Digits=MEASURED) for sid in sids[:REQUESTS]]
            pairs = [
                (
                    throughput(ours, list(islice(asked, REQUESTS)), b"<Gather"),
                    throughput(reference, fixed, b"<Gather"),
                )
                for _ in range(ROUNDS + 1)
            ][1:]  # the first round warms both up
    return [
        Row(
            name=NAME,
            ours=round(median(ours for ours, _ in pairs), 1),
            reference=round(median(reference for _, reference in pairs), 1),
            ratio=round(median(ours / reference for ours, reference in pairs), 3),
            unit="requests/s",
            goal=GOAL,
        )
    ]
