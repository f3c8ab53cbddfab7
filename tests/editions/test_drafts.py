"""Drafts: begun from what the line has, saved one after the other, and never over somebody's head."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from ivr.editions import Shipped, read_files
from ivr.editions.drafts import (
    DraftChanged,
    DraftEnded,
    begin_draft,
    discard_draft,
    open_drafts,
    read_draft,
    save_draft,
)

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def test_a_draft_begins_with_what_the_line_has(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    with Session.begin() as session:
        draft = begin_draft(session, shipped, "termine", name="Sommer", by="olga", now=NOW)
        assert draft.files == shipped.files["termine"]
        assert open_drafts(session, "termine") == [draft]
        read, faults = read_files(draft.files, draft.line, shipped.prompts)
        assert read is not None
        assert faults == []
        assert read.script.id == shipped.editions["termine"].script.id


def test_who_saves_later_is_told_what_the_other_changed(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    with Session.begin() as session:
        draft = begin_draft(session, shipped, "termine", name="Sommer", by="olga", now=NOW)
    olgas = {**draft.files, "prompts/de/main.toml": 'greeting = "Moin."\n'}
    ottos = {**draft.files, "prompts/de/main.toml": 'greeting = "Guten Tag."\n'}
    with Session.begin() as session:
        save_draft(session, draft.id, olgas, seen=draft.edition, by="olga", now=NOW)
    with pytest.raises(DraftChanged) as told, Session.begin() as session:
        save_draft(session, draft.id, ottos, seen=draft.edition, by="otto", now=NOW)
    assert told.value.now.changed_by == "olga"
    assert (told.value.seen, told.value.now.files, told.value.wanted) == (draft.files, olgas, ottos)
    with Session.begin() as session:  # otto has seen both, and takes his own over it
        taken = save_draft(session, draft.id, ottos, seen=told.value.now.edition, by="otto", now=NOW)
        assert (taken.files, taken.changed_by) == (ottos, "otto")


def test_a_draft_that_was_discarded_is_not_changed(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    with Session.begin() as session:
        draft = begin_draft(session, shipped, "zentrale", name="Winter", by="olga", now=NOW)
        discard_draft(session, draft.id, by="olga", now=NOW)
        with pytest.raises(DraftEnded):
            save_draft(session, draft.id, {}, seen=draft.edition, by="otto", now=NOW)
        assert open_drafts(session, "zentrale") == []
        assert read_draft(session, draft.id).ended == "discarded"
