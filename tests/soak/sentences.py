"""Callers who say anything: 10,000 random sentences over the real engine and the book of a whole town.

Sentences are put together from everything that the tables under tests/understanding hold, with noise. An
oracle that knows nothing of what was understood looks after each of them: nothing is booked, moved or
cancelled that was not read back and agreed to, and what is booked is what was read back.

    make soak-sentences ARGS="--sentences 2000 --seed 7"
"""

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session, sessionmaker

from booking.db import connect
from ivr.actions import CallContext, LineActions
from ivr.dialog import Call, Heard, Script, advance, begin, load
from ivr.lines import load_lines
from ivr.settings import ROOT
from tests.databases import SqliteTemplate
from tests.seeds import seed as fill
from tests.soak.oracle import Appointment, appointments, fault_of
from tests.soak.talk import Talk
from tests.world import MORNING
from voice_prompts import FOLDER, Catalog

MOST_TURNS = 14
PASSES = timedelta(seconds=2)  # between two sentences of all
COUNTED = ("read_back", "read_back_move", "cancel_sure")


@dataclass
class Result:
    """What came of it: how often what happened, and all that was not in order."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Town:
    """The line with its menu, texts and book."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions, self.now = sessions, MORNING
        self.catalog = Catalog.load(FOLDER)
        self.script: Script = load(ROOT / "ivr" / "menus" / "termine.toml", "termine", prompts=self.catalog)
        self.line = load_lines(ROOT / "ivr" / "lines.toml")["termine"]
        with sessions.begin() as session:
            fill(session, now=self.now)

    def turn(self, sid: str, caller: str, call: Call, heard: Heard) -> tuple[Call, str]:
        """One turn, as a webhook does it; and what the caller hears."""
        self.now += PASSES
        with self.sessions.begin() as session:
            context = CallContext(
                session=session,
                line=self.line,
                sid=sid,
                caller=caller,
                language=call.language,
                prompts=self.catalog,
                now=self.now,
            )
            call, reply = advance(self.script, call, heard, LineActions(context), now=self.now)
        texts = (
            self.catalog.text(each.key, each.language or call.language, each.values) for each in reply.said
        )
        return Call.from_json(call.to_json()), " ".join(text for text in texts if text)


def soak(url: str, sentences: int, seed: int) -> Result:
    """Let callers talk until so many sentences were said."""
    engine = connect(url)
    result = Result()
    try:
        town = Town(sessionmaker(engine))
        number = 0
        while result.counts["sentences"] < sentences:
            number += 1
            _call(town, number, Talk(Random(f"{seed}-{number}")), result, sentences)
    finally:
        engine.dispose()
    return result


def _call(town: Town, number: int, talk: Talk, result: Result, most: int) -> None:
    """One call to its end, or as long as this caller has patience."""
    sid, caller = f"CA{number:06}", f"+49170{number:07}"
    call, heard_before = town.turn(sid, caller, begin(town.script, "de"), Heard("start"))
    read_back = ""
    have = appointments(town.sessions)
    for _ in range(MOST_TURNS):
        if call.ended or call.step == "hand_over" or result.counts["sentences"] >= most:
            break
        read_back = f"{read_back} {heard_before}" if call.step in COUNTED else ""
        said = talk.sentence(call)
        step = call.step
        call, heard_before = town.turn(sid, caller, call, Heard("speech", said))
        result.counts["sentences"] += 1
        now_have = appointments(town.sessions)
        _judge(result, Turn(sid, step, read_back, said), have, now_have)
        have = now_have
        if call.step != step:
            read_back = ""
        if isinstance(code := call.values.get("code"), str):
            talk.code = code
    result.counts["calls"] += 1


@dataclass(frozen=True)
class Turn:
    """A sentence, the step at which it was said, and what was heard there before."""

    sid: str
    step: str
    read_back: str
    said: str


def _judge(result: Result, turn: Turn, before: dict[int, Appointment], after: dict[int, Appointment]) -> None:
    for key in after.keys() | before.keys():
        was, now_is = before.get(key), after.get(key)
        if was == now_is:
            continue
        deed, fault = fault_of(was, now_is, turn.step, turn.read_back, turn.said)
        result.counts[deed] += 1
        if fault:
            result.faults.append(
                f"{turn.sid} at {turn.step}: {fault}, by {turn.said!r} after {turn.read_back!r}"
            )


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak-sentences")
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    given = parser.parse_args()
    sys.stdout.write(f"{given.sentences} sentences, seed {given.seed}\n")
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        result = soak(SqliteTemplate(Path(folder)).copy(Path(folder)), given.sentences, given.seed)
    told = ", ".join(f"{count} {what}" for what, count in sorted(result.counts.items()))
    took = f"{time.process_time() - began:.0f} s of processor time"
    sys.stdout.write("\n".join([told, *result.faults, f"{len(result.faults)} faults, {took}"]) + "\n")
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
