"""What reaches a person's ear."""

from dataclasses import dataclass

CHARACTERS_PER_SECOND = 14.0


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that a person heard.

    `kind`: "say" (synthesis; `language` BCP 47, `voice` as in the TwiML), "play" (a sound; `text` is its
    URL), "recording" (a sound of which the words are known: `text`), "music" (the carrier's own waiting
    music), "voice" (a person on the other end), "trouble" (the carrier's own announcement that something
    is broken). `rate` is the speed of the synthesis in percent.
    """

    text: str
    language: str = ""
    voice: str = ""
    kind: str = "say"
    rate: int = 100

    def __str__(self) -> str:
        return self.text

    @property
    def seconds(self) -> float:
        """How long the synthesis takes to say it."""
        return len(self.text) / CHARACTERS_PER_SECOND * 100 / self.rate
