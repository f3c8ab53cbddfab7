"""The graph with its figures as JSON, in words: all that the browser needs to draw it. Pure."""

from collections.abc import Mapping
from typing import Any, Protocol

from ivr.console.picture.figures import StepFigures
from ivr.console.picture.graph import Arrow, Box, Graph, Label

NOBODY = StepFigures()
MARKS = {"added": "+", "removed": "−", "changed": "≠"}


class Words(Protocol):
    """`t` of the pages, in the language of the reader."""

    def __call__(self, key: str, /, **values: Any) -> str: ...


def drawing(
    graph: Graph, figures: Mapping[str, StepFigures], said: Mapping[str, str], t: Words
) -> dict[str, Any]:
    """`said`: the prompts of each step, in which the search looks, too."""
    return {
        "start": graph.start,
        "steps": [
            _box(box, figures.get(box.name, NOBODY), said.get(box.name, ""), t)
            for box in graph.boxes.values()
        ],
    }


def _box(box: Box, counted: StepFigures, said: str, t: Words) -> dict[str, Any]:
    faults = t("picture.faults", count=len(box.faults)) if box.faults else ""
    return {
        "id": box.name,
        "kind": box.kind,
        "kindName": box.kind_name,
        "role": t(f"steps.role.{box.role}") if box.role else "",
        "title": box.title,
        "figures": [text for text in _figures(counted, t) if text],
        "now": t("picture.now", count=number(counted.now)) if counted.now else "",
        "rows": [_row(arrow, counted, t) for arrow in box.arrows],
        "mark": box.mark or "",
        "markName": f"{MARKS[box.mark]} {t(f'picture.mark.{box.mark}')}" if box.mark else "",
        "faults": faults,
        "search": f"{box.title} {box.name} {said}".casefold(),
    }


def _row(arrow: Arrow, counted: StepFigures, t: Words) -> dict[str, Any]:
    reasons = ", ".join(dict.fromkeys(reason(label, t) for label in arrow.labels))
    mark = f"{MARKS[arrow.mark]} " if arrow.mark else ""
    lost = "" if arrow.there else f" ({t('picture.lost')})"
    calls = counted.ways.get(arrow.target, 0)
    return {
        "to": arrow.target,
        "text": f"{mark}{reasons}",
        "target": f"{arrow.title}{lost}",
        "drawn": arrow.drawn,
        "calls": calls,
        "count": number(calls) if calls else "",
        "mark": arrow.mark or "",
    }


def _figures(counted: StepFigures, t: Words) -> list[str]:
    return [
        t(f"picture.{name}", count=number(count)) if count else ""
        for name, count in (
            ("calls", counted.calls),
            ("hung_up", counted.hung_up),
            ("failed", counted.failed),
            ("asked_agent", counted.agent),
        )
    ]


def reason(label: Label, t: Words) -> str:
    """Why a way is taken, as it is read: "1 neuer Termin", "Antwort", "Jemand ist da"."""
    match label.how:
        case "option":
            return f"{label.key} {label.text}".strip()
        case "outcome":
            return label.text
        case "own_words":
            return t("picture.own_words", what=label.text)
        case "answer" | "next" | "silence":
            return t(f"picture.{label.how}")


def number(count: int) -> str:
    """With narrow blanks between thousands, which both languages read."""
    return f"{count:,}".replace(",", "\u202f")
