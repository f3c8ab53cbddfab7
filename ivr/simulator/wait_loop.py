"""Waiting with a waitUrl: its TwiML is asked for again whenever it is used up."""

from typing import TYPE_CHECKING

from ivr.simulator.document import Document, Source
from ivr.simulator.fetching import Extra
from ivr.simulator.heard import Heard

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg

MUSIC = Heard("com.twilio.music.classical", kind="music")
MUSIC_S = 60.0
ROUND_AT_LEAST_S = 1.0


def wait_source(document: Document, url: str | None, method: str) -> Source | None:
    """What `waitUrl` means: None for the carrier's own music, an empty URL for silence."""
    if url is None:
        return None
    return document.source(url, method) if url else Source("")


def wait_for_ever(leg: "Leg", source: Source | None, allowed: frozenset[str], extra: Extra = dict) -> None:
    """Wait until something raises a Disturbance."""
    leg.waiting_room = True
    try:
        while True:
            began = leg.exchange.clock.now()
            _one_round(leg, source, allowed, extra)
            if leg.exchange.clock.now() - began < ROUND_AT_LEAST_S:
                leg.stay(ROUND_AT_LEAST_S, even_if_time_stands_still=True)
    finally:
        leg.waiting_room = False


def _one_round(leg: "Leg", source: Source | None, allowed: frozenset[str], extra: Extra) -> None:
    if source is None:
        leg.hear(MUSIC)
        leg.stay(MUSIC_S, even_if_time_stands_still=True)
    elif not source.url:
        leg.wait()
    else:
        leg.exchange.program.play_all(leg, source, allowed, extra)
