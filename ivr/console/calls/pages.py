"""The pages of the call log: the list, one call step by step, and the number for who may see it."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from booking import typed, written
from ivr.carrier.rest import CarrierLine
from ivr.console.calls.conversation import Conversation, UnknownCall, conversation, number_of, the_call
from ivr.console.calls.listing import NONE, OUTCOMES, Call, Key, Wanted, calls
from ivr.console.calls.words import Words
from ivr.console.naming import Names
from ivr.console.picture.shown import names_of
from ivr.editions import Edition, EditionLost
from ivr.house import House
from ivr.web.words import language, language_name, t
from routing import audit, tapes
from routing.guards import Role, requires
from routing.ports import CarrierTrouble
from routing.store import reading

ENDS = re.compile(r"\d{1,3}")
NAME = re.compile(r"[\w@.-]{1,80}")
FILTERS = ("from", "until", "line", "language", "outcome", "edition", "step", "slower", "ends")
SHOWN_DAYS = 30  # where no time is asked for
LONGEST_DAYS = 400  # in one search
REASON_AT_LEAST = 5  # letters
REASON_AT_MOST = 200


def calls_blueprint(house: House, line: CarrierLine) -> Blueprint:
    """The call log at `/calls`, for supervisors and operators. Each look at a call goes to the audit log.

    Recordings are heard by supervisors alone.
    """
    blueprint = Blueprint(
        "calls",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/calls/static",
    )
    pages = Pages(house, line)
    readers = requires(Role.SUPERVISOR, Role.OPERATOR)
    blueprint.add_url_rule("/calls", "calls_page", readers(pages.listed))
    blueprint.add_url_rule("/calls/<sid>", "call_page", readers(pages.call))
    blueprint.add_url_rule("/calls/<sid>/now", "call_now", readers(pages.now))
    blueprint.add_url_rule(
        "/calls/<sid>/number", "number", requires(Role.ADMIN)(pages.number), methods=["POST"]
    )
    hears = requires(Role.SUPERVISOR)
    blueprint.add_url_rule("/calls/<sid>/tapes/<int:tape_id>.wav", "tape", hears(pages.tape))
    blueprint.context_processor(lambda: {"words": Words(t, language())})
    return blueprint


class Pages:
    """The views."""

    def __init__(self, house: House, line: CarrierLine) -> None:
        self.house, self.line = house, line

    def listed(self) -> str:
        now = self.house.clock()
        wanted = read_wanted(request.args, now)
        with reading(self.house.sessions) as session:
            found, further = calls(session, wanted, behind=_key(request.args.get("behind", "")))
        given: dict[str, Any] = {name: value for name in FILTERS if (value := request.args.get(name))}
        self._note("calls.listed", given)
        return render_template(
            "calls/list.html",
            calls=found,
            further=f"{further.started_at.isoformat()}~{further.sid}" if further else None,
            first="behind" not in request.args,
            given=given,
            wanted=wanted,
            names=self._names,
            **self._choices(),
            steps=self._steps(wanted),
        )

    def call(self, sid: str) -> str:
        found = self._conversation(sid)
        self._note("call.looked_at", {"call": sid})
        cookie["call"] = sid
        return render_template("calls/call.html", **self._page(found))

    def now(self, sid: str) -> ResponseReturnValue:
        """What is new in a call that goes on: for the page that was opened, and noted, before."""
        if cookie.get("call") != sid:
            return redirect(url_for("calls.call_page", sid=sid))
        return render_template("calls/conversation.html", **self._page(self._conversation(sid)))

    def number(self, sid: str) -> str:
        """The number uncovered, once, for a reason that is noted."""
        reason = request.form.get("reason", "").strip()[:REASON_AT_MOST]
        if len(reason) < REASON_AT_LEAST:
            return render_template(
                "calls/call.html", **self._page(self._conversation(sid)) | {"missing": True}
            )
        try:
            with reading(self.house.sessions) as session:
                number = number_of(session, sid)
        except UnknownCall:
            abort(404)
        self._note("call.number_seen", {"call": sid, "reason": reason})
        page = self._page(self._conversation(sid))
        return render_template("calls/call.html", **page | {"number": written.phone(number) or None})

    def tape(self, sid: str, tape_id: int) -> ResponseReturnValue:
        """A recording, from the carrier, as a whole; noted before it is heard, each time."""
        with reading(self.house.sessions) as session:
            tape = tapes.heard(session, sid, tape_id)
        if tape is None or tape.sid is None:
            abort(404)
        self._note("call.recording_heard", {"call": sid, "recording": tape_id})
        try:
            sound = self.line.tape_sound(tape.sid)
        except CarrierTrouble as trouble:
            abort(404 if trouble.code == "gone" else 503)
        return Response(sound, mimetype="audio/wav")

    def _page(self, found: Conversation) -> dict[str, Any]:
        may_uncover = g.staff.may({Role.ADMIN})
        return {
            "found": found,
            "number": None,
            "missing": False,
            "call": found.call,
            "names": self._names(found.call),
            "line": self.house.lines.get(found.call.line),
            "may_see_picture": g.staff.may({Role.OPERATOR}) and found.call.line in self.house.lines,
            "may_hear": g.staff.may({Role.SUPERVISOR}),
            "may_uncover": may_uncover and found.call.caller is not None,
        }

    def _conversation(self, sid: str) -> Conversation:
        try:
            with reading(self.house.sessions) as session:
                edition = self._edition(the_call(session, sid))
                return conversation(session, sid, edition.script if edition else None, language())
        except UnknownCall:
            abort(404)

    def _edition(self, call: Call) -> Edition | None:
        """The edition that a call went by; None where nobody knows it any more."""
        try:
            edition = self.house.edition(call.line, call.edition_id)
        except (EditionLost, KeyError):
            return None
        return edition if call.edition_id is not None or edition.script.id == call.edition else None

    def _names(self, call: Call) -> Names:
        """What the steps of a call are called; of an edition that is lost, what they are called now."""
        edition = self._edition(call)
        if edition is None and call.line in self.house.lines:
            edition = self.house.current(call.line)
        if edition is None:
            return Names(None, self.house.editions.shipped.prompts, language(), {})
        return names_of(edition, language())

    def _choices(self) -> dict[str, list[tuple[str, str]]]:
        """What can be chosen in the form, with its names."""
        words = Words(t, language())
        lines = list(self.house.lines.values())
        codes = sorted({code for line in lines for code in line.languages})
        return {
            "named_lines": [(line.key, line.title) for line in lines],
            "named_outcomes": [(code, words.outcome(code)) for code in (*OUTCOMES, NONE)],
            "named_languages": [(code, language_name(code)) for code in codes],
        }

    def _steps(self, wanted: Wanted) -> dict[str, list[tuple[str, str]]]:
        """The steps that can be looked for, by line, with their names."""
        lines = [wanted.line] if wanted.line in self.house.lines else list(self.house.lines)
        found = {}
        for line in lines:
            edition = self.house.current(str(line))
            names = names_of(edition, language())
            steps = [(step, f"{names.step(step)} ({step})") for step in edition.script.steps]
            found[edition.line.title] = sorted(steps, key=lambda each: each[1].casefold())
        return found

    def _note(self, what: str, details: Mapping[str, Any]) -> None:
        with self.house.sessions.begin() as session:
            audit.note(session, by=g.staff.login, what=what, details=details, now=self.house.clock())


def read_wanted(given: Mapping[str, str], now: datetime) -> Wanted:
    """What the form asks for; what makes no sense is not asked for. Without a time: the last 30 days."""
    until = typed.moment(given.get("until", "")) or now + timedelta(minutes=1)
    since = typed.moment(given.get("from", "")) or until - timedelta(days=SHOWN_DAYS)
    since = max(since, until - timedelta(days=LONGEST_DAYS))
    outcome, ends, slower = given.get("outcome", ""), given.get("ends", "").strip(), given.get("slower", "")
    return Wanted(
        since=since,
        until=until,
        line=_name(given.get("line", "")),
        language=_name(given.get("language", "")),
        outcome=outcome if outcome in (*OUTCOMES, NONE) else None,
        edition=_name(given.get("edition", "")),
        step=_name(given.get("step", "")),
        slower_ms=int(slower) if re.fullmatch(r"\d{1,6}", slower) else None,
        ends=ends if ENDS.fullmatch(ends) else None,
    )


def _name(text: str) -> str | None:
    return text if NAME.fullmatch(text) else None


def _key(text: str) -> Key | None:
    at, _, sid = text.partition("~")
    moment = typed.moment(at)
    return Key(moment, sid) if moment is not None and NAME.fullmatch(sid) else None
