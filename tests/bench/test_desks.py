"""The load of the desks does what it says, in a few seconds: `make bench ARGS=desks` is the long form."""

from ivr import gunicorn_settings
from tests.bench.desk_carrier import Pace
from tests.bench.desks import NEVER_MS, Size, in_rows, measure

QUICK = Pace(listens=0.02, rings=0.3, talks=0.3, wraps_up=0.1)


def test_calls_reach_desks_and_every_state_is_shown(sqlite_url: str) -> None:
    """Each call is rung, talked and wrapped up through the real servers; nothing is lost or unseen."""
    found = measure(Size(desks=3, calls_per_s=4, seconds=0.5, workers=1, warm_up=0, pace=QUICK), sqlite_url)
    assert (found.lost, found.unseen) == ([], 0)
    assert found.served >= 2
    assert len(found.told) >= 2 * found.served
    assert 0 < max(found.shown) < NEVER_MS
    assert {row.at_most for row in in_rows(found) if "lost" in row.name} == {0}


def test_one_web_process_has_room_for_all_desks_and_the_carrier() -> None:
    """Each open desk keeps a thread; which process takes it is chance."""
    assert gunicorn_settings.threads >= Size().desks + 100
    assert gunicorn_settings.worker_connections > gunicorn_settings.threads
