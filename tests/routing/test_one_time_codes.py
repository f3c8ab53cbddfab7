"""One-time codes below the pages: by the clock, sealed, each taken once, on both databases."""

# ruff: noqa: N803 - the fixture is named as what it makes

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest

from routing.people import one_time_codes
from routing.people.sealing import Sealer
from routing.people_tables import CodeSecretRow
from tests.routing.conftest import NOW, new_agent
from tests.routing.desk.steps import Database

SEALER = Sealer("x" * 32)


def test_codes_go_by_the_clock_and_never_back(Session: Database) -> None:
    """Thirty seconds off is forgiven; a code before the last one used is not taken, nor under another key."""
    with Session.begin() as session:
        ada = new_agent(session)
        secret = one_time_codes.secret_to_confirm(session, SEALER, ada)
        assert one_time_codes.secret_to_confirm(session, SEALER, ada) == secret
        assert secret not in session.get_one(CodeSecretRow, ada).secret
        app = pyotp.TOTP(secret)
        assert not one_time_codes.take(session, SEALER, ada, app.at(NOW), now=NOW)
        assert one_time_codes.confirm(session, SEALER, ada, app.at(NOW), now=NOW)
        now = NOW + timedelta(minutes=10)
        for off_s, taken in ((-60, False), (60, False), (-30, True), (-30, False), (0, True), (-30, False)):
            code = app.at(now + timedelta(seconds=off_s))
            assert one_time_codes.take(session, SEALER, ada, code, now=now) is taken, off_s
        later = now + timedelta(minutes=1)
        assert not one_time_codes.take(session, Sealer("y" * 32), ada, app.at(later), now=later)


@pytest.mark.race
def test_of_two_with_one_code_one_gets_in(Session: Database) -> None:
    """Whoever looks over a shoulder is as fast as the owner at best, and then one of them is refused."""
    with Session.begin() as session:
        ada = new_agent(session)
        app = pyotp.TOTP(one_time_codes.secret_to_confirm(session, SEALER, ada))
        assert one_time_codes.confirm(session, SEALER, ada, app.at(NOW), now=NOW)
    later = NOW + timedelta(minutes=1)

    def show(_: int) -> bool:
        with Session.begin() as session:
            return one_time_codes.take(session, SEALER, ada, app.at(later), now=later)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(show, range(4))) == 1
