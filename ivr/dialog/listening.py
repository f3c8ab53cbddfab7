"""What the carrier is to listen for at a step."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any

from ivr.dialog.reading import Situation, choices_of, open_options, phrases
from ivr.dialog.steps import Ask, Day, Digits, OneOf, Phone, Question
from ivr.dialog.values import Listen

# What Twilio takes: https://www.twilio.com/docs/voice/twiml/gather#hints
HINTS = 500
HINT_LENGTH = 100
SENTENCE_HINTS = 150  # for whole sentences: what everything is called, and its most usual words

PATIENCE_S = 5
DIGIT_PATIENCE_S = 8  # to look for a code or a number


def listen_for(step: Question, at: Situation) -> Listen:
    """How to listen at this step. Hints are the words of the very options that can be chosen now."""
    hints = tuple(dict.fromkeys(hint for hint in _hints(step, at) if 0 < len(hint) <= HINT_LENGTH))[:HINTS]
    reader = step.reader if isinstance(step, Ask) else None
    match reader:
        case Digits(count):
            return Listen(hints=hints, max_digits=count, timeout_s=DIGIT_PATIENCE_S)
        case Day():
            return Listen(hints=hints, max_digits=4, timeout_s=DIGIT_PATIENCE_S)
        case Phone():
            return Listen(hints=hints, max_digits=None, finish_on_key="#", timeout_s=DIGIT_PATIENCE_S)
        case _:
            return Listen(hints=hints, max_digits=1, timeout_s=PATIENCE_S)


def _hints(step: Question, at: Situation) -> Iterator[str]:
    for option in open_options(step, at):
        yield from option.words.get(at.language, ())
    if isinstance(step, Ask) and isinstance(step.reader, OneOf):
        yield from _by_turns(choices_of(step.reader, at))
    if step.own_words is not None:
        wanted = [choice for named in step.own_words.hints for choice in at.spoken(named)]
        yield from islice(_by_turns(wanted), SENTENCE_HINTS)


def _by_turns(choices: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """First what each is called, then a word for each, and so on: where there is an end, all have some."""
    for row in zip_longest(*(dict.fromkeys(phrases(choice)) for choice in choices)):
        yield from (phrase for phrase in row if phrase is not None)
