"""A call written down, and read again: the form of `tests/calls/*.call`.

    # from: +491701234567
    # at: 2026-12-01T09:00 Europe/Berlin
    # given: one agent on duty

    ◀ Guten Tag …               the line says          ◀ ♪   it plays something      ◀ ✆   it hangs up
    ◀ [80 %] Guten …            ... slower than what was said before
    ▶ 1                         keys                   ▶ "Personalausweis"           speech
    ▶ …                         silence                ▶ ✆                           the caller hangs up
    ✉ Ihr Termin …              a text arrives
    ☎ Anna rings                what happens on others' telephones; and what they do: answers, declines,
                                does not answer, hangs up, ends the talk (at their desk), presses 1
    ⏲ 20 s                      time passes
    ↻                           the carrier repeats its last request

A line that is indented goes on with the one above. `---` parts several calls in one file; each has its own
headers.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

WIDTH = 100
MARKS = ("◀", "▶", "✉", "☎", "⏲", "↻")
HANGS_UP, MUSIC, SILENCE = "✆", "♪", "…"
ACTS_OF_OTHERS = ("answers", "declines", "does not answer", "hangs up", "ends the talk", "presses")


class TranscriptFault(Exception):
    """A line that cannot be read, with its number."""


@dataclass(frozen=True, slots=True)
class Line:
    mark: str
    text: str

    @property
    def is_act(self) -> bool:
        """Whether somebody does it, and it is not what comes of it."""
        if self.mark == "☎":
            return any(f" {act}" in f" {self.text}" for act in ACTS_OF_OTHERS)
        return self.mark in {"▶", "⏲", "↻"}


@dataclass(slots=True)
class Transcript:
    """`headers` of which each stands once ("from", "at"); `given` are the lines of that header, in their
    order. `rate` is the speed at which the line spoke last, in percent.
    """

    headers: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    rate: int = 100

    def hear(self, text: str, rate: int) -> str:
        """Add what the line says; where it now speaks at another speed, that stands before it."""
        noted = text if rate == self.rate else f"[{rate} %] {text}"
        self.rate = rate
        self.add("◀", noted)
        return noted

    def add(self, mark: str, text: str = "") -> None:
        """Add a line; music that plays on and on is one line."""
        line = Line(mark, " ".join(text.split()))
        if line.text != MUSIC or line not in self.lines[-1:]:
            self.lines.append(line)

    def text(self) -> str:
        """As it stands in a file."""
        headers = [f"# {name}: {value}" for name, value in self.headers.items()]
        headers += [f"# given: {sentence}" for sentence in self.given]
        return "\n".join([*headers, "", *(_written(line) for line in self.lines), ""])


def _written(line: Line) -> str:
    return textwrap.fill(
        f"{line.mark} {line.text}".rstrip(),
        WIDTH,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def write_calls(transcripts: Iterable[Transcript]) -> str:
    return "\n---\n".join(transcript.text() for transcript in transcripts)


def read_calls(text: str) -> list[Transcript]:
    """The calls of a file. Raises TranscriptFault."""
    found = [Transcript()]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() == "---":
            found.append(Transcript())
        elif line.strip():
            _read_line(found[-1], line, number)
    return found


def _read_line(transcript: Transcript, line: str, number: int) -> None:
    if line.startswith("#"):
        name, colon, value = line.lstrip("# ").partition(":")
        if not colon:
            raise TranscriptFault(f"line {number}: a header is `# name: value`")
        if name == "given":
            transcript.given.append(value.strip())
        else:
            transcript.headers[name.strip()] = value.strip()
    elif line[0].isspace():
        if not transcript.lines:
            raise TranscriptFault(f"line {number}: nothing above that it could go on with")
        above = transcript.lines.pop()
        transcript.add(above.mark, f"{above.text} {line}")
    elif line[0] in MARKS:
        transcript.add(line[0], line[1:])
    else:
        raise TranscriptFault(f"line {number}: begins with none of {' '.join(MARKS)}")
