"""Whether a menu is sound: every fault that would otherwise meet a caller, each with its line.

A menu with a fault does not start and cannot be published.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from ivr.dialog.actions import ActionSpec
from ivr.dialog.check_offers import check_offers
from ivr.dialog.check_prompts import check_prompts
from ivr.dialog.check_ways import check_ways
from ivr.dialog.faults import Fault
from ivr.dialog.known import known_at, known_somewhere
from ivr.dialog.prompts import Prompts
from ivr.dialog.reading import COMMAND_KEYS
from ivr.dialog.script import Script, read
from ivr.dialog.steps import Ask, Do, Goto, HandOver, Menu, OneOf, OwnWords, Say, Step
from ivr.dialog.vocabulary import ACTIONS, HANDOFF_OUTCOMES, NOTHING, SPOKEN
from ivr.dialog.ways import options_of

KEYS = frozenset("123456789") | COMMAND_KEYS.keys()


def check(
    script: Script, actions: Mapping[str, ActionSpec], prompts: Prompts, languages: Iterable[str]
) -> list[Fault]:
    """All faults of a menu, in the order of its lines; none where it is sound."""
    known = known_at(script)
    known_anywhere = known_somewhere(script)
    faults = list(check_ways(script, actions, known))
    faults += check_prompts(script, prompts, sorted(languages), known)
    for step in script.steps.values():
        faults += _outcomes(script, step, actions)
        faults += _options(script, step, frozenset(languages))
        faults += check_offers(script, step, languages, known_anywhere)
        faults += _spoken_lists(script, step)
    return sorted(set(faults))


def examine(
    text: str,
    name: str,
    prompts: Prompts,
    languages: Iterable[str],
    actions: Mapping[str, ActionSpec] = ACTIONS,
) -> tuple[Script | None, list[Fault]]:
    """A menu that may still be unfinished, as far as it can be read, and all its faults.

    Of what cannot be read nothing follows: a step of no kind is one fault, and none for each way to it.
    """
    script, unread = read(text, name, prompts=prompts, actions=actions)
    if script is None:
        return None, unread
    faults = check(script, actions, prompts, languages)
    if unread:
        lost = {fault.step for fault in unread}
        faults = [fault for fault in faults if not _follows(fault, lost)]
    return script, sorted({*unread, *faults})


def _follows(fault: Fault, lost: Collection[str]) -> bool:
    """Whether a fault may be there only because these steps could not be read as a whole."""
    if fault.code in {
        "unreachable",
        "no_way_out",
        "choices_not_made",
        "need_unknown",
        "value_unknown",
        "never_known",
    }:
        return True
    return fault.step in lost or (fault.code == "unknown_target" and fault.detail in lost)


def _outcomes(script: Script, step: Step, actions: Mapping[str, ActionSpec]) -> Iterator[Fault]:
    """Every outcome is handled, and no other."""
    match step:
        case Do() if step.action not in actions:
            yield Fault(script.line(step.name, "do"), step.name, "unknown_action", step.action)
            return
        case Do():
            possible: Iterable[str] = actions[step.action].outcomes
        case HandOver():
            possible = HANDOFF_OUTCOMES
        case Menu(own_words=OwnWords() as own_words) | Ask(own_words=OwnWords() as own_words):
            yield from _own_words(script, step, own_words, actions)
            return
        case _:
            return
    yield from _handled(script, step, ("on",), step.on, possible)


def _own_words(
    script: Script, step: Step, own_words: OwnWords, actions: Mapping[str, ActionSpec]
) -> Iterator[Fault]:
    """As with an action; its "nothing" is the question's own, which then reads what was said."""
    if own_words.action not in actions:
        yield Fault(script.line(step.name, "own_words", "do"), step.name, "unknown_action", own_words.action)
        return
    possible = [name for name in actions[own_words.action].outcomes if name != NOTHING]
    yield from _handled(script, step, ("own_words", "on"), own_words.on, possible)


def _handled(
    script: Script, step: Step, at: tuple[str, ...], on: Mapping[str, Goto], possible: Iterable[str]
) -> Iterator[Fault]:
    for outcome in possible:
        if outcome not in on:
            yield Fault(script.line(step.name, *at), step.name, "outcome_not_handled", outcome)
    for outcome in on.keys() - set(possible):
        yield Fault(script.line(step.name, *at, outcome), step.name, "unknown_outcome", outcome)


def _spoken_lists(script: Script, step: Step) -> Iterator[Fault]:
    """Lists that are asked for when they are needed have to be known."""
    match step:
        case Ask(reader=OneOf(also=str() as also)) if also not in SPOKEN:
            yield Fault(script.line(step.name, "reader"), step.name, "unknown_list", also)
        case Menu(own_words=OwnWords(hints=hints)):
            for unknown in (each for each in hints if each not in SPOKEN):
                yield Fault(script.line(step.name, "own_words", "hints"), step.name, "unknown_list", unknown)
        case _:
            return


def _options(script: Script, step: Step, languages: frozenset[str]) -> Iterator[Fault]:
    if isinstance(step, Menu) and not step.options:
        yield Fault(script.line(step.name), step.name, "no_options")
    if isinstance(step, Ask) and not isinstance(step.reader, OneOf):
        for option in step.options:
            if option.key is not None:
                yield Fault(
                    script.line(step.name, "options", option.name), step.name, "key_in_number", option.key
                )
    if isinstance(step, Say) and step.language is not None and step.language not in languages:
        yield Fault(script.line(step.name, "language"), step.name, "unknown_language", step.language)
    for option in options_of(step):
        line = script.line(step.name, "options", option.name)
        named = {*option.only_in, *({option.language} if option.language else ())}
        for unknown in sorted(named - languages):
            yield Fault(line, step.name, "unknown_language", unknown)
        if option.key in COMMAND_KEYS:
            yield Fault(line, step.name, "key_reserved", str(option.key))
        elif option.key is not None and option.key not in KEYS:
            yield Fault(line, step.name, "not_a_key", option.key)
