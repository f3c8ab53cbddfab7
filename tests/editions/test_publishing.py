"""Publishing and taking back: who, when, why; nothing with faults, and nothing over somebody's head."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from ivr.editions import EditionFaults, Editions, Shipped, read_edition
from ivr.editions.announcing import announce
from ivr.editions.drafts import Draft, DraftChanged, begin_draft, read_draft, save_draft
from ivr.editions.publishing import (
    LinePublished,
    NothingToTakeBack,
    bring_up_to_date,
    can_take_back,
    history,
    publish,
    take_back,
)
from ivr.editions.verdicts import COUNTS_FOR, NotProved, keep_verdict
from ivr.proof import prove

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
GREETING = "prompts/de/main.toml"


def changed(session: DatabaseSession, shipped: Shipped, line: str = "termine", /, **files: str) -> Draft:
    """A new draft in which these files are other ones: `greeting` or `menu`."""
    draft = begin_draft(session, shipped, line, name="Entwurf", by="olga", now=NOW)
    texts = {{"greeting": GREETING, "menu": "menu.toml"}[name]: text for name, text in files.items()}
    return save_draft(session, draft.id, {**draft.files, **texts}, seen=draft.edition, by="olga", now=NOW)


def published(session: DatabaseSession, shipped: Shipped, draft: Draft, reason: str = "Neu") -> int | None:
    others = {key: edition.line for key, edition in shipped.editions.items()}
    return publish(
        session, shipped, draft.id, seen=draft.edition, others=others, by="olga", reason=reason, now=NOW
    ).edition


def prove_here(session: DatabaseSession, shipped: Shipped, draft: Draft, *, at: datetime) -> None:
    proof = prove(read_edition(draft.files, draft.line, shipped.prompts))
    keep_verdict(session, draft.line, draft.files, holds=proof.holds, now=at)


def test_published_and_taken_back_down_to_what_ships(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    with Session.begin() as session:
        first = published(session, shipped, changed(session, shipped, greeting='greeting = "Eins."'))
        second = published(session, shipped, changed(session, shipped, greeting='greeting = "Zwei."'))
        past = history(session, "termine")
        assert [(each.n, each.edition, each.kind, each.by) for each in past] == [
            (2, second, "published", "olga"),
            (1, first, "published", "olga"),
        ]
        for seen, edition in ((2, first), (3, None)):
            assert can_take_back(history(session, "termine"))
            given = take_back(session, shipped, "termine", seen=seen, by="otto", reason="Zurück", now=NOW)
            assert (given.edition, given.n) == (edition, seen + 1)
        with pytest.raises(LinePublished):  # the button was pressed twice
            take_back(session, shipped, "termine", seen=3, by="otto", reason="Zurück", now=NOW)
        with pytest.raises(NothingToTakeBack):
            take_back(session, shipped, "termine", seen=4, by="otto", reason="Zurück", now=NOW)


def test_what_has_faults_is_not_published(Session: sessionmaker[DatabaseSession], shipped: Shipped) -> None:  # noqa: N803
    menu = shipped.files["termine"]["menu.toml"].replace('next = "own_language"', 'next = "nowhere"')
    with Session.begin() as session:
        draft = changed(session, shipped, menu=menu)
        with pytest.raises(EditionFaults) as refused:
            published(session, shipped, draft)
        assert ("greeting", "menu.unknown_target") in {
            (each.where, each.code) for each in refused.value.faults
        }
        assert history(session, "termine") == []
        line = draft.files["line.toml"].replace(
            'title = "Terminvergabe', 'number = "+494511220"\ntitle = "Terminvergabe'
        )
        files = {**shipped.files["termine"], "line.toml": line}
        other = save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=NOW)
        with pytest.raises(EditionFaults, match="number_taken"):
            published(session, shipped, other)


def circling(menu: str) -> str:
    """A menu that is sound at every step, and keeps whoever says nothing."""
    before, after = 'menu = "zentrale.main"\nsilence = "agent"', 'menu = "zentrale.main"\nsilence = "main"'
    assert before in menu
    return menu.replace(before, after)


def test_nothing_is_published_that_was_not_proved(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    """Whoever calls: not without a proof, not with one that does not hold, not with an old or another's."""
    menu = shipped.files["zentrale"]["menu.toml"]
    with Session.begin() as session:
        draft = changed(session, shipped, "zentrale", menu=menu.replace("tries = 3", "tries = 4"))
        other = changed(session, shipped, "zentrale", menu=circling(menu))
        for each in (draft, other):
            with pytest.raises(NotProved):
                published(session, shipped, each)
        for each in (draft, other):
            prove_here(session, shipped, each, at=NOW)
        with pytest.raises(NotProved):
            published(session, shipped, other)
        files = {**draft.files, "menu.toml": menu.replace("tries = 3", "tries = 5")}
        later = save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=NOW)
        prove_here(session, shipped, later, at=NOW - COUNTS_FOR)
        with pytest.raises(NotProved):
            published(session, shipped, later)
        assert history(session, "zentrale") == []
        prove_here(session, shipped, later, at=NOW)
        assert published(session, shipped, later) == later.edition


def test_only_what_was_looked_at_is_published(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    with Session.begin() as session:
        seen = changed(session, shipped, greeting='greeting = "Eins."')
        files = {**seen.files, GREETING: 'greeting = "Zwei."'}
        save_draft(session, seen.id, files, seen=seen.edition, by="otto", now=NOW)
        with pytest.raises(DraftChanged):
            published(session, shipped, seen)


def test_a_draft_is_brought_up_to_date_before_it_is_published(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    menu = shipped.files["zentrale"]["menu.toml"].replace("tries = 3", "tries = 4")
    with Session.begin() as session:
        late = changed(session, shipped, "zentrale", menu=menu)
        published(session, shipped, changed(session, shipped, "zentrale", greeting='greeting = "Eins."'))
        with pytest.raises(LinePublished):
            published(session, shipped, late)
        merged, conflicts = bring_up_to_date(
            session, shipped, late.id, seen=late.edition, prefer="mine", by="olga", now=NOW
        )
        assert conflicts == ()
        assert (merged.files["menu.toml"], merged.files[GREETING]) == (menu, 'greeting = "Eins."')
        prove_here(session, shipped, merged, at=NOW)
        published(session, shipped, merged)
        assert read_draft(session, merged.id).ended == "published"


def test_every_process_knows_what_is_new_a_second_later(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    """A new edition, and an announcement; within the second nobody asks."""
    time = [0.0]
    processes = [Editions(shipped, Session.kw["bind"], lambda: NOW, ticks=lambda: time[0]) for _ in range(2)]
    assert {each.current("termine").id for each in processes} == {None}
    with Session.begin() as session:
        edition = published(session, shipped, changed(session, shipped, greeting='greeting = "Eins."'))
    time[0] = 0.9
    assert {each.current("termine").id for each in processes} == {None}
    time[0] = 1.1
    for each in processes:
        assert each.current("termine").id == edition
        assert each.current("termine").text("greeting", "de", {}) == "Eins."
        assert each.current("zentrale").id is None
    line, texts = shipped.editions["termine"].line, {"de": "Heute ist alles gestört."}
    with Session.begin() as session:
        announce(session, line, texts, begins=NOW, ends=NOW + timedelta(hours=1), by="olga", now=NOW)
    time[0] = 2.2
    for each in processes:
        each.current("termine")
        assert [said.texts for said in each.announced("termine", NOW)] == [texts]


def test_an_edition_that_cannot_be_read_any_more_leaves_the_line_with_what_ships(
    Session: sessionmaker[DatabaseSession],  # noqa: N803
    shipped: Shipped,
) -> None:
    with Session.begin() as session:
        edition = published(session, shipped, changed(session, shipped, greeting='greeting = "Eins."'))
    older = Editions(_without_prompts(shipped), Session.kw["bind"], lambda: NOW)
    assert older.current("termine").id is None
    assert older.unreadable == {"termine": edition}


def _without_prompts(shipped: Shipped) -> Shipped:
    """As if this code did not ship what the edition needs."""
    less = {
        language: {key: text for key, text in texts.items() if key != "main"}
        for language, texts in shipped.prompts.templates.items()
    }
    prompts = type(shipped.prompts)(less, shipped.prompts.word_lists, shipped.prompts.entries, ())
    return Shipped(shipped.editions, shipped.files, prompts)
