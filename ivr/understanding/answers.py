"""Yes and no, and what may be said at every step: an agent, once more, back."""

from typing import Literal, TypeAlias, cast

from ivr.understanding.languages import language
from ivr.understanding.wording import without, words

Command: TypeAlias = Literal["agent", "repeat", "back"]


def yes_no(text: str, code: str) -> bool | None:
    """True for yes, False for no; None where neither or both were said.

    A yes counts only where nothing else was said that could take it back: nobody is to be booked by half a
    sentence. A yes-word that is denied ("das stimmt nicht") is a no.
    """
    known = language(code)
    spoken = words(text)
    said = set(spoken)
    yes, no = bool(said & known.yes), bool(said & known.no)
    if said & known.negations:
        return False if (yes or no) and spoken[0] not in known.yes else None
    if yes and no:
        return None
    if no:
        return False
    return True if yes and said <= known.yes | known.agreements | known.fillers else None


def command(text: str, code: str) -> Command | None:
    """A command that is the whole of what was said."""
    known = language(code)
    spoken = words(text)
    said = {" ".join(spoken), " ".join(without(spoken, known.fillers))} - {""}
    for name, phrases in known.commands.items():
        bare = {" ".join(without(phrase.split(), known.fillers)) for phrase in phrases}
        if said & (phrases | bare):
            return cast("Command", name)
    return None


def asks_for_agent(text: str, code: str) -> bool:
    """Whether a longer sentence asks for a person: "ich möchte mit einem Mitarbeiter sprechen"."""
    known = language(code)
    said = set(words(text))
    return bool(said & known.agent_words) and not said & (known.negations | known.no)
