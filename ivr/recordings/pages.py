"""The page on which operators record a line: what it says, what of it is recorded, a file for each part.

A file is looked at before it is kept; what is wrong with it is said in a sentence that tells what to change.
"""

from dataclasses import dataclass
from typing import NamedTuple

from babel.numbers import format_decimal
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.console.naming import shortened
from ivr.editing.named import Named
from ivr.editing.opened import Opened
from ivr.editions import Edition
from ivr.editions.drafts import files_of
from ivr.house import House
from ivr.recordings import keeping
from ivr.recordings.keeping import ADDRESS
from ivr.recordings.sound import MOST_BYTES, Unusable
from ivr.recordings.tables import RecordingRow, SoundRow
from ivr.web.words import language as words_language
from ivr.web.words import language_name, t
from routing.guards import Role, requires
from voice_prompts.recordable import Part, is_spoken, parts_of

# How many sounds may come with a form; an archive has the waiting music of its line in it.
SOUNDS_AT_MOST = {"recordings.upload": 1, "editing.upload_music": 1, "editions.import_files": 8}
FORM_BYTES = 64 * 1024  # what comes with the file


class Recorded(NamedTuple):
    """A recording as it is shown."""

    id: int
    url: str
    seconds: float
    loudness: float
    kilobytes: int
    stereo: bool
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a prompt with its recording, and those of earlier texts."""

    part: Part
    used: Recorded | None
    outdated: tuple[Recorded, ...]

    @property
    def id(self) -> str:
        return f"{self.part.key}-{self.part.n}".replace(".", "-")


def recordings_blueprint(house: House) -> Blueprint:
    """/console/lines/<line>/recordings, for operators."""
    blueprint = Blueprint(
        "recordings",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/console/recordings/static",
    )
    pages = Pages(house)
    path = "/console/lines/<line>/recordings"
    operators = requires(Role.OPERATOR)
    blueprint.add_url_rule(path, "page", operators(pages.page))
    blueprint.add_url_rule(path, "upload", operators(pages.upload), methods=["POST"])
    blueprint.add_url_rule(
        f"{path}/<int:recording>/delete", "delete", operators(pages.delete), methods=["POST"]
    )
    return blueprint


def allow_sounds() -> None:
    """Before each request: that a recording may be longer than what else is sent to us."""
    if (most := SOUNDS_AT_MOST.get(request.endpoint or "")) is not None:
        request.max_content_length = most * MOST_BYTES + FORM_BYTES


class Pages:
    """The views."""

    def __init__(self, house: House) -> None:
        self.house = house

    def page(self, line: str) -> str:
        return self._page(
            self._edition(line), request.args.get("language", ""), request.args.get("theme", "")
        )

    def upload(self, line: str) -> ResponseReturnValue:
        edition = self._edition(line)
        language, key = request.form.get("language", ""), request.form.get("key", "")
        part = self._part(edition, language, key)
        file = request.files.get("sound")
        content = file.read() if file is not None else b""
        try:
            with self.house.sessions.begin() as session:
                keeping.keep(session, line, language, part, content, by=g.staff.login, now=self.house.clock())
        except Unusable as fault:
            told = t(f"recordings.fault.{fault.code}", **fault.values)
            return self._page(edition, language, _theme(key), (part, told))
        flash(t("recordings.kept"), "success")
        at = Shown(part, None, ()).id
        return redirect(url_for(".page", line=line, language=language, theme=_theme(key), _anchor=at), 303)

    def delete(self, line: str, recording: int) -> ResponseReturnValue:
        edition = self._edition(line)
        with self.house.sessions.begin() as session:
            row = session.get(RecordingRow, recording)
            at = (row.language, _theme(row.key)) if row is not None else ("", "")
            gone = keeping.delete(session, line, recording, by=g.staff.login, now=self.house.clock())
        flash(t("recordings.deleted" if gone else "recordings.not_there"), "success" if gone else "info")
        return redirect(url_for(".page", line=edition.line.key, language=at[0], theme=at[1]), 303)

    def _edition(self, line: str) -> Edition:
        if line not in self.house.lines:
            abort(404)
        return self.house.current(line)

    def _part(self, edition: Edition, language: str, key: str) -> Part:
        if language not in edition.line.languages or not edition.prompts.has(key, language):
            abort(404)
        n = request.form.get("part", "")
        return next(
            (part for part in parts_of(edition.prompts, key, language) if str(part.n) == n), None
        ) or abort(404)

    def _page(
        self, edition: Edition, language: str, theme: str, fault: tuple[Part, str] | None = None
    ) -> str:
        languages = edition.line.languages
        chosen = language if language in languages else languages[0]
        parts = [
            part
            for key in sorted(edition.prompts.templates[chosen])
            if is_spoken(key)
            for part in parts_of(edition.prompts, key, chosen)
        ]
        with self.house.sessions() as session:
            recorded = keeping.recordings_of(session, edition.line.key, chosen)
            files = files_of(session, self.house.editions.shipped, edition.line.key, edition.id)
        named = Named(Opened(edition.line.key, files, self.house.editions.shipped.prompts), words_language())
        groups = _groups(parts, named)
        shown = _shown(parts, recorded)
        here = theme if theme in groups else _theme("greeting")
        return render_template(
            "recordings/page.html",
            line=edition.line,
            language_names=[(code, language_name(code)) for code in languages],
            chosen=chosen,
            groups=groups,
            here=here,
            named=named,
            shown=[each for each in shown if _theme(each.part.key) == here],
            counts=(sum(each.used is not None for each in shown), len(shown)),
            outdated=sum(bool(each.outdated) and each.used is None for each in shown),
            fault=fault,
            decimal=_decimal,
        )


def _groups(parts: list[Part], named: Named) -> dict[str, str]:
    """By theme, what it is called: in the menu's order by its step, and then by what is said at first."""
    first: dict[str, Part] = {}
    steps: dict[str, str] = {}
    for part in parts:
        theme = _theme(part.key)
        first.setdefault(theme, part)
        if step := named.said_at(part.key):
            steps.setdefault(theme, step)
    order = list(named.draft.steps)
    themes = sorted(first, key=lambda each: order.index(steps[each]) if each in steps else len(order))
    return {
        each: named.step(steps[each]) if each in steps else shortened(first[each].text) for each in themes
    }


def _shown(parts: list[Part], recorded: list[tuple[RecordingRow, SoundRow]]) -> list[Shown]:
    """A recording is used wherever its text is said; what was recorded for another text is outdated."""
    by_text = {row.text: _recorded(row, sound) for row, sound in recorded}
    earlier: dict[tuple[str, int], list[Recorded]] = {}
    said = {part.text for part in parts}
    for row, sound in recorded:
        if row.text not in said:
            earlier.setdefault((row.key, row.part), []).append(_recorded(row, sound))
    shown = [
        Shown(part, by_text.get(part.text), tuple(earlier.pop((part.key, part.n), ()))) for part in parts
    ]
    # The prompt has fewer parts now, or none: what was recorded of it is still to be seen.
    rest = [Shown(Part(key, n, ""), None, tuple(found)) for (key, n), found in sorted(earlier.items())]
    return [*shown, *rest]


def _recorded(row: RecordingRow, sound: SoundRow) -> Recorded:
    url = ADDRESS.format(hash=sound.hash, format=sound.format)
    size = max(1, sound.bytes // 1024)
    return Recorded(row.id, url, sound.seconds, sound.loudness, size, sound.channels > 1, row.text)


def _decimal(value: float) -> str:
    return format_decimal(round(value, 1), locale=words_language()).replace("-", "−")


def _theme(key: str) -> str:
    """What a prompt belongs to: the first part of its key."""
    return key.partition(".")[0]
