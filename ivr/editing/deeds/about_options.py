"""Deeds about the options of a question; and the way to one service, as an option."""

from collections.abc import Mapping, Sequence
from datetime import time

from ivr.dialog import ACTIONS
from ivr.editing import options, steps
from ivr.editing.deeds.about_steps import WAY, changed_ways
from ivr.editing.deeds.done import Deed, Done, Form, clock, day, lines, text, weekdays
from ivr.editing.opened import VARIANTS, Opened, prompts_of
from ivr.editing.refused import EditRefused
from ivr.editing.wordings import content_of
from voice_prompts.catalog import Catalog

KEPT = ("key", "when", "unless", "answer", "language")  # fields of an option that are a text each
NEEDS_A_SERVICE = "service"
ROWS_FOR = 2


def add_option(draft: Opened, step: str, form: Form) -> Done:
    """Fields `key`, `to`, `words.<language>`, and `say`: whether the question's texts are to name it."""
    words = {language: lines(form, f"words.{language}") for language in draft.languages}
    return Done(_added(draft, step, words, text(form, "key"), text(form, "to"), say="say" in form), step)


def add_service(draft: Opened, step: str, form: Form) -> Done:
    """A key that leads to one service: as `add_option`, with `service`, its key, and `kind`, its office's.

    It leads to a step that has something done with a service: booked, or its documents told.
    """
    service, kind, to = text(form, "service"), text(form, "kind"), text(form, "to")
    if not service or not kind:
        raise EditRefused("no_such_service", service)
    if to not in takes_a_service(draft):
        raise EditRefused("no_such_step", to)
    words = {language: lines(form, f"words.{language}") for language in draft.languages}
    sets = {"kind": kind, "service": service}
    return Done(_added(draft, step, words, text(form, "key"), to, say="say" in form, sets=sets), step)


def takes_a_service(draft: Opened) -> list[str]:
    """The steps that have something done with a service that is known."""
    return [
        name
        for name, step in draft.steps.items()
        if (spec := ACTIONS.get(str(step.get("do")))) and NEEDS_A_SERVICE in spec.needs
    ]


def change_option(draft: Opened, step: str, form: Form) -> Done:
    """Fields `option`, `way.…`, those of KEPT, `only_in`, `words.<language>`; when and for whom it is."""
    name = text(form, "option")
    menu = changed_ways(draft.menu, step, form, beginning=f"{WAY}options.{name}.")
    for field in KEPT:
        if field in form:
            menu = options.set_option(menu, step, name, field, text(form, field))
    only_in = [language for language in form.getlist("only_in") if language in draft.languages]
    everywhere = set(only_in) == set(draft.languages)
    menu = options.set_option(menu, step, name, "only_in", [] if everywhere else only_in)
    menu = options.set_option(menu, step, name, "offered", _offered(form))
    if "for-0" in form:
        menu = options.set_option(menu, step, name, "only_for", _only_for(form))
    draft = draft.with_menu(menu)
    prompt, languages = question_of(draft, step), draft.languages
    for language in languages:
        if f"words.{language}" in form:
            draft = draft.hearing(language, f"{prompt}.words.{name}", lines(form, f"words.{language}"))
    return Done(draft, step)


def move_option(draft: Opened, step: str, form: Form) -> Done:
    """Fields `option`, and `by`: -1 earlier, 1 later."""
    by = -1 if text(form, "by") == "-1" else 1
    return Done(draft.with_menu(options.move_option(draft.menu, step, text(form, "option"), by)), step)


def remove_option(draft: Opened, step: str, form: Form) -> Done:
    """Field `option`."""
    return Done(draft.with_menu(options.remove_option(draft.menu, step, text(form, "option"))), step)


def question_of(draft: Opened, step: str) -> str:
    """The key of a question's first text, under which the words of its options stand. Raises EditRefused."""
    keys = prompts_of(draft.steps.get(step, {}))
    if steps.kind_of(draft.steps.get(step, {})) not in {"menu", "ask"} or not keys:
        raise EditRefused("no_question", step)
    return keys[0]


def _added(
    draft: Opened,
    step: str,
    words: Mapping[str, Sequence[str]],
    key: str,
    to: str,
    *,
    say: bool,
    sets: Mapping[str, str] | None = None,
) -> Opened:
    """With one more option, which is called by the first of its words."""
    prompt = question_of(draft, step)
    title = next((said[0] for said in words.values() if said), "")
    menu, name = options.add_option(draft.menu, step, title, key=key, to=to, sets=sets)
    before, draft = draft.prompts, draft.with_menu(menu)
    for language, said in words.items():
        if said:
            draft = draft.hearing(language, f"{prompt}.words.{name}", list(said))
            draft = _named(draft, before, prompt, language, said[0], key) if say and key else draft
    return draft


def _named(draft: Opened, before: Catalog, prompt: str, language: str, label: str, key: str) -> Opened:
    """With a sentence at the end of the question's texts: "Personalausweis: die 5." """
    sentence = before.text("format.option", language, {"label": label, "key": key})
    for variant in VARIANTS[:-1]:
        said = content_of(before, language, prompt + variant)
        if isinstance(said, str):
            draft = draft.saying(language, prompt + variant, f"{said} {sentence}")
    return draft


def _offered(form: Form) -> object:
    """What stands in the field `offered` of an option: None for always, false for never."""
    caller = {"caller": text(form, "caller")} if text(form, "caller") else {}
    match text(form, "offered"):
        case "never":
            return False
        case "times":
            days = weekdays(form, "days")
            times = {
                "days": days if len(days) < 7 else None,
                "from": _written(clock(form, "from")),
                "until": _written(clock(form, "until")),
                "first": (first := day(form, "first")) and first.isoformat(),
                "last": (last := day(form, "last")) and last.isoformat(),
                "line": text(form, "line"),
                **caller,
            }
            return {name: value for name, value in times.items() if value}
        case _:
            return caller or None


def _only_for(form: Form) -> dict[str, list[str]]:
    """Rows from 0 on: `for-0` a value, `among-0` what it may be, with commas between."""
    found: dict[str, list[str]] = {}
    for row in range(ROWS_FOR):
        if name := text(form, f"for-{row}"):
            words = [
                " ".join(word.split()) for word in form.get(f"among-{row}", "").split(",") if word.strip()
            ]
            if not words:
                raise EditRefused("value_missing", name)
            found[name] = words
    return found


def _written(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at is not None else None


OPTION_DEEDS: Mapping[str, Deed] = {
    "option-add": add_option,
    "service-add": add_service,
    "option": change_option,
    "option-move": move_option,
    "option-remove": remove_option,
}
