"""A call that leaves nothing: looked up as always, with what would be done only imagined."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from ivr.actions import CallContext
from ivr.actions.perform import PERFORM
from ivr.dialog import ACTIONS, Heard, Script, advance, begin
from ivr.dialog.examples import EXAMPLES, outcomes_of
from ivr.dry import DryActions, reading
from ivr.lines import Line, load_lines
from ivr.settings import ROOT
from tests.everything import everything_in
from tests.seeds import seed
from voice_prompts import FOLDER, Catalog

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LINE: Line = load_lines(ROOT / "ivr" / "lines.toml")["termine"]
CATALOG = Catalog.load(FOLDER)


def dry(session: Session) -> DryActions:
    return DryActions(
        CallContext(
            session=session,
            line=LINE,
            sid="CA",
            caller="+491701234567",
            language="de",
            prompts=CATALOG,
            now=NOW,
        )
    )


@pytest.fixture
def book(engine: Engine) -> Engine:
    with Session(engine) as session, session.begin():
        seed(session, now=NOW)
    return engine


def test_a_booking_that_leaves_nothing(
    book: Engine,
    Session: sessionmaker[Session],  # noqa: N803
    termine: Script,
) -> None:
    """From the greeting to the code, with true places; every row is as it was, and no text is queued."""
    before = everything_in(book)
    call, said = begin(termine, "de"), ""
    for key in ["", "1", "1", "1", "1", "1", "1"]:
        heard = Heard("keys", key) if key else Heard("start")
        with reading(Session) as session:
            call, reply = advance(termine, call, heard, dry(session), now=NOW)
        said = " ".join(CATALOG.text(each.key, "de", each.values) for each in reply.said)
    assert call.step == "after_booked"
    assert "Ihr Termin ist gebucht" in said
    assert "bisheriger Ausweis" in said
    assert everything_in(book) == before


def test_every_action_leaves_nothing(
    book: Engine,
    Session: sessionmaker[Session],  # noqa: N803
) -> None:
    """None of them tries to write, which the database would refuse; what is imagined keeps its promise."""
    before = everything_in(book)
    for action, spec in ACTIONS.items():
        values = {**EXAMPLES, "said": "einen Personalausweis am Dienstag", "appointment": 1, "waiting": 1}
        if action in {"offered_instead", "stop_waiting"}:
            values.pop("offered", None)
        with reading(Session) as session:
            outcome = dry(session).run(action, values, "de")
        assert outcome.name in spec.outcomes
        assert set(spec.outcomes[outcome.name]) <= outcome.values.keys() | {"wish", "refused"}, action
    assert everything_in(book) == before


def test_the_database_itself_refuses_to_write(
    book: Engine,
    Session: sessionmaker[Session],  # noqa: N803
) -> None:
    """Whatever an action did: its session has no power to. Afterwards each connection may write again."""
    with book.connect() as one, book.connect() as other:  # several, of which any may be had next
        assert one is not other
    for _ in range(4):
        with pytest.raises(DBAPIError), reading(Session) as session:
            session.execute(text("DELETE FROM claims"))
        with Session.begin() as session:
            session.execute(text("DELETE FROM claims"))


def test_every_outcome_has_its_example() -> None:
    """What the vocabulary promises, the examples give, each value that may tell ways apart both ways."""
    assert PERFORM.keys() == ACTIONS.keys()
    for action, spec in ACTIONS.items():
        for each in outcomes_of(action, {}, frozenset(EXAMPLES)):
            assert set(spec.outcomes[each.name]) <= each.values.keys()
    found = [each.values for each in outcomes_of("who_calls", {}, frozenset({"waits", "can_text"}))]
    told = {(each["can_text"], each["waits"]) for each in found}
    assert told == {(True, True), (True, False), (False, False)}
