"""What was not understood becomes a word to listen for: of an option in a draft, of a service in the book."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking import editing as book
from ivr.editing.deeds.about_options import question_of
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.editions import Shipped
from ivr.editions.drafts import Draft, begin_draft, read_draft, save_draft

NEW = "new"
OPTION, SERVICE = "option", "service"


def add_to_option(
    session: Session,
    shipped: Shipped,
    draft: Draft,
    step: str,
    option: str,
    language: str,
    word: str,
    *,
    by: str,
    now: datetime,
) -> Draft:
    """The draft in which an option of this question is also chosen by `word`.

    Raises `EditRefused`, and what `save_draft` raises.
    """
    opened = Opened(draft.line, draft.files, shipped.prompts)
    if language not in opened.languages or option not in _options_of(opened, step):
        raise EditRefused("no_question", step)
    key = f"{question_of(opened, step)}.words.{option}"
    had = opened.content(language, key)
    words = [*had, word] if isinstance(had, tuple) else [word]
    changed = opened.hearing(language, key, words)
    return save_draft(session, draft.id, changed.files, seen=draft.edition, by=by, now=now)


def add_to_service(session: Session, service: str, word: str, *, by: str, now: datetime) -> None:
    """From now on the service is also called `word`, on every line.

    Raises `booking.editing.EditRefused` where another one is called so, and `booking.UnknownService`.
    """
    had = book.wording_of(session, service)
    seen = book.version_of_service(session, service)
    wanted = book.Wording(
        names=had.names,
        synonyms=tuple(dict.fromkeys((*had.synonyms, word))),
        documents=had.documents,
        fee=had.fee,
        bookable=had.bookable,
    )
    book.change_service(session, service, wanted, seen=seen, by=by, now=now)


def draft_for(
    session: Session, shipped: Shipped, line: str, chosen: str, *, name: str, by: str, now: datetime
) -> Draft:
    """The draft that was chosen, or a new one. Raises `UnknownDraft`."""
    if chosen == NEW or not chosen.isdecimal():
        return begin_draft(session, shipped, line, name=name, by=by, now=now)
    return read_draft(session, int(chosen))


def _options_of(opened: Opened, step: str) -> list[str]:
    table = opened.steps.get(step, {}).get("options", {})
    return list(table) if isinstance(table, dict) else []
