"""The audit log for administrators: who did what, when; and whether anybody tampered with it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from booking import BERLIN, typed
from routing import audit
from routing.guards import Role, requires
from routing.people.porch import Porch


def add_audit_page(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/audit")
    @requires(Role.ADMIN)
    def audit_page() -> ResponseReturnValue:
        return _page(porch)

    @blueprint.post("/audit/verify")
    @requires(Role.ADMIN)
    def verify() -> ResponseReturnValue:
        with porch.writing() as session:
            found = audit.verify(session)
            porch.note(session, g.staff.login, "audit.verified", sound=found.sound, entries=found.entries)
        return _page(porch, found)


def _page(porch: Porch, verified: audit.Verified | None = None) -> ResponseReturnValue:
    wanted, page = _wanted(request.args), _number(request.args.get("page", ""))
    with porch.reading() as session:
        entries, more = audit.entries(session, wanted, page=page)
        kinds = audit.deeds(session)
    return render_template(
        "people/audit.html",
        entries=entries,
        more=more,
        page=page,
        asked=request.args,
        kinds=kinds,
        verified=verified,
        exact_moment=_moment,
    )


def _wanted(asked: Mapping[str, str]) -> audit.Wanted:
    """What cannot be read is not looked for. Days are those of Berlin, the last one included."""
    first, last = typed.day(asked.get("first", "")), typed.day(asked.get("last", ""))
    return audit.Wanted(
        who=asked.get("who", "").strip().casefold() or None,
        what=asked.get("what", "").strip() or None,
        since=_midnight(first) if first else None,
        before=_midnight(last + timedelta(days=1)) if last else None,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)


def _number(text: str) -> int:
    return max(1, int(text)) if re.fullmatch(r"\d{1,6}", text) else 1


def _moment(at: datetime) -> str:
    """Date and time in Berlin."""
    return at.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M:%S")
