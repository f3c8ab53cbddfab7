"""From an edition to its proof."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol

from ivr.dialog import Script
from ivr.lines import Line
from ivr.proof import lengths
from ivr.proof.found import Farthest, Finding, Move, Proof, moves
from ivr.proof.listened import Ear
from ivr.proof.tried import tried
from ivr.proof.walk import NOWHERE, Broken, Passage, Walk
from ivr.proof.ways_out import endings, patience, without_end
from voice_prompts.catalog import Catalog

A_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Version(Protocol):
    """A line as it is, or is to be; an edition is one."""

    @property
    def line(self) -> Line: ...
    @property
    def script(self) -> Script: ...
    @property
    def prompts(self) -> Catalog: ...


def prove(version: Version, *, now: datetime = A_MONDAY) -> Proof:
    """Walk everything that can happen to a caller of this version. A sound menu takes some seconds.

    The menu must be without the faults that `ivr.dialog.check` finds. `now` is the time at which it is
    walked; options that are there at other times are walked, too.
    """
    with _nothing_collected():
        return _prove(version, now)


def _prove(version: Version, now: datetime) -> Proof:
    line, script = version.line, version.script
    ear = Ear(version.prompts, {language: voice.rate for language, voice in line.voices.items()})
    walk = Walk(script, ear, now).go()
    ways = lengths.answers(walk)
    turns = lengths.farthest(walk, ways, lengths.turns)
    most_patient, circles = patience(walk)
    findings = [
        *_broken(walk),
        *_unsaid(walk, ear),
        *circles,
        *without_end(walk),
        *_never_reached(walk),
        *lengths.beyond_limits(walk, ear, line.limits, turns),
    ]
    return Proof(
        script=script.id,
        situations=sum(place.call is not None for place in walk.places),
        passages=sum(len(place.onward) for place in walk.places),
        ends=endings(walk),
        turns=turns,
        keys=lengths.farthest(walk, ways, lengths.keys),
        seconds=max(
            (_seconds(walk, ways, ear, language) for language in ear.languages), key=lambda each: each.amount
        ),
        patience=most_patient,
        tried=tried(walk),
        findings=tuple(_each_once(findings)),
    )


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A walk keeps what it makes; the collector would look through all of that, again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _seconds(walk: Walk, ways: list[Passage], ear: Ear, language: str) -> Farthest:
    return lengths.farthest(walk, ways, lambda passage: ear.seconds(passage.said, language), language)


def _broken(walk: Walk) -> Iterator[Finding]:
    """Turns that did not come to where they were to."""
    for each in walk.broken:
        failure = each.course.failure
        if failure is not None:
            detail = {"action": failure.action, "needs": ", ".join(failure.needs)}
            yield Finding("need_missing", "stop", _where(walk, each), _way(walk, each), detail)
    for each in walk.endless:
        steps = each.course.reply.steps
        detail = {"steps": ", ".join(dict.fromkeys(steps[-8:-1]))}
        yield Finding("endless_turn", "stop", steps[0], _way(walk, each), detail)
    for each in walk.unhandled:
        asked = each.course.asked
        detail = {"outcome": f"{asked[0].action}: {asked[0].outcome}" if asked else ""}
        yield Finding("outcome_unhandled", "stop", _where(walk, each), _way(walk, each), detail)


def _unsaid(walk: Walk, ear: Ear) -> Iterator[Finding]:
    """Prompts that cannot be said where they are to be."""
    for place in walk.places:
        for passage in (place.came_by, *place.onward):
            for missing in ear.missing(passage.said):
                step = passage.steps[-1] if passage.steps else place.step
                way = moves((*walk.way_to(passage.source), passage)) if passage.source >= 0 else ()
                yield Finding("cannot_say", "stop", step, way, {"prompt": missing})


def _never_reached(walk: Walk) -> Iterator[Finding]:
    passed = {name for place in walk.places for each in (place.came_by, *place.onward) for name in each.steps}
    for name in walk.script.steps:
        if name not in passed:
            yield Finding("never_reached", "warn", name, ())


def _where(walk: Walk, broken: Broken) -> str:
    return walk.places[broken.source].step if broken.source != NOWHERE else walk.script.defaults.start


def _way(walk: Walk, broken: Broken) -> tuple[Move, ...]:
    before = moves(walk.way_to(broken.source)) if broken.source != NOWHERE else ()
    heard = broken.press.heard
    return before if heard.kind == "start" else (*before, Move(heard.kind, heard.text))


def _each_once(findings: list[Finding]) -> Iterator[Finding]:
    """One of each kind at each step: the one with the shortest way."""
    seen: set[tuple[str, ...]] = set()
    for each in findings:
        told = (each.code, each.step, str(each.detail.get("action", "")), str(each.detail.get("prompt", "")))
        if told not in seen:
            seen.add(told)
            yield each
