"""Executing TwiML on a leg: do verb after verb, follow, and what happens when that fails."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import CallEnded, Rerouted
from ivr.simulator.fetching import Extra, fetch
from ivr.simulator.heard import Heard
from ivr.simulator.trouble import INVALID_NESTING, Trouble
from ivr.simulator.vocabulary import ANYWHERE

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg

Execute: TypeAlias = Callable[["Leg", Verb, Document], Source | None]

APPLICATION_ERROR = Heard(
    "We are sorry, an application error has occurred. Goodbye.", "en-US", kind="trouble"
)
ANSWERS_THE_CALL_LATER = frozenset({"Reject", "Redirect"})


class Program:
    def __init__(self, verbs: Mapping[str, Execute]) -> None:
        self._verbs = verbs

    def run(self, leg: "Leg", source: Source) -> None:
        """Execute from `source` on until the call is over; the body of a leg's thread."""
        following: Source | None = source
        try:
            while following is not None:
                following = self._carry_on(leg, following)
            leg.end("completed")
        except CallEnded:
            pass

    def _carry_on(self, leg: "Leg", source: Source) -> Source | None:
        try:
            return self.play(leg, source)
        except Rerouted as change:
            return change.source
        except Trouble as trouble:
            return self.rescue(leg, trouble)

    def rescue(self, leg: "Leg", trouble: Trouble) -> Source | None:
        """What is asked when TwiML could not be had or executed: the fallback URL; failing that, a canned
        sentence.
        """
        leg.exchange.warn(trouble.code, trouble.url, trouble.sentence)
        fallback = leg.fallback
        if fallback is None or trouble.url == fallback.url.partition("#")[0]:
            leg.answer()
            leg.hear(APPLICATION_ERROR)
            leg.stay(APPLICATION_ERROR.seconds)
            return None
        error = {"ErrorCode": str(trouble.code), "ErrorUrl": trouble.url}
        return Source(fallback.url, fallback.method, error)

    def play(
        self, leg: "Leg", source: Source, allowed: frozenset[str] = ANYWHERE, extra: Extra = dict
    ) -> Source | None:
        """Execute one document; the one to go on with, or None when its verbs are used up."""
        document = fetch(leg, source, extra)
        for position, verb in enumerate(document.verbs):
            leg.check()
            if verb.name not in allowed:
                raise Trouble(INVALID_NESTING, document.base, f"<{verb.name}> may not stand here")
            answer_unless_later(leg, verb, position)
            following = self._verbs[verb.name](leg, verb, document)
            if following is not None:
                return following
        return None

    def play_all(self, leg: "Leg", source: Source, allowed: frozenset[str], extra: Extra = dict) -> None:
        """Execute a document and all that it leads to."""
        following: Source | None = source
        while following is not None:
            following = self.play(leg, following, allowed, extra)


def answer_unless_later(leg: "Leg", verb: Verb, position: int) -> None:
    """An inbound call is answered by the first verb that needs it."""
    first = position == 0
    rings_on = verb.name == "Dial" and first and verb.says("answerOnBridge")
    silent = verb.name == "Pause" and first
    if leg.status == "ringing" and not (verb.name in ANSWERS_THE_CALL_LATER or rings_on or silent):
        leg.answer()
