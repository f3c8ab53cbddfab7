"""Every prompt there in every language, with nothing in it that is not known where it is said."""

from collections.abc import Iterator, Mapping, Sequence

from ivr.dialog.faults import Fault
from ivr.dialog.prompts import Prompts
from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, End, Menu, Say, Step
from ivr.dialog.vocabulary import OWN_PROMPTS
from ivr.dialog.ways import options_of


def check_prompts(
    script: Script, prompts: Prompts, languages: Sequence[str], known: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """The faults in what a menu says and what it listens for. `known`: the values known at each step."""
    for language in languages:
        for prompt in OWN_PROMPTS:
            yield from _prompt(script, "", (), prompt, language, None, prompts)
        for name, step in script.steps.items():
            for at, prompt in _prompts_of(step):
                yield from _prompt(script, name, at, prompt, language, known.get(name), prompts)
            yield from _words(script, step, language)
    for step in script.steps.values():
        yield from _in_each(script, step, prompts)


def _in_each(script: Script, step: Step, prompts: Prompts) -> Iterator[Fault]:
    """What is said in each language is there in it, and says no more than the key."""
    if not isinstance(step, Menu) or step.in_each is None:
        return
    for language in sorted({option.language for option in step.options if option.language}):
        known = frozenset({"key"})
        yield from _prompt(script, step.name, ("in_each",), step.in_each, language, known, prompts)


def _prompts_of(step: Step) -> Iterator[tuple[tuple[str, ...], str]]:
    """The prompts of a step, each with the field that names it."""
    match step:
        case Say():
            for prompt in step.prompts:
                yield ("say",), prompt
        case Menu() | Ask():
            kind = "menu" if isinstance(step, Menu) else "ask"
            for variant in ("", ".again", ".last", ".title"):
                yield (kind,), step.prompt + variant
        case End():
            yield ("end",), step.prompt
        case _:
            pass


def _prompt(
    script: Script,
    step: str,
    at: tuple[str, ...],
    prompt: str,
    language: str,
    known: frozenset[str] | None,
    prompts: Prompts,
) -> Iterator[Fault]:
    line = script.line(step, *at) if step else 1
    if not prompts.has(prompt, language):
        yield Fault(line, step, "prompt_missing", f"{prompt} in {language}")
        return
    if known is None:  # a step that no way leads to is a fault of its own
        return
    for value in sorted(prompts.placeholders(prompt, language) - known):
        yield Fault(line, step, "value_unknown", f"{value} of {prompt}")


def _words(script: Script, step: Step, language: str) -> Iterator[Fault]:
    """Whatever has a key can also be said."""
    for option in options_of(step):
        here = not option.only_in or language in option.only_in
        if here and option.answer is None and not option.words.get(language):
            line = script.line(step.name, "options", option.name)
            yield Fault(line, step.name, "words_missing", f"{option.name} in {language}")
