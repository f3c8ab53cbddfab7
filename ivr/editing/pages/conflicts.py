"""Two who changed a draft at once: both changes beside each other, and which holds where they meet."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from ivr.editing.opened import Opened
from ivr.editing.pages.room import Room
from ivr.editions.comparing import compare
from ivr.editions.drafts import Draft, DraftChanged, edition_files
from ivr.editions.merging import merge
from ivr.editions.pages.called import called
from ivr.editions.pages.room import names

NOT_AGAIN = {"seen", "base", "prefer", "drop", "csrf_token"}  # fields that each form has anew
TEXT = "text."


class Clash(NamedTuple):
    """A text that both changed, by the field of the form in which it is typed."""

    field: str
    language: str
    theirs: str
    mine: str


def base_of(room: Room) -> int:
    """The edition that the form was made from at first; `seen` is the one that was then shown beside it."""
    return request.form.get("base", default=room.seen, type=int)


def is_dropped() -> bool:
    """Whether who came second lets go of the own change."""
    return "drop" in request.form


def states(
    session: Session, room: Room, base: Mapping[str, str], wanted: Mapping[str, str]
) -> list[Mapping[str, str]]:
    """What is to be saved, the last of them to stay: what was wanted, with what others were shown to change.

    An own change that gives way to theirs, or is dropped, becomes a state before, to be fetched back.
    """
    if base_of(room) == room.seen:
        return [wanted]
    theirs = edition_files(session, room.seen)
    mine = merge(base, wanted, theirs).files
    if is_dropped():
        return [mine, theirs]
    if request.form.get("prefer") == "theirs":
        return [mine, merge(base, wanted, theirs, prefer="theirs").files]
    return [mine]


def show_conflict(room: Room, changed: DraftChanged, step: str) -> tuple[str, int]:
    """What the others have changed meanwhile, what was to be saved, and what both changed."""
    shipped = room.shipped.prompts
    with room.reading() as session:
        name = names(session).get(changed.now.changed_by, changed.now.changed_by)
        base = edition_files(session, base_of(room)) or changed.seen
    merged = merge(base, changed.wanted, changed.now.files)
    clashes = list(_texts(room, base, changed.now)) if merged.conflicts else []
    page = render_template(
        "editing/conflict.html",
        draft=changed.now,
        base=base_of(room),
        step=step,
        name=name,
        called=called(room, changed.now.line, changed.now.files, changed.wanted, base),
        theirs=compare(base, changed.now.files, shipped),
        mine=compare(base, changed.wanted, shipped),
        both=merged.conflicts,
        clashes=clashes,
        fields=_fields({each.field for each in clashes}),
    )
    return page, 409


def _texts(room: Room, base: Mapping[str, str], now: Draft) -> Iterator[Clash]:
    """The texts of the form that both have made something else of."""
    before, theirs = (Opened(now.line, files, room.shipped.prompts) for files in (base, now.files))
    for field in (name for name in request.form if name.startswith(TEXT) and name.count(".") > 1):
        _, language, key = field.split(".", 2)
        was, is_now = (_plain(each.content(language, key)) for each in (before, theirs))
        typed = " ".join(request.form[field].split())
        if is_now not in (was, typed) and typed != was:
            yield Clash(field, language, is_now, typed)


def _plain(content: object) -> str:
    return " ".join(content.split()) if isinstance(content, str) else ""


def _fields(shown: set[str]) -> list[tuple[str, str]]:
    """What was sent, but for what is shown to be typed anew."""
    sent = request.form.items(multi=True)
    return [(key, value) for key, value in sent if key not in NOT_AGAIN and key not in shown]
