"""Deeds about a step: its texts, where it leads, what it asks for, what it has done, its name."""

from collections.abc import Mapping

from ivr.editing import steps, ways
from ivr.editing.deeds.done import Deed, Done, Form, number, text
from ivr.editing.kinds import set_action, set_own_words, set_reader, set_skill
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.editing.wordings import content_of

WAY = "way."


def change_texts(draft: Opened, step: str, form: Form) -> Done:
    """Fields `text.<language>.<key>`; what is emptied is said as it ships."""
    _require(draft, step)
    before, languages = draft.prompts, draft.languages
    for name in [name for name in form if name.startswith("text.")]:
        _, language, key = name.split(".", 2)
        if language not in languages:
            raise EditRefused("no_such_language", language)
        typed, said = " ".join(form.get(name, "").split()), content_of(before, language, key)
        if typed != (" ".join(said.split()) if isinstance(said, str) else ""):
            draft = _reworded(draft, language, key, typed)
    return Done(draft, step)


def _reworded(draft: Opened, language: str, key: str, typed: str) -> Opened:
    shipped = draft.shipped.entries.get(language, {}).get(key)
    if not typed and shipped is not None and isinstance(shipped.content, str):
        typed = shipped.content
    return draft.saying(language, key, typed)


def say_more(draft: Opened, step: str, form: Form) -> Done:
    """A `say` step says one more text after its others: field `text.<language>` each."""
    table = _require(draft, step)
    said = table.get("say")
    listed = [said] if isinstance(said, str) else said
    if not isinstance(listed, list):
        raise EditRefused("wrong_prompts", step)
    key = next(key for n in range(len(listed) + 1, 99) if (key := f"{draft.home}.{step}_{n}") not in listed)
    for language in draft.languages:
        draft = draft.saying(language, key, form.get(f"text.{language}", ""))
    return Done(draft.with_menu(steps.say_prompts(draft.menu, step, [*listed, key])), step)


def say_less(draft: Opened, step: str, form: Form) -> Done:
    """A `say` step says one text less: field `key`."""
    said = _require(draft, step).get("say")
    left = [key for key in said if key != text(form, "key")] if isinstance(said, list) else []
    return Done(draft.with_menu(steps.say_prompts(draft.menu, step, left)), step)


def change_ways(draft: Opened, step: str, form: Form) -> Done:
    """Fields `way.<place>`; one that is emptied is left out."""
    _require(draft, step)
    return Done(draft.with_menu(changed_ways(draft.menu, step, form)), step)


def changed_ways(menu: str, step: str, form: Form, *, beginning: str = WAY) -> str:
    """The menu with those ways of the form whose fields begin so."""
    leads = {each.at: each.target for each in ways.leads_of(steps.steps_of(menu)[step])}
    for name in [name for name in form if name.startswith(beginning)]:
        at, to = tuple(name.removeprefix(WAY).split(".")), text(form, name)
        if to and to != leads.get(at):
            menu = ways.lead(menu, step, at, to)
        elif not to and at in leads:
            menu = ways.lead_nowhere(menu, step, at)
    return menu


def change_reader(draft: Opened, step: str, form: Form) -> Done:
    """How an answer is understood: fields `reader`, `digits`, `list`, `also`, `into`."""
    kind = text(form, "reader")
    reader: dict[str, object] = {kind: True}
    if kind == "digits":
        reader = {"digits": number(form, "digits", 1, 20)}
    elif kind == "one_of":
        reader = {"one_of": text(form, "list")}
        if also := text(form, "also"):
            reader["also"] = also
    return Done(draft.with_menu(set_reader(draft.menu, step, reader, text(form, "into"))), step)


def change_action(draft: Opened, step: str, form: Form) -> Done:
    """Fields `action`, and `to` for outcomes that are new."""
    return Done(draft.with_menu(set_action(draft.menu, step, text(form, "action"), text(form, "to"))), step)


def change_skill(draft: Opened, step: str, form: Form) -> Done:
    """Field `skill`."""
    return Done(draft.with_menu(set_skill(draft.menu, step, text(form, "skill"))), step)


def change_own_words(draft: Opened, step: str, form: Form) -> Done:
    """Whether whole sentences are understood here: fields `action` (empty: no) and `to` for its outcomes."""
    menu = set_own_words(draft.menu, step, text(form, "action"), text(form, "to"))
    return Done(draft.with_menu(menu), step)


def add_step(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `title`, `kind`, `to`, and `what` for an action; agents are asked for as the others ask."""
    kind = text(form, "kind")
    menu, name = steps.add_step(
        draft.menu,
        text(form, "title"),
        kind,
        prefix=draft.home,
        to=text(form, "to"),
        what=text(form, "what") if kind == "do" else "",
    )
    return Done(draft.with_menu(menu), name)


def rename_step(draft: Opened, step: str, form: Form) -> Done:
    """Field `title`."""
    menu, name = steps.rename_step(draft.menu, step, text(form, "title"))
    return Done(draft.with_menu(menu), name)


def remove_step(draft: Opened, step: str, form: Form) -> Done:
    """Field `instead`: the step that takes its place."""
    return Done(draft.with_menu(steps.remove_step(draft.menu, step, instead=text(form, "instead"))))


def _require(draft: Opened, step: str) -> Mapping[str, object]:
    if step not in draft.steps:
        raise EditRefused("gone", step)
    return draft.steps[step]


STEP_DEEDS: Mapping[str, Deed] = {
    "texts": change_texts,
    "say-more": say_more,
    "say-less": say_less,
    "ways": change_ways,
    "reader": change_reader,
    "action": change_action,
    "skill": change_skill,
    "own-words": change_own_words,
    "add": add_step,
    "rename": rename_step,
    "remove": remove_step,
}
