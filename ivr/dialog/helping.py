"""What a caller who asks for help is told: what can be said at this question, and the ways out of it."""

from collections.abc import Iterator

from ivr.dialog.reading import Situation, open_options
from ivr.dialog.steps import Ask, Day, Digits, OneOf, Phone, Question
from ivr.dialog.values import JSON, Said

MOST = 5  # more options nobody remembers


def helped(step: Question, at: Situation) -> Iterator[Said]:
    """One sentence for the answer, one for each other way on, and the commands that work everywhere.

    Options are named by the very words that choose them; what no prompt reads out is left out here, too.
    """
    there = open_options(step, at)
    read_out = [option for option in there if option.key is not None] or there
    words = [option.words.get(at.language, ()) for option in read_out]
    named: dict[str, JSON] = {"can_say": ", ".join(each[0] for each in words[:MOST] if each)}
    if isinstance(step, Ask):
        yield _answer(step)
        if named["can_say"]:
            yield Said("help.or", named)
    else:
        yield Said("help.options", named)
        if step.own_words is not None:
            yield Said("help.own_words")
    yield Said("help.ways")


def _answer(step: Ask) -> Said:
    match step.reader:
        case Digits(count):
            return Said("help.digits", {"count": count})
        case Day():
            return Said("help.day")
        case Phone():
            return Said("help.phone")
        case OneOf():
            return Said("help.choice")
