"""What the line answers, written as TwiML. One function for each thing that it does.

All addresses are absolute, so that a document is right wherever the carrier got it from.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from twilio.twiml.voice_response import Dial, Gather, Pause, Play, Say, VoiceResponse

from ivr.carrier.ssml import marks_of, say_into, speed
from ivr.dialog import Listen
from ivr.lines import Voice
from voice_prompts.recordable import mixed
from voice_prompts.sentences import sentences as sentences_of

HINTS_AT_MOST, HINT_LENGTH = 500, 100
ANY_KEY, SILENCE_ENDS_S = "1234567890*#", 3  # of a recording


class Spoken(NamedTuple):
    """A sentence in another voice than the document's, where it has one."""

    text: str
    voice: Voice | None = None


class Answer:
    """One TwiML document in the making, spoken in one voice; `slow` where the caller asked for it.

    What is `recorded` is played from the address given there, if at its own speed.
    """

    def __init__(
        self, voice: Voice, *, slow: bool = False, recorded: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.voice = voice
        self.slow = slow
        self.recorded = {} if slow else recorded
        self.response = VoiceResponse()

    def say(self, sentences: Iterable[str | Spoken]) -> "Answer":
        self._say_into(self.response, sentences)
        return self

    def listen(self, sentences: Iterable[str | Spoken], listen: Listen, action: str) -> "Answer":
        """Say and listen at once; silence comes to `action`, too, instead of falling through."""
        modes = [mode for mode, on in (("dtmf", listen.keys), ("speech", listen.speech)) if on]
        gather = Gather(
            input=" ".join(modes),
            action=action,
            action_on_empty_result=True,
            timeout=listen.timeout_s,
            finish_on_key=listen.finish_on_key,
        )
        if listen.max_digits:
            gather.attrs["numDigits"] = str(listen.max_digits)
        if listen.speech:
            gather.attrs.update(language=self.voice.speech, speechTimeout="auto")
            hints = [hint.replace(",", " ")[:HINT_LENGTH] for hint in listen.hints[:HINTS_AT_MOST]]
            if hints:
                gather.attrs["hints"] = ", ".join(hints)
        self._say_into(gather, sentences)
        self.response.append(gather)
        return self

    def enqueue(self, queue: str, *, wait: str, left: str) -> "Answer":
        self.response.enqueue(queue, action=left, wait_url=wait)
        return self

    def wait(self, sentences: Iterable[str], *, music: str, key: str) -> "Answer":
        """One round of the waiting room: say, then music; a key ends it, else the carrier asks again."""
        gather = Gather(input="dtmf", action=key, num_digits=1, timeout=1, finish_on_key="")
        self._say_into(gather, sentences)
        gather.play(music)
        self.response.append(gather)
        return self

    def leave(self) -> "Answer":
        self.response.leave()
        return self

    def redirect(self, url: str) -> "Answer":
        self.response.redirect(url)
        return self

    def hang_up(self) -> "Answer":
        self.response.hangup()
        return self

    def ring(
        self, contact: str, *, seconds: int, line_number: str, rung: str, picked_up: str, about: str
    ) -> "Answer":
        """Ring an agent's phone; `picked_up` is asked on the agent's leg before the two are connected."""
        dial = Dial(action=rung, timeout=seconds, caller_id=line_number, ring_tone="de")
        kind, _, address = contact.partition(":")
        if kind == "client":
            client = dial.client(url=picked_up)
            client.identity(address)
            client.parameter(name="ticket", value=about)
        elif kind == "sip":
            dial.sip(contact, url=picked_up)
        else:
            dial.number(contact, url=picked_up)
        self.response.append(dial)
        return self

    def room(self, name: str, *, over: str, muted: bool = False, coach: str | None = None) -> "Answer":
        """Into a room, without a sound of its own. `coach`: the one call in it that hears this one.

        Nobody's leaving ends it: who is held leaves it, too. Who is left alone is led out by the line.
        """
        dial = Dial(action=over)
        dial.conference(name, beep="false", wait_url="", muted=muted or None, coach=coach)
        self.response.append(dial)
        return self

    def music(self, url: str) -> "Answer":
        self.response.play(url)
        return self

    def tones(self, digits: str) -> "Answer":
        self.response.play(digits=digits)
        return self

    def extension(self, number: str, *, keys: str, seconds: int, line_number: str, over: str) -> "Answer":
        """Ring an office from the caller's own leg; `keys` are pressed once it is answered."""
        dial = Dial(action=over, timeout=seconds, caller_id=line_number, ring_tone="de")
        dial.number(number, send_digits=keys or None)
        self.response.append(dial)
        return self

    def put_through(self, number: str, *, line_number: str, ended: str) -> "Answer":
        """To a telephone number, with nothing of ours in between: for when the database is away."""
        self.response.dial(number, timeout=30, caller_id=line_number, action=ended)
        return self

    def ask_for_key(self, sentences: Iterable[str], action: str, seconds: int = 8) -> "Answer":
        gather = Gather(input="dtmf", action=action, num_digits=1, timeout=seconds, finish_on_key="")
        self._say_into(gather, sentences)
        self.response.append(gather)
        return self

    def record(self, sentences: Iterable[str | Spoken], action: str, *, seconds: int, told: str) -> "Answer":
        """Say, then record what is said after a tone, for so many seconds at most; any key ends it.

        `told` is asked when the carrier has it, whatever becomes of the call. An empty recording comes to
        `action`, too.
        """
        self._say_into(self.response, sentences)
        self.response.record(
            action=action,
            max_length=seconds,
            timeout=SILENCE_ENDS_S,
            finish_on_key=ANY_KEY,
            play_beep=True,
            trim="trim-silence",
            recording_status_callback=told,
        )
        self.response.redirect(action)
        return self

    def _say_into(self, parent: VoiceResponse | Gather, sentences: Iterable[str | Spoken]) -> None:
        for sentence in sentences:
            text, own = sentence if isinstance(sentence, Spoken) else (sentence, None)
            if text and own is not None:
                self._say_one(parent, text, own)
            elif text:
                self._say_mixed(parent, text)

    def _say_mixed(self, parent: VoiceResponse | Gather, text: str) -> None:
        """Each of its sentences once: recorded, or by the voice."""
        for piece, address in mixed(text, self.recorded):
            if address is None:
                self._say_one(parent, piece, self.voice)
            else:
                parent.append(Play(address))

    def _say_one(self, parent: VoiceResponse | Gather, text: str, voice: Voice) -> None:
        marks = marks_of(voice.voice)
        if self.slow and not marks.rate:
            self._say_with_pauses(parent, text, voice)
        else:
            say_into(_verb(parent, voice), text, marks, speed(voice.rate, slow=self.slow))

    def _say_with_pauses(self, parent: VoiceResponse | Gather, text: str, voice: Voice) -> None:
        """For a voice that has only one speed: time to follow it between the sentences."""
        for sentence in sentences_of(text):
            say_into(_verb(parent, voice), sentence, marks_of(voice.voice), voice.rate)
            parent.append(Pause(length=1))

    def __str__(self) -> str:
        return str(self.response)


def _verb(parent: VoiceResponse | Gather, voice: Voice) -> Say:
    say = Say(voice=voice.voice, language=voice.locale or voice.speech)
    parent.append(say)
    return say
