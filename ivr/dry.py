"""Calls that leave nothing: everything is looked up as always, and what would be done is imagined.

    with reading(house.sessions) as session:
        actions = DryActions(CallContext(session=session, …))
        call, reply = advance(script, call, heard, actions, now=now)

The session cannot write, which the database itself sees to. No place is held, nothing is booked, no text is
queued, no agent is asked for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

import booking
from ivr.actions import CallContext, LineActions
from ivr.actions.choices import Choice
from ivr.actions.context import Values, text_of
from ivr.actions.places import place
from ivr.dialog import ACTIONS, JSON, Outcome
from ivr.dialog.examples import example
from ivr.dialog.vocabulary import DEEDS

# A deed only in that it counts wrong codes, in the call.
DEEDS_DONE = DEEDS.keys() - {"find_appointment"}


@contextmanager
def reading(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session that cannot write: the database refuses it."""
    with sessions() as session:
        connection = session.connection(execution_options={"read_only": True})
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
        beneath = connection.connection.dbapi_connection
        try:
            yield session
        finally:
            # PostgreSQL forgets it with the transaction. SQLite keeps it with the connection, which must not
            # go back to the pool as it is: what is had from there afterwards may be another one.
            if sqlite and beneath is not None:
                beneath.execute("PRAGMA query_only = OFF")
            session.rollback()


class DryActions:
    """`ivr.dialog.Actions` for one call in one turn, over a session of `reading`."""

    def __init__(self, call: CallContext) -> None:
        self.call = call
        self.looking = LineActions(call)

    def run(self, action: str, values: Values, language: str) -> Outcome:
        if action not in DEEDS_DONE:
            return self.looking.run(action, values, language)
        self.call.language = language
        usual = next(iter(ACTIONS[action].outcomes))
        return Outcome(usual, {**example(action, usual, values), **self._known(action, values)})

    def spoken(self, named: str, values: Values, language: str) -> list[Choice]:
        return self.looking.spoken(named, values, language)

    def _known(self, action: str, values: Values) -> dict[str, JSON]:
        """What is told of a deed as far as this call knows it: its own place, its own service."""
        given: dict[str, JSON] = {}
        if action == "hold_place" and isinstance(offer := values.get("offer"), dict):
            given |= {"end": offer["end"], **self._place(offer)}
        elif action in {"confirm", "move"}:
            given |= {name: values.get(name) for name in ("start", "office", "office_name", "office_address")}
        if action == "confirm" and (key := text_of(values, "service")) is not None:
            services = [booking.service(self.call.session, key)]
            given["documents"] = "; ".join(booking.documents_of(services, self.call.language))
        return given

    def _place(self, offer: dict[str, JSON]) -> dict[str, JSON]:
        return place(self.call, str(offer["office"]), datetime.fromisoformat(str(offer["start"])))
