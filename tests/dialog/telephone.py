"""Plays a call against a menu: presses keys, says words, and reads what is said."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from ivr.dialog import Actions, Call, Heard, Reply, Script, advance, begin
from voice_prompts import Catalog

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


@dataclass
class Telephone:
    """One call. Its state goes through JSON at every turn, as it does between two webhooks."""

    script: Script
    prompts: Catalog
    actions: Actions
    language: str = "de"
    now: datetime = NOW
    said: list[str] = field(default_factory=list)
    turns: int = 0

    def __post_init__(self) -> None:
        self.call = begin(self.script, self.language)
        self.reply = Reply(())
        self.hear(Heard("start"))

    def hear(self, heard: Heard) -> str:
        """One turn; what is said in it."""
        before = self.call.to_json()
        call, self.reply = advance(self.script, self.call, heard, self.actions, now=self.now)
        assert self.call.to_json() == before, "a turn must not change the call that it began with"
        self.call = Call.from_json(call.to_json())
        assert self.call == call
        texts = (
            self.prompts.text(each.key, each.language or call.language, each.values)
            for each in self.reply.said
        )
        self.said.append(" ".join(text for text in texts if text))
        self.turns += 1
        return self.said[-1]

    def press(self, keys: str) -> str:
        """Each key is a turn of its own, except for numbers: "1", "1712"."""
        return self.hear(Heard("keys", keys))

    def say(self, words: str) -> str:
        return self.hear(Heard("speech", words))

    def wait(self) -> str:
        return self.hear(Heard("silence"))

    def come_back(self, outcome: str) -> str:
        return self.hear(Heard("outcome", outcome))

    @property
    def step(self) -> str:
        return self.call.step
