"""The desk in an application of its own: example data, a telephone line that only notes what it is told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from ivr.directory import load_directory
from ivr.lines import load_lines
from ivr.self_served import self_served
from ivr.settings import ROOT
from ivr.web import install_web
from routing.desk import desk_blueprint
from routing.guards import Role
from routing.knowledge import EXAMPLE, load_articles
from routing.people import HouseRules, people_blueprint
from routing.ports import CarrierTrouble, SoftphoneAccess
from routing.staff import add_staff
from routing.supervisor import supervisor_blueprint
from routing.tapes import TapeState
from routing.tickets import Ring
from tests.routing.conftest import NOW
from tests.seeds import seed

LINES = load_lines(ROOT / "ivr" / "lines.toml")
ARTICLES = load_articles(EXAMPLE)
DIRECTORY = load_directory(ROOT / "ivr" / "directory.toml")
PASSWORD = "richtig-und-lang"
RULES = HouseRules(secret_key="x" * 32)
Database = sessionmaker[DatabaseSession]


@dataclass(eq=False)
class NotingLine:
    """A line that writes down what it is asked for, or is in trouble."""

    told: list[tuple[str, str]] = field(default_factory=list)
    in_trouble: bool = False

    def _note(self, verb: str, call_sid: str) -> None:
        if self.in_trouble:
            raise CarrierTrouble("timeout")
        self.told.append((verb, call_sid))

    def ring(self, ring: Ring) -> None:
        self._note("ring", ring.call_sid)

    def call_back(self, ring: Ring) -> str:
        self._note("call_back", ring.call_sid)
        return "CA_back"

    def find_call_back(self, ring: Ring) -> str | None:
        return None

    def stop_ringing(self, ring: Ring) -> None:
        self._note("stop_ringing", ring.call_sid)

    def hang_up(self, call_sid: str) -> None:
        self._note("hang_up", call_sid)

    def call_leg(self, leg_id: int, contact: str, keys: str, line: str) -> str:
        self._note("call_leg", contact)
        return f"CA_leg_{leg_id}"

    def place_leg(self, leg_id: int, call_sid: str) -> None:
        self._note("place_leg", call_sid)

    def send_tones(self, room: str, leg_id: int, call_sid: str) -> None:
        self._note("send_tones", call_sid)

    def legs_in(self, room: str) -> frozenset[str]:
        self._note("legs_in", room)
        return frozenset()

    def start_tape(self, tape_id: int, call_sid: str) -> str:
        self._note("start_tape", call_sid)
        return f"RE_{tape_id}"

    def find_tapes(self, call_sid: str) -> list[tuple[str, str]]:
        return []

    def set_tape(self, call_sid: str, sid: str, wish: TapeState) -> None:
        self._note(f"tape_{wish}", call_sid)

    def delete_tape(self, sid: str) -> None:
        self._note("delete_tape", sid)

    def tape_sound(self, sid: str) -> bytes:
        self._note("tape_sound", sid)
        return b"RIFF"

    def status(self, call_sid: str) -> str:
        self._note("status", call_sid)
        return "in-progress"


@dataclass(eq=False)
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


@dataclass(eq=False)
class PlainSoftphones:
    """Access to a carrier at `url`; each token ends in `mark`."""

    url: str = "http://127.0.0.1:9"
    in_trouble: bool = False
    mark: str = ""

    def access(self, identity: str, *, now: datetime) -> SoftphoneAccess:
        if self.in_trouble:
            raise CarrierTrouble("no_key")
        return SoftphoneAccess("plain", f"token-of-{identity}{self.mark}", self.url, now + timedelta(hours=1))


def desk_app(
    database: Database,
    line: NotingLine,
    clock: Clock,
    softphones: PlainSoftphones | None = None,
    *,
    csrf: bool = True,
    rules: HouseRules = RULES,
) -> Flask:
    softphones = softphones or PlainSoftphones()
    app = Flask(__name__)
    app.config.update(SECRET_KEY="x" * 32, WTF_CSRF_ENABLED=csrf)
    CSRFProtect(app)
    install_web(app, assets_dir=ROOT / "node_modules", softphone_url=softphones.url)
    app.register_blueprint(people_blueprint(database, line, clock, rules))
    app.register_blueprint(desk_blueprint(database, line, softphones, clock, LINES, ARTICLES, DIRECTORY))
    app.register_blueprint(
        supervisor_blueprint(database, line, clock, LINES, ring_s=26, self_served=self_served)
    )
    return app


def fill(database: Database) -> dict[str, int]:
    """Example offices and services, two agents, a supervisor; their ids by login."""
    with database.begin() as session:
        seed(session, now=NOW)
        people = {
            "ada": add_staff(
                session,
                "ada",
                "Ada Petersen",
                PASSWORD,
                [Role.AGENT],
                "client:agent_ada",
                ["kfz", "buergerservice"],
                ["de", "en"],
                now=NOW,
            ),
            "elif": add_staff(
                session,
                "elif",
                "Elif Demir",
                PASSWORD,
                [Role.AGENT],
                "+494066969123",
                ["kfz"],
                ["de"],
                now=NOW,
            ),
            "gesa": add_staff(session, "gesa", "Gesa Thomsen", PASSWORD, [Role.SUPERVISOR], now=NOW),
        }
        return {login: staff.id for login, staff in people.items()}
