"""The worker: a loop over the duties, each in its rhythm. `python -m ivr.worker`; SIGTERM or Ctrl-C stops it.

A duty that fails is logged and comes again; the others go on.
"""

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from time import monotonic

import structlog

from ivr.app import StartFault, furnish
from ivr.carrier.rest import CarrierLine, CarrierTexts, client_for
from ivr.duties import Duties
from ivr.handing_over import queue_name
from ivr.house import House
from ivr.log import configure
from ivr.settings import Settings, SettingsFault
from ivr.talking import HOLD_QUEUE

log = structlog.get_logger()

HANDS = 8  # requests to the carrier at once
REPLAY_EVERY_S = 0.2


@dataclass(slots=True)
class Rhythm:
    """A duty and how often it is due, in seconds."""

    every_s: float
    duty: Callable[[], None]
    due: float = 0.0


def rhythms(duties: Duties) -> list[Rhythm]:
    return [
        Rhythm(0.25, duties.ring_agents),
        Rhythm(0.5, duties.tell_legs),
        Rhythm(0.5, duties.record_talks),
        Rhythm(5.0, duties.erase_tapes),
        Rhythm(5.0, duties.erase_names),
        Rhythm(1.0, duties.send_notices),
        Rhythm(5.0, duties.mend_rings),
        Rhythm(5.0, duties.mend_legs),
        Rhythm(5.0, duties.find_lost_calls),
        Rhythm(2.0, duties.end_wrap_ups),
        Rhythm(5.0, duties.move_call_backs),
        Rhythm(5.0, duties.release_ended_holds),
        Rhythm(5.0, duties.serve_waiting_list),
        Rhythm(1.0, duties.count_calls),
        Rhythm(REPLAY_EVERY_S, duties.replay_calls),
        Rhythm(30.0, duties.end_experiments),
        Rhythm(3600.0, duties.count_no_shows),
        Rhythm(3600.0, duties.forget),
    ]


def work(house: House, stop: Event) -> None:
    """Do what is due until `stop` is set."""
    client = client_for(house.settings)
    with ThreadPoolExecutor(HANDS) as hands:
        line = CarrierLine(client, house.settings, house.number_of)
        duties = Duties(house, line, CarrierTexts(client), hands)
        todo = rhythms(duties)
        todo.append(Rhythm(600.0, lambda: duties.prepare([*map(queue_name, house.lines), HOLD_QUEUE])))
        while not stop.is_set():
            for each in todo:
                if monotonic() >= each.due:
                    _do(each)
            stop.wait(max(0.0, min(each.due for each in todo) - monotonic()))


def _do(rhythm: Rhythm) -> None:
    try:
        rhythm.duty()
    except Exception:
        log.exception("duty_failed")
    rhythm.due = monotonic() + rhythm.every_s


def main() -> int:
    try:
        settings = Settings.from_environment(os.environ)
        configure(settings.log_format)
        house = furnish(settings)
    except (SettingsFault, StartFault) as fault:
        sys.stderr.write(f"The worker does not start:\n{fault}\n")
        return 2
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    work(house, stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
