"""How a text is marked up for the voice that says it: speed, pauses, digits one by one.

What a voice does not know is left out, because the carrier then says nothing at all: basic voices know no
marks, Google's Chirp neither speed nor pauses, Polly's generative voices no speed.
https://www.twilio.com/docs/voice/twiml/say/text-speech
https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html
https://cloud.google.com/text-to-speech/docs/ssml
"""

from dataclasses import dataclass

from twilio.twiml.voice_response import Say, SsmlProsody

from ivr.lines import SLOWEST
from voice_prompts.spelled import Part, parts

USUAL = 100
SLOWER = 80  # percent, for a caller who asked for it
BETWEEN_GROUPS = "500ms"  # time to write down what was said


@dataclass(frozen=True, slots=True)
class Marks:
    """What a kind of voice understands: another speed; pauses and, by the word `digits`, single digits."""

    rate: bool = False
    digits: str = ""


NONE = Marks()


def marks_of(voice: str) -> Marks:
    """What the voice of this name understands, as it stands in TwiML: "Polly.Vicki-Neural"."""
    provider, _, name = voice.partition(".")
    if provider == "Polly":
        # Not "characters": a neural voice would have the sentence said by its standard one.
        return Marks(rate=not name.endswith("-Generative"), digits="digits")
    if provider == "Google" and "Chirp" not in name:
        return Marks(rate=True, digits="characters")
    return NONE


def speed(rate: int, *, slow: bool) -> int:
    """The speed in percent of a voice that speaks at `rate`, for a caller who wants it slow or not."""
    return max(SLOWEST, rate * SLOWER // 100) if slow else rate


def say_into(say: Say, text: str, marks: Marks, rate: int) -> None:
    """Put `text` into the verb; where nothing has to be marked, it stays plain."""
    inside: Say | SsmlProsody = say
    if marks.rate and rate != USUAL:
        inside = SsmlProsody(rate=f"{rate}%")
        say.append(inside)
    if not marks.digits:
        inside.append(text)
        return
    for part in parts(text):
        if part.groups:
            _spell(inside, part, marks)
        else:
            inside.append(part.text)


def _spell(inside: Say | SsmlProsody, part: Part, marks: Marks) -> None:
    for n, group in enumerate(part.groups):
        if n:
            inside.append(", ")
            inside.break_(time=BETWEEN_GROUPS)
        inside.say_as(group, interpret_as=marks.digits)
