"""A draft: its faults at their places, what it changes, and publishing it, with author and reason."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ivr.carrier.callers import number_of
from ivr.editions.bundles import NotABundle, sounds_in, unpack
from ivr.editions.comparing import compare
from ivr.editions.drafts import Draft, DraftChanged, DraftEnded, discard_draft, files_of, save_draft
from ivr.editions.edition import EditionFaults
from ivr.editions.merging import Conflict, Side, merge
from ivr.editions.music import take_in_sounds
from ivr.editions.pages.called import called, places_of
from ivr.editions.pages.room import Room, names
from ivr.editions.proving import prove_draft
from ivr.editions.publishing import LinePublished, bring_up_to_date, is_behind, publish
from ivr.editions.trying import expect_trial
from ivr.editions.verdicts import NotProved
from ivr.recordings import MusicMissing, Unusable
from ivr.web.words import t
from routing.guards import Role, requires


def add_drafts(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/lines/<line>/drafts/<int:draft>/")
    @requires(Role.OPERATOR)
    def draft_page(line: str, draft: int) -> str:
        with room.reading() as session:
            found = room.draft(session, line, draft)
            return _page(room, session, found)

    @blueprint.post("/lines/<line>/drafts/<int:draft>/publish")
    @requires(Role.OPERATOR)
    def publish_draft(line: str, draft: int) -> ResponseReturnValue:
        reason = request.form.get("reason", "").strip()
        if not reason:
            flash(t("editions.reason_missing"), "warning")
            return _back(line, draft)
        try:
            _prove(room, line, draft)
            with room.writing() as session:
                room.draft(session, line, draft)
                publish(
                    session,
                    room.shipped,
                    draft,
                    seen=_seen(),
                    others=room.house.lines,
                    by=room.by,
                    reason=reason,
                    now=room.now,
                )
        except EditionFaults:
            flash(t("editions.has_faults"), "danger")
        except (DraftChanged, DraftEnded):
            flash(t("editions.draft_changed"), "warning")
        except LinePublished:
            flash(t("editions.line_published"), "warning")
        except NotProved:
            flash(t("proof.keeps_from_publishing"), "danger")
            return redirect(url_for("replay.proof_of_draft", line=line, draft=draft), 303)
        else:
            flash(t("editions.published"), "success")
            return redirect(url_for("editions.line_page", line=line), 303)
        return _back(line, draft)


def add_changes_of_drafts(blueprint: Blueprint, room: Room) -> None:
    @blueprint.post("/lines/<line>/drafts/<int:draft>/update")
    @requires(Role.OPERATOR)
    def update_draft(line: str, draft: int) -> ResponseReturnValue:
        """Take in what was published meanwhile."""
        prefer: Side = "theirs" if request.form.get("prefer") == "theirs" else "mine"
        try:
            with room.writing() as session:
                room.draft(session, line, draft)
                bring_up_to_date(
                    session, room.shipped, draft, seen=_seen(), prefer=prefer, by=room.by, now=room.now
                )
            flash(t("editions.updated"), "success")
        except (DraftChanged, DraftEnded):
            flash(t("editions.draft_changed"), "warning")
        return _back(line, draft)

    @blueprint.post("/lines/<line>/drafts/<int:draft>/trial")
    @requires(Role.OPERATOR)
    def expect(line: str, draft: int) -> ResponseReturnValue:
        """The next call from a number goes by the draft."""
        number = number_of(request.form.get("number"))
        with room.writing() as session:
            found = room.draft(session, line, draft)
            if number is None:
                flash(t("trials.no_number"), "warning")
            elif room.faults(found):
                flash(t("trials.has_faults"), "warning")
            else:
                expect_trial(session, found, number, by=room.by, now=room.now)
                flash(t("trials.expected"), "success")
        return _back(line, draft)


def add_ends_of_drafts(blueprint: Blueprint, room: Room) -> None:
    @blueprint.post("/lines/<line>/drafts/<int:draft>/discard")
    @requires(Role.OPERATOR)
    def discard(line: str, draft: int) -> ResponseReturnValue:
        with room.writing() as session:
            room.draft(session, line, draft)
            discard_draft(session, draft, by=room.by, now=room.now)
        flash(t("editions.discarded"), "success")
        return redirect(url_for("editions.line_page", line=line), 303)

    @blueprint.post("/lines/<line>/drafts/<int:draft>/import")
    @requires(Role.OPERATOR)
    def import_files(line: str, draft: int) -> ResponseReturnValue:
        """The files of an archive in the place of the draft's own."""
        given = request.files.get("archive")
        try:
            packed = given.read() if given is not None else b""
            files, sounds = unpack(packed), sounds_in(packed)
            with room.writing() as session:
                room.draft(session, line, draft)
                take_in_sounds(session, line, files, sounds, by=room.by, now=room.now)
                save_draft(session, draft, files, seen=_seen(), by=room.by, now=room.now)
            flash(t("editions.imported"), "success")
        except NotABundle:
            flash(t("editions.not_a_bundle"), "danger")
        except MusicMissing as missing:
            flash(t("editions.music_missing", titles=", ".join(missing.titles)), "danger")
        except Unusable as fault:
            flash(t(f"recordings.fault.{fault.code}", **fault.values), "danger")
        except DraftEnded:
            flash(t("editions.draft_changed"), "warning")
        except DraftChanged as changed:
            return _overtaken(room, changed), 409
        return _back(line, draft)


def _prove(room: Room, line: str, draft: int) -> None:
    """Outside of the transaction, since it takes some seconds; what is published is what was seen."""
    with room.reading() as session:
        found = room.draft(session, line, draft)
    prove_draft(room.house, found)


def _page(room: Room, session: Session, draft: Draft) -> str:
    base = files_of(session, room.shipped, draft.line, draft.base)
    behind = draft.ended is None and is_behind(session, draft)
    conflicts: tuple[Conflict, ...] = ()
    if behind:
        now = files_of(session, room.shipped, draft.line, room.house.current(draft.line).id)
        conflicts = merge(base, draft.files, now).conflicts
    return render_template(
        "editions/draft.html",
        line=room.house.current(draft.line).line,
        draft=draft,
        faulty=places_of(room, draft),
        changes=compare(base, draft.files, room.shipped.prompts),
        called=called(room, draft.line, draft.files, base),
        behind=behind,
        conflicts=conflicts,
        softphone=room.house.settings.softphone_url,
        names=names(session),
    )


def _overtaken(room: Room, changed: DraftChanged) -> str:
    """What the others have changed meanwhile, and what was to be read in."""
    prompts = room.shipped.prompts
    with room.reading() as session:
        who = names(session).get(changed.now.changed_by, changed.now.changed_by)
    return render_template(
        "editions/overtaken.html",
        line=room.house.current(changed.now.line).line,
        draft=changed.now,
        who=who,
        called=called(room, changed.now.line, changed.now.files, changed.wanted),
        theirs=compare(changed.seen, changed.now.files, prompts),
        mine=compare(changed.seen, changed.wanted, prompts),
    )


def _seen() -> int:
    return request.form.get("seen", 0, int)


def _back(line: str, draft: int) -> ResponseReturnValue:
    return redirect(url_for("editions.draft_page", line=line, draft=draft), 303)
