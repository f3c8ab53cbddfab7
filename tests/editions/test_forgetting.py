"""Old drafts and versions go; what a call, a publication or anybody's work still leads to stays."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from ivr.editions import Shipped
from ivr.editions.drafts import Draft, begin_draft, discard_draft, open_drafts, save_draft
from ivr.editions.forgetting import forget_drafts, forget_editions
from ivr.editions.publishing import publish, take_back
from ivr.editions.tables import EditionRow
from ivr.tables import CallRow
from routing.audit import Wanted, entries

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=200)
SECOND = timedelta(seconds=1)


def saved(session: DatabaseSession, draft: Draft, greeting: str, at: datetime = NOW) -> Draft:
    files = {**draft.files, "prompts/de/main.toml": f'greeting = "{greeting}"\n'}
    return save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=at)


def begun(session: DatabaseSession, shipped: Shipped, greeting: str) -> Draft:
    """A draft that was saved three times."""
    draft = begin_draft(session, shipped, "termine", name=greeting, by="olga", now=NOW)
    for word in ("Moin,", "Moin moin,"):
        draft = saved(session, draft, word + greeting)
    return saved(session, draft, greeting)


def called(session: DatabaseSession, edition: int, at: datetime) -> None:
    row = {"line": "termine", "language": "de", "script": "termine", "edition_id": edition}
    session.add(CallRow(sid=f"CA{edition:032x}", started_at=at, seen_at=at, **row))
    session.flush()


def kept(session: DatabaseSession) -> dict[int, int | None]:
    rows = session.execute(select(EditionRow.id, EditionRow.parent_id))
    return {row.id: row.parent_id for row in rows}


def forget(session: DatabaseSession, before: datetime) -> tuple[int, int]:
    drafts = forget_drafts(session, before=before, now=LATER)
    return drafts, forget_editions(session, before=before, calls_since=LATER - timedelta(days=90))


def put_live(session: DatabaseSession, shipped: Shipped, draft: Draft) -> None:
    others = {key: edition.line for key, edition in shipped.editions.items()}
    publish(session, shipped, draft.id, seen=draft.edition, others=others, by="olga", reason="", now=NOW)


def test_what_nothing_leads_to_is_forgotten(Session: sessionmaker[DatabaseSession], shipped: Shipped) -> None:  # noqa: N803
    """Not before its time, and once."""
    with Session.begin() as session:
        idle, worked_on, thrown_away, called_of_late, called_long_ago, published = (
            begun(session, shipped, name) for name in "ABCDEF"
        )
        worked_on = saved(session, worked_on, "Neu", at=NOW + SECOND)
        for each in (thrown_away, called_of_late, called_long_ago):
            discard_draft(session, each.id, by="olga", now=NOW)
        called(session, called_of_late.edition, LATER - timedelta(days=90))
        called(session, called_long_ago.edition, LATER - timedelta(days=90) - SECOND)
        put_live(session, shipped, published)
        taken_back = begun(session, shipped, "G")
        put_live(session, shipped, taken_back)
        take_back(session, shipped, "termine", seen=2, by="olga", reason="", now=NOW)

        everything = kept(session)
        assert forget(session, NOW) == (0, 0)
        assert kept(session) == everything
        drafts, editions = forget(session, NOW + SECOND)
        assert (drafts, open_drafts(session, "termine")) == (1, [worked_on])
        left = kept(session)
        stays = (worked_on, called_of_late, published, taken_back)
        assert left.keys() == {each.edition for each in stays}
        assert editions == len(everything) - len(left)
        assert left == {
            **dict.fromkeys(left, None),
            taken_back.edition: published.edition,  # which it was made from, some saves before
        }
        assert forget(session, NOW + SECOND) == (0, 0)
        (noted,) = entries(session, Wanted(what="draft.forgotten"))[0]
        assert noted.details["draft"] == idle.id
