"""The pages as they are looked at: all steps, one step, the line, and how a text may sound."""

import tomllib
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import booking
from ivr.dialog.read_answers import READERS
from ivr.editing import options, steps, ways
from ivr.editing.deeds.about_line import TRIES, TURNS
from ivr.editing.deeds.about_options import ROWS_FOR, takes_a_service
from ivr.editing.kinds import ANSWERS, SENTENCES, lists_made
from ivr.editing.line import HOLIDAYS
from ivr.editing.opened import GENERAL, Opened, prompts_of
from ivr.editing.pages.remembering import remembers
from ivr.editing.pages.room import BELOW, Room
from ivr.editing.pages.written import Written
from ivr.editing.usable import sample, usable
from ivr.editions.drafts import Draft
from ivr.lines import FASTEST, SLOWEST, Voice
from ivr.recordings import music_of
from ivr.web.words import language, t
from routing.guards import Role, requires
from voice_prompts.listening import seconds
from voice_prompts.recordable import mixed

FREE_CODES = 2  # rows for new topics and reasons
# What callers may have or not, and a menu may ask about, wherever it stands.
MAY_BE_KNOWN = ("waits", "can_text", "more", "office")


def add_views(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get(f"{BELOW}/steps")
    @requires(Role.OPERATOR)
    def steps_page(line: str, draft: int) -> str:
        with room.reading() as session:
            return show_steps(room, room.draft(session, line, draft))

    @blueprint.get(f"{BELOW}/steps/<step>")
    @requires(Role.OPERATOR)
    def step_page(line: str, draft: int, step: str) -> str:
        with room.reading() as session:
            return show_step(room, session, room.draft(session, line, draft), step)

    @blueprint.get(f"{BELOW}/line")
    @requires(Role.OPERATOR)
    def line_page(line: str, draft: int) -> str:
        with room.reading() as session:
            return show_line(room, session, room.draft(session, line, draft))

    @blueprint.post(f"{BELOW}/steps/<step>/sample")
    @requires(Role.OPERATOR)
    def sample_of(line: str, draft: int, step: str) -> ResponseReturnValue:
        """How the text in the field `field` may sound, while it is typed."""
        _, _, rest = request.form.get("field", "").partition(".")
        spoken = rest.partition(".")[0]
        with room.reading() as session:
            opened = room.opened(room.draft(session, line, draft))
        if spoken not in opened.languages:
            abort(404)
        typed = request.form.get(request.form["field"], "")
        return render_template("editing/sample.html", **_sample(room, opened, step, spoken, typed))


def show_steps(room: Room, draft: Draft, **told: Any) -> str:
    """All steps, with their faults and a form for one more."""
    opened = room.opened(draft)
    wanted = request.args.get("q", "").casefold().strip()
    written = Written()
    rows = [
        (name, step)
        for name, step in opened.steps.items()
        if wanted in f"{name} {written.title(opened, name)} {written.summary(opened, name)}".casefold()
    ]
    return render_template(
        "editing/steps.html",
        **_shared(opened, draft, told),
        rows=rows,
        wanted=request.args.get("q", ""),
        leads={name: _targets(opened, name) for name, _ in rows},
        kinds=steps.KINDS,
        named_actions=written.actions(),
    )


def show_step(room: Room, session: Session, draft: Draft, name: str, **told: Any) -> str:
    """One step with all that can be changed at it."""
    opened = room.opened(draft)
    step = opened.steps.get(name)
    if step is None:
        abort(404)
    keys = opened.prompts_of(name)
    samples = {
        (key, spoken): _sample(room, opened, name, spoken, opened.content(spoken, key))
        for key in keys
        for spoken in opened.languages
    }
    return render_template(
        "editing/step.html",
        **_shared(opened, draft, told),
        name=name,
        step=step,
        kind=steps.kind_of(step),
        keys=keys,
        said=prompts_of(step),
        samples=samples,
        complete={
            key: [each for each in opened.languages if samples[key, each]["sample"].is_fine] for key in keys
        },
        usable={each: usable(opened.known(name) or (), opened.prompts, each) for each in opened.languages},
        leads=[each for each in ways.leads_of(step) if each.at[0] != "options"],
        options=options.options_of(step),
        option_leads={
            option: [each for each in ways.leads_of(step) if each.at[:2] == ("options", option)]
            for option in options.options_of(step)
        },
        free_key=options.free_key(step),
        remembers=remembers(opened, name),
        led_from=ways.who_leads_to(opened.menu, name),
        prompt=keys[0] if keys else "",
        readers=READERS,
        takers=takes_a_service(opened),
        rows_for=ROWS_FOR,
        **_choices(session, opened, name),
    )


def _choices(session: Session, opened: Opened, name: str) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen from in the forms of a step: values, and how they read."""
    written = Written()
    known = opened.known(name) or frozenset()
    asked = {
        str(each[field])
        for each in options.options_of(opened.steps[name]).values()
        for field in ("when", "unless")
        if field in each
    }
    return {
        "keys_to_choose": [("", t("editing.options.no_key")), *((key, key) for key in options.FREE_KEYS)],
        "conditions": [
            ("", t("editing.options.when_any")),
            *((each, written.value(each)) for each in sorted({*known, *asked, *MAY_BE_KNOWN})),
        ],
        "named_actions": written.actions(),
        "named_sentences": [
            ("", t("editing.own_words.none")),
            *((each, t(f"editing.own_words.{each}")) for each in SENTENCES),
        ],
        "named_readers": [(each, t(f"editing.answer.{each}")) for each in READERS],
        "named_lists": [(each, written.value(each)) for each in lists_made(opened.menu)],
        "named_answers": [(each, written.value(each)) for each in ANSWERS],
        "named_services": [(each.key, each.name(language())) for each in booking.services(session)],
        "named_takers": [(each, written.title(opened, each)) for each in takes_a_service(opened)],
    }


def show_line(room: Room, session: Session, draft: Draft, **told: Any) -> str:
    """The line's own settings, and how patient it is."""
    opened = room.opened(draft)
    edition, _ = opened.read
    return render_template(
        "editing/line.html",
        **_shared(opened, draft, told),
        edition=edition,
        table=_table(opened.line_text, draft.line),
        defaults=_table(opened.menu, "defaults"),
        named_places=[
            ("", t("editing.lines.place_none")),
            *((each, t(f"editing.holiday_places.{each}")) for each in HOLIDAYS),
        ],
        shelf=music_of(session, draft.line),
        more_voices=_more_voices(room, opened),
        code_rows=FREE_CODES,
        leading=ways.LEADING,
        tries=TRIES,
        turns=TURNS,
        slowest=SLOWEST,
        fastest=FASTEST,
    )


def _more_voices(room: Room, opened: Opened) -> dict[str, Voice | None]:
    """The languages that there are texts in and the line does not speak, with the voice of another line."""
    known = {spoken: voice for line in room.house.lines.values() for spoken, voice in line.voices.items()}
    return {
        each: known.get(each) for each in sorted(opened.shipped.languages) if each not in opened.languages
    }


def _shared(opened: Opened, draft: Draft, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "opened": opened,
        "draft": draft,
        "general": opened.faults_by_step.get(GENERAL, []),
        "refused": None,
        "typed": {},
        "deed": "",
        **told,
    }


def _table(text: str, name: str) -> Mapping[str, Any]:
    """A table as it is written; empty where it cannot be read."""
    try:
        found = tomllib.loads(text).get(name)
    except tomllib.TOMLDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _targets(opened: Opened, name: str) -> list[str]:
    return list(dict.fromkeys(each.target for each in ways.leads_of(opened.steps[name])))


def _sample(room: Room, opened: Opened, step: str, spoken: str, text: object) -> dict[str, Any]:
    """What `sample.html` shows of a text; parts that are recorded for the line come with their sounds."""
    typed = text if isinstance(text, str) else ""
    heard = sample(typed, opened.known(step), opened.prompts, spoken)
    parts = list(mixed(heard.heard, room.house.shelf.of(opened.line, spoken)))
    return {"sample": heard, "spoken": spoken, "seconds": round(seconds(heard.heard, spoken)), "parts": parts}
