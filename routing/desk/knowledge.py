"""Knowledge beside the call: the page for the caller's service is open, others are found by typing."""

import re

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing.desk.calls import current_ticket
from routing.desk.desk import Desk
from routing.drafts import drafts_of
from routing.guards import Role, requires
from routing.knowledge import Article, Knowledge, articles_of_book, office_key, service_key
from routing.tickets import Ticket

KNOWLEDGE = "knowledge"
"""The form's name among the drafts."""
SAID = re.compile("„([^“]+)“")
"""As a story tells what was said, and not pressed."""
MOST_GUESSED = 3


def add_knowledge(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/knowledge")
    @requires(Role.AGENT)
    def knowledge() -> ResponseReturnValue:
        with desk.reading() as session:
            mine = current_ticket(session)
            typed = drafts_of(session, mine.id, g.staff.id).get(KNOWLEDGE, {}).get("q", "") if mine else ""
            return _found(session, typed, mine)

    # What is typed may be a name or a number: it stands in no address.
    @blueprint.post("/knowledge")
    @requires(Role.AGENT)
    def find_knowledge() -> ResponseReturnValue:
        with desk.reading() as session:
            return _found(session, request.form.get("q", ""), current_ticket(session))

    def _found(session: Session, typed: str, mine: Ticket | None) -> str:
        known = Knowledge((*articles_of_book(session, now=desk.clock()), *desk.articles))
        typed = typed.strip()
        pages = known.find(typed) if typed else _of_call(known, mine)
        return render_template("desk/knowledge_found.html", pages=pages, typed=typed)


def _of_call(known: Knowledge, mine: Ticket | None) -> list[Article]:
    """The pages of the caller's service and office; else those that their own words to the menu may mean."""
    if mine is None:
        return []
    keys = (service_key(mine.service or ""), office_key(mine.office or ""))
    named = [page for page in map(known.page, keys) if page is not None]
    guessed = (known.find(said, count=MOST_GUESSED) for said in _said(mine))
    return named or next(filter(None, guessed), [])


def _said(mine: Ticket) -> list[str]:
    """What the caller said to the menu in words, the last of it first."""
    told = (SAID.search(step.heard) for step in reversed(mine.story))
    return [found[1] for found in told if found is not None]
