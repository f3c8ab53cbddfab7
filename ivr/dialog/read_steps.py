"""From the table of a step to the step. The one key that names a kind decides which."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from ivr.dialog.actions import ActionSpec
from ivr.dialog.prompts import Prompts
from ivr.dialog.read_answers import read_option, read_reader, read_silence
from ivr.dialog.read_targets import read_changes, read_goto, read_gotos
from ivr.dialog.steps import Ask, Do, End, HandOver, Menu, OwnWords, Say, Step
from ivr.dialog.tables import Table

Known: TypeAlias = tuple[Prompts, Mapping[str, ActionSpec]]
Kind: TypeAlias = Literal["say", "menu", "ask", "do", "handoff", "end"]


def read_step(table: Table, prompts: Prompts, actions: Mapping[str, ActionSpec]) -> Step | None:
    """The step of this table; None, and a fault noted, where it is of no kind or of two."""
    kinds = [kind for kind in _READ if table.has(kind)]
    if len(kinds) != 1:
        table.fault("two_kinds" if kinds else "no_kind", kinds[-1] if kinds else "", " and ".join(kinds))
        return None
    step = _READ[kinds[0]](table, (prompts, actions))
    table.done()
    return step


def _say(table: Table, _known: Known) -> Say:
    language = table.optional_text("language")
    return Say(table.name, read_changes(table), table.texts("say"), read_goto(table, "next"), language)


def _menu(table: Table, known: Known) -> Menu:
    prompt = table.text("menu")
    goto = read_goto(table, "next") if table.has("next") else None
    options = [read_option(option, prompt, goto, known[0]) for option in table.table("options").tables()]
    silence = read_silence(table)
    own_words = _own_words(table, known)
    in_each = table.optional_text("in_each")
    return Menu(table.name, read_changes(table), prompt, tuple(options), silence, own_words, in_each)


def _own_words(question: Table, known: Known) -> OwnWords | None:
    """`own_words = { do = "take_wish", on = { … } }`: how a whole sentence is understood here."""
    if not question.has("own_words"):
        return None
    table = question.table("own_words")
    action = table.text("do")
    own_words = OwnWords(action, known[1].get(action), read_gotos(table, "on"), table.texts("hints"))
    table.done()
    return own_words


def _ask(table: Table, known: Known) -> Ask:
    prompt = table.text("ask")
    options = [read_option(option, prompt, None, known[0]) for option in table.table("options").tables()]
    return Ask(
        table.name,
        read_changes(table),
        prompt,
        tuple(options),
        read_silence(table),
        read_reader(table),
        table.text("into"),
        table.optional_text("label_into"),
        read_goto(table, "next"),
        _own_words(table, known),
    )


def _do(table: Table, known: Known) -> Do:
    action = table.text("do")
    return Do(table.name, read_changes(table), action, known[1].get(action), read_gotos(table, "on"))


def _hand_over(table: Table, _known: Known) -> HandOver:
    return HandOver(
        table.name,
        read_changes(table),
        table.text("handoff"),
        table.optional_text("skill_from"),
        table.texts("carry"),
        read_gotos(table, "on"),
    )


def _end(table: Table, _known: Known) -> End:
    return End(table.name, read_changes(table), table.text("end"))


_READ: Mapping[Kind, Callable[[Table, Known], Step]] = {
    "say": _say,
    "menu": _menu,
    "ask": _ask,
    "do": _do,
    "handoff": _hand_over,
    "end": _end,
}
