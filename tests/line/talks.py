"""Short ways to a talk: who is in it, what its agent does at the desk, and what everybody hears."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

import routing
from ivr.simulator import Call
from routing.staff import add_staff
from routing.talks.tables import LegRow, TalkRow
from routing.tickets import AgentState
from tests.signed_in import sign_in_as
from tests.world import World

ANNA, BELA, CARLA = "client:agent_anna", "client:agent_bela", "+494515550100"


@dataclass
class Desk:
    """One agent, with telephone and the buttons of the desk."""

    line: World
    id: int
    contact: str

    @property
    def phone(self) -> Any:
        return self.line.exchange.phone(self.contact)

    def do(self, deed: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        """A button: one transaction, then what follows from it, as the desk's views do it."""
        with self.line.house.sessions.begin() as session:
            done = deed(session, self.id, *arguments, now=self.line.now(), **more)
        if isinstance(done, routing.Ring):
            self.line.duties.line.ring(done)
        self.line.work()
        return done

    def hang_up(self) -> None:
        self.line.end_talk(self.contact)

    @property
    def state(self) -> AgentState:
        with self.line.house.sessions() as session:
            here = routing.presence(session, self.id)
        assert here is not None
        return here.state


def agent(line: World, contact: str = ANNA, *skills: str) -> Desk:
    name = contact.removeprefix("client:agent_") if contact.startswith("client:") else "carla"
    return Desk(line, line.add_agent(name, contact, *(skills or ("citizen",))), contact)


def talk(line: World, desk: Desk) -> Call:
    """A caller who asks for a person, and talks to `desk`."""
    call = line.dial()
    call.press("0")
    line.work()
    desk.phone.answer()
    if desk.contact.startswith("+"):
        desk.phone.press("1")
    assert desk.state is AgentState.IN_CALL
    assert said(desk, call, "Guten Tag")
    return call


def said(speaker: Desk | Any, listener: Call | Any, text: str) -> bool:
    """Whether `listener` hears what `speaker` says now."""
    speak = speaker.phone if isinstance(speaker, Desk) else speaker
    listen = listener.phone if isinstance(listener, Desk) else listener
    _ = listen.heard
    speak.say(text)
    return text in [heard.text for heard in listen.heard]


def hears_music(call: Any) -> bool:
    return any(heard.kind == "play" for heard in call.heard)


def open_legs(line: World) -> list[str]:
    """The carrier's legs that go on, and our rows that think so."""
    carrier = [leg.route.to for leg in line.exchange.legs.values() if not leg.over]
    with line.house.sessions() as session:
        ours = [f"row {row.role}" for row in session.scalars(select(LegRow).where(LegRow.state != "over"))]
        ours += [
            f"talk {id_}" for id_ in session.scalars(select(TalkRow.id).where(TalkRow.closed_at.is_(None)))
        ]
    return carrier + ours


def events(line: World, call: Call) -> list[str]:
    with line.house.sessions() as session:
        return [each.event for each in routing.history_of(session, call.sid)]


def ticket_of(session: Session, call: Call) -> routing.Ticket:
    found = routing.ticket_of(session, call.sid)
    assert found is not None
    return found


def visitor(line: World, role: str) -> FlaskClient:
    """A browser in which somebody with this role is signed in."""
    client = line.app.test_client()
    with line.house.sessions.begin() as session:
        staff = add_staff(session, role, role.title(), "a long password", [role], now=line.now())
    sign_in_as(client, line.house.sessions, staff, now=line.now())
    return client
