"""Several workers at one outbox."""

import pytest

import booking
from tests.booking.town import MOBILE, NOW, hold, load_town
from tests.races.callers import Crowd, Sessions

pytestmark = pytest.mark.race

WORKERS = 8
NOTICES = 30


def send_all(sessions: Sessions, worker: int) -> list[int]:
    """What a worker does until nothing is due: claim a few, commit, send, say so."""
    sent: list[int] = []
    while True:
        with sessions.begin() as session:
            claimed = booking.claim_notices(session, now=NOW, limit=4)
        if not claimed:
            return sent
        for notice in claimed:
            with sessions.begin() as session:
                booking.notice_sent(session, notice.id, carrier_id=f"SM{notice.id}", now=NOW)
            sent.append(notice.id)


def test_each_notice_is_sent_by_one_worker(crowd: Crowd, database_url: str, Session: Sessions) -> None:  # noqa: N803
    """All are sent, none twice."""
    with Session.begin() as session:
        load_town(session)
        for number in range(NOTICES):
            held = hold(session, f"{8 + number // 18:02}:{number // 3 % 6}0")
            booking.confirm(
                session, held.id, phone=MOBILE, language="de", by="agent:a", now=NOW, unlimited=True
            )
    told = crowd.all_at_once(database_url, send_all, WORKERS)
    sent = [notice for worker in told for notice in worker]
    assert len(sent) == len(set(sent)) == NOTICES
