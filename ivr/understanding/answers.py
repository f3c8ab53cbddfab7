"""Yes and no, and what may be said at every step: an agent, once more, slower, back, help."""

from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeAlias, cast

from ivr.understanding.languages import Language, language
from ivr.understanding.what.intents import Intent, intent
from ivr.understanding.wording import without, words

Command: TypeAlias = Literal["agent", "repeat", "slower", "back", "help"]
LONG = 9  # words of a command with all that is said about it
LONGEST = 12  # words: what is longer is no command
NEARLY = 3  # words: so short an answer may hold one that is not known
SHORT = 6  # words: in a longer sentence, "nicht so schnell" may be about something else


def yes_no(text: str, code: str) -> bool | None:
    """True for yes, False for no; None where neither or both were said.

    A yes counts only where nothing else was said that could take it back: nobody is to be booked by half a
    sentence. A yes-word that is denied ("das stimmt nicht") is a no.
    """
    known = language(code)
    heard = [known.variants.get(word, word) for word in words(text)]
    spoken, meant = _set_phrases(heard, known)
    said = set(spoken)
    if said and said <= known.alone:
        return True
    if "unclear" in meant:
        return False if said & known.no and not said & known.yes else None
    yes = "yes" in meant or bool(said & known.yes - known.willing)
    no = "no" in meant or bool(said & known.no)
    if _asks(heard, known) and not said & known.no:
        return None
    if said & known.negations:
        return _denied(spoken, known, answered=no or bool(said & known.yes))
    if yes and no:
        return None
    if no:
        return False
    harmless = said <= known.yes | known.agreements | known.fillers | known.willing
    if not harmless and not _is_nearly(spoken, known):
        return None
    return True if (yes or said & known.willing) and not _greets(spoken, known) else None


def _is_nearly(spoken: list[str], known: Language) -> bool:
    """A yes and one more word that takes nothing back: "ja, logisch", "ei ja"."""
    others = [
        word for word in spoken if word not in known.yes | known.agreements | known.fillers | known.willing
    ]
    clear = bool({spoken[0], spoken[-1]} & (known.yes - known.willing))
    return clear and len(spoken) <= NEARLY and len(others) == 1 and others[0] not in known.doubtful


def _greets(spoken: list[str], known: Language) -> bool:
    """ "Ja, hallo?" begins a talk; in "ja, hallo, ja" the answer comes after it."""
    at = next((len(spoken) - at for at, word in enumerate(reversed(spoken)) if word in known.greetings), 0)
    return at > 0 and not (known.yes | known.willing).intersection(spoken[at:])


def _asks(heard: list[str], known: Language) -> bool:
    """Whether a question was asked: "ist das so", but not "passt, das ist gut"."""
    begun = next((at for at, word in enumerate(heard) if word not in known.yes - known.willing), 0)
    asked = heard[begun : begun + 2]
    if "_".join(asked) not in known.questions:
        return False
    agrees_itself = asked[0] in known.yes | known.willing
    return not (agrees_itself and (known.yes | known.willing).intersection(heard[begun + 2 :]))


def _set_phrases(spoken: list[str], known: Language) -> tuple[list[str], set[str]]:
    """The words without the phrases that have a meaning of their own, and what these mean."""
    text = f" {' '.join(spoken)} "
    meant: set[str] = set()
    for gapped, meaning in known.gapped_phrases:
        text, count = gapped.subn("  ", text)
        meant |= {meaning} if count else set()
    for phrase, meaning in known.set_phrases.items():
        if f" {phrase} " in text:
            text = text.replace(f" {phrase} ", "  ")
            meant.add(meaning)
    return text.split(), meant


def _denied(spoken: list[str], known: Language, *, answered: bool) -> bool | None:
    """ "Das passt mir leider nicht" is a no; "ja, aber nicht Montag" and "nicht Montag" are none."""
    if spoken[0] in known.yes - known.willing:
        return None
    only = set(spoken) <= known.negations | known.willing | known.agreements | known.fillers | known.no
    return False if answered or only else None


def agrees(text: str, phrases: Iterable[str], code: str) -> bool:
    """Whether nothing was said but `phrases` and agreement: "neuen Termin buchen" agrees to no place."""
    known = language(code)
    named = {word for phrase in phrases for word in words(phrase)}
    return set(words(text)) <= named | known.yes | known.willing | known.agreements | known.fillers


def command(text: str, code: str) -> Command | None:
    """A command that is the whole of what was said; a wish for slower speech also within a short sentence."""
    known = language(code)
    spoken = words(text)
    sentence = f" {' '.join(spoken)} "
    if len(spoken) <= SHORT and any(f" {phrase} " in sentence for phrase in known.commands["slower"]):
        return "slower"
    spoken = [known.variants.get(word, word) for word in spoken]
    if by_core := _by_core(spoken, known):
        return by_core
    said = {" ".join(spoken), " ".join(without(spoken, known.fillers))} - {""}
    if len(spoken) <= LONG:
        said |= {" ".join(without(spoken, known.around_commands))} - {""}
    for name, phrases in known.commands.items():
        if said & (phrases | _bare(phrases, known.fillers)):
            return cast("Command", name)
    return None


def _by_core(spoken: list[str], known: Language) -> Command | None:
    """ "Können Sie mir die Termine noch mal vorlesen": the words of a command, and around them plain ones."""
    if len(spoken) > LONGEST:
        return None
    plain = known.fillers | known.agreements | known.around_commands | known.around_cores | known.plain_stops
    for core, name in known.cores.items():
        rest = iter(spoken)
        if not all(word in rest for word in core):
            continue
        strict = len(core) == 1 or name == "slower"  # "der Termin muss nicht so schnell sein"
        others = set(spoken).difference(core, plain - known.things if strict else plain)
        if len(others) <= (0 if strict or name == "agent" or len(spoken) > LONG else 1):
            return cast("Command", name)
    return None


@cache
def _bare(phrases: frozenset[str], fillers: frozenset[str]) -> frozenset[str]:
    """The phrases without fillers, as a sentence may say them."""
    return frozenset(" ".join(without(phrase.split(), fillers)) for phrase in phrases)


def asks_for_agent(text: str, code: str) -> bool:
    """Whether a longer sentence asks for a person: "ich möchte mit einem Mitarbeiter sprechen"."""
    known = language(code)
    said = set(words(text))
    if said & known.agent_words and not said & (known.negations | known.no):
        return True
    about = intent(text, code)
    refused = said & (known.negations | known.no) and not said & known.machines
    return bool(about and about[0] is Intent.AGENT and not refused)
