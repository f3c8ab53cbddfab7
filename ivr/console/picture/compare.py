"""What became of a menu: steps and ways that were added, removed or changed. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from ivr.console.naming import prompts_of
from ivr.console.picture.graph import Arrow, Box, Graph
from ivr.dialog import Script
from ivr.dialog.steps import Ask, Menu, Step
from voice_prompts.catalog import Catalog


def changed_steps(before: tuple[Script, Catalog], after: tuple[Script, Catalog]) -> frozenset[str]:
    """The steps of both that are not the same any more, or say something else in some language."""
    (old, old_prompts), (new, new_prompts) = before, after
    return frozenset(
        name
        for name, step in new.steps.items()
        if name in old.steps
        and (
            step != old.steps[name]
            or list(_texts(step, new_prompts)) != list(_texts(old.steps[name], old_prompts))
        )
    )


def compared(before: Graph, after: Graph, changed: frozenset[str]) -> Graph:
    """Both menus in one picture, each step and way marked with what became of it."""
    boxes = {name: _box(before.boxes.get(name), box, name in changed) for name, box in after.boxes.items()}
    for name, box in before.boxes.items():
        if name not in boxes:
            arrows = tuple(replace(arrow, mark="removed") for arrow in box.arrows)
            boxes[name] = replace(box, mark="removed", arrows=arrows, faults=())
    return Graph(after.start, {name: _led(box, boxes) for name, box in boxes.items()})


def _box(before: Box | None, box: Box, changed: bool) -> Box:
    if before is None:
        added = tuple(replace(arrow, mark="added") for arrow in box.arrows)
        return replace(box, mark="added", arrows=added)
    return replace(box, mark="changed" if changed else None, arrows=tuple(_arrows(before, box)))


def _arrows(before: Box, box: Box) -> Iterator[Arrow]:
    old = {arrow.target: arrow for arrow in before.arrows}
    for arrow in box.arrows:
        was = old.pop(arrow.target, None)
        if was is None:
            yield replace(arrow, mark="added")
        else:
            yield replace(arrow, mark=None if was.labels == arrow.labels else "changed")
    for arrow in old.values():
        yield replace(arrow, mark="removed")


def _led(box: Box, boxes: dict[str, Box]) -> Box:
    """Ways to a step that is only in one of both menus can be drawn: in this picture it is there."""
    return replace(
        box,
        arrows=tuple(
            replace(arrow, there=True, drawn=arrow.drawn or not arrow.there)
            if arrow.target in boxes
            else arrow
            for arrow in box.arrows
        ),
    )


def _texts(step: Step, prompts: Catalog) -> Iterator[object]:
    keys = [*prompts_of(step)]
    if isinstance(step, Menu | Ask):
        keys.append(f"{step.prompt}.title")
    for language, templates in sorted(prompts.templates.items()):
        yield from ((language, templates.get(key)) for key in keys)
