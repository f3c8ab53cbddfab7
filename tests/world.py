"""The whole line as it runs: served over HTTP, called by a simulated carrier, its worker stepped by hand.

One clock for all: the carrier's, which stands still until a test lets time pass.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Thread
from typing import Any, Generic, TypeVar, cast

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import WSGIRequestHandler, make_server

import routing
from ivr.app import create_app, furnish
from ivr.carrier.rest import CarrierLine, CarrierTexts, client_for
from ivr.duties import Duties
from ivr.editions import Editions
from ivr.house import House
from ivr.recordings import Shelf
from ivr.settings import Settings
from ivr.simulator import Exchange, Number
from ivr.simulator.call import Call
from ivr.simulator.server import Server
from routing import talks
from routing.staff import add_staff
from routing.tables import AgentRow, StaffRow
from tests.engines import lent
from tests.seeds import seed

LINE = "+494511223311"
FALLBACK = "+494511150"
MOBILE = "+491701234567"
MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # a Tuesday, 9 in Lübeck: everybody is at work
ACCOUNT = "AC" + "1" * 32
TOKEN = "token-of-the-tests"
POLL_S = 0.02  # how long closing may wait
KEY, SECRET = "SK" + "2" * 32, "secret-of-the-tests-that-is-long-enough"


T = TypeVar("T")


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's own name
        pass


class Lent(Generic[T]):
    """Stands for whatever is behind it now: what was built upon it serves the next test, too."""

    behind: T

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)


class Stand:
    """Line and carrier at their addresses, for one world at a time: to build them takes 200 ms."""

    def __init__(self) -> None:
        self.world, self.editions = Lent[World](), Lent[Editions]()
        self.house, self.exchange = Lent[House](), Lent[Exchange]()
        self.sessions = sessionmaker[Session](expire_on_commit=False)
        self.exchange.behind = Exchange(ACCOUNT, TOKEN)
        self.carrier = Server(cast("Exchange", self.exchange), "127.0.0.1", 0, {})
        self.line = make_server("127.0.0.1", 0, _nothing, threaded=True, request_handler=_Quiet)
        self.line.daemon_threads = True  # type: ignore[attr-defined] # of the threaded kind
        self.app: Flask | None = None

    def settings(self, database_url: str) -> Settings:
        return Settings(
            database_url=database_url,
            public_url=f"http://127.0.0.1:{self.line.server_port}",
            secret_key="k" * 40,
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=TOKEN,
            twilio_number=LINE,
            twilio_api_key=KEY,
            twilio_api_secret=SECRET,
            twilio_api_url=self.carrier.url,
            softphone_url=self.carrier.url,
            fallback_number=FALLBACK,
        )

    def lend(self, world: "World") -> Flask:
        """The application, which from now on works for this world."""
        self.world.behind, self.house.behind, self.exchange.behind = world, world.house, world.exchange
        self.editions.behind = Editions(
            _furnished().editions.shipped, world.house.at_once, world.now, look_s=0.0
        )
        if self.app is None:
            self.app = self.line.app = create_app(world.settings, house=cast("House", self.house))
            Thread(target=self.line.serve_forever, args=(POLL_S,), daemon=True).start()
        return self.app

    def now(self) -> datetime:
        return cast("datetime", self.world.now())


class World:
    """Use `world(...)`. A test dials with `dial`, and calls `work` where the worker would do its duties."""

    def __init__(self, stand: Stand, database_url: str, at: datetime) -> None:
        self.began = at
        self.settings = stand.settings(database_url)
        self.url = self.settings.public_url
        self.exchange = Exchange(ACCOUNT, TOKEN, api_key=KEY, api_secret=SECRET)
        self._to_close = ExitStack()
        # A second connection at a time would wait in vain.
        self.engine = self._to_close.enter_context(lent(database_url, pool_size=1))
        stand.sessions.configure(bind=self.engine)
        at_once = self._to_close.enter_context(lent(database_url, at_once=True))
        self.house = replace(
            _furnished(),
            settings=self.settings,
            sessions=stand.sessions,
            at_once=at_once,
            shelf=Shelf(at_once, 0.0),
            editions=cast("Editions", stand.editions),
            clock=stand.now,
        )
        self.app = stand.lend(self)
        number = Number(
            f"{self.url}/voice/answer",
            f"{self.url}/voice/fallback",
            f"{self.url}/voice/status",
            text_url=f"{self.url}/texts/incoming",
        )
        more = (line.number for line in self.house.lines.values() if line.number)
        self.exchange.numbers.update(dict.fromkeys((LINE, *more), number))
        self.hands = ThreadPoolExecutor(4)
        client = client_for(self.settings)
        self.duties = Duties(
            self.house,
            CarrierLine(client, self.settings, self.house.number_of),
            CarrierTexts(client),
            self.hands,
        )

    def now(self) -> datetime:
        return self.began + timedelta(seconds=self.exchange.clock.now())

    def change_line(self, **values: Any) -> None:
        """From now on the first line is another one in this, as if it had been published so."""
        shipped = self.house.editions.shipped
        edition = shipped.editions["termine"]
        other = replace(edition, line=replace(edition.line, **values))
        changed = replace(shipped, editions={**shipped.editions, "termine": other})
        lent = cast("Any", self.house.editions)
        lent.behind = Editions(changed, self.house.at_once, self.now, look_s=0.0)

    def seed(self) -> None:
        """The example offices; nobody on duty."""
        with self.house.sessions.begin() as session:
            seed(session, now=self.now())

    def add_agent(self, login: str, contact: str, *skills: str, languages: tuple[str, ...] = ("de",)) -> int:
        """An agent who is available at once; their phone is reachable."""
        with self.house.sessions.begin() as session:
            staff = add_staff(
                session,
                login,
                login.capitalize(),
                "a long password",
                ["agent"],
                contact=contact,
                skills=skills,
                languages=languages,
                now=self.now(),
            )
            routing.set_wants(session, staff.id, routing.Wants.AVAILABLE, now=self.now())
        self.exchange.phone(contact)
        return staff.id

    def go_on_duty(self, login: str) -> None:
        """An agent who was set to away is available again."""
        with self.house.sessions.begin() as session:
            routing.set_wants(session, self.agent_id(login), routing.Wants.AVAILABLE, now=self.now())

    def agent_id(self, login: str) -> int:
        with self.house.sessions() as session:
            return session.scalars(select(StaffRow.id).where(StaffRow.login == login)).one()

    def dial(self, from_: str = MOBILE) -> Call:
        return self.exchange.dial(from_, LINE)

    def end_talk(self, contact: str) -> None:
        """An agent presses the desk's button; what the carrier is to do follows, as it does there."""
        with self.house.sessions.begin() as session:
            agent = session.scalars(select(AgentRow.staff_id).where(AgentRow.contact == contact)).one()
            leg = talks.agents_leg(session, talks.my_ticket(session, agent))
            room = talks.hang_up(session, agent, now=self.now())
        if room is None and leg is not None:
            self.duties.line.hang_up(leg)
        self.work()

    def work(self) -> None:
        """One round of what the worker does all the time."""
        self.duties.ring_agents()
        self.duties.tell_legs()
        self.duties.record_talks()
        self.duties.end_wrap_ups()
        self.duties.move_call_backs()
        self.duties.release_ended_holds()
        self.duties.serve_waiting_list()
        self.duties.send_notices()
        self.duties.mend_rings()
        self.duties.mend_legs()
        self.duties.find_lost_calls()
        self.exchange.settle()

    def close(self) -> None:
        self.exchange.close()
        self.hands.shutdown()
        self._to_close.close()


_STANDS: list[Stand] = []  # that nobody uses now


@contextmanager
def world(database_url: str, at: datetime, *, seeded: bool = True) -> Iterator[World]:
    """The line at the moment `at`, with the example offices; closed and quiet afterwards."""
    stand = _STANDS.pop() if _STANDS else Stand()
    made = World(stand, database_url, at)
    try:
        if seeded:
            made.seed()
        yield made
    finally:
        made.close()
        _STANDS.append(stand)


@cache
def _furnished() -> House:
    """Lines, menus and prompts, read and checked once for all worlds."""
    nobody = Settings(
        database_url="sqlite:///never-opened.db",
        public_url="http://127.0.0.1",
        secret_key="k" * 40,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_number=LINE,
    )
    return furnish(nobody)


def _nothing(_environ: object, _start: object) -> list[bytes]:
    raise RuntimeError("the application is not there yet")
