"""All that is set from outside. The only reader of the environment; checked once, at the start."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from routing.guards import Role
from routing.people.house_rules import SECOND_FACTOR, HouseRules
from routing.people.provider import LOGIN_CLAIM, ROLES_CLAIM, Provider, read_roles
from routing.session_limits import IDLE, LONGEST, Limits, read_limits

RETRIES = "rc=2&rp=ct,rt,5xx&ct=1000&rt=4000"  # two more tries of 4 s, within the 15 s that there are
ROOT = Path(__file__).resolve().parent.parent


class SettingsFault(Exception):
    """What is wrong with the settings: every fault, a sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Named as in the environment, in lower case. `docs` in each field is what README's table says of it."""

    database_url: str = field(
        repr=False,
        default=f"sqlite:///{ROOT / 'var' / 'durchwahl.db'}",
        metadata={"docs": "SQLite or PostgreSQL (`postgresql+psycopg://user:password@host/name`)"},
    )
    public_url: str = field(
        metadata={"docs": "The address under which the carrier reaches the line, as in its webhook settings"}
    )
    secret_key: str = field(
        repr=False, metadata={"docs": "Signs the sessions of the staff; at least 32 characters"}
    )
    audit_key: str | None = field(
        default=None,
        repr=False,
        metadata={"docs": "Seals the audit log, 32 characters or more; empty: SECRET_KEY. Never changed"},
    )
    twilio_account_sid: str = field(metadata={"docs": "`AC...`"})
    twilio_auth_token: str = field(repr=False, metadata={"docs": "Signs the webhooks"})
    twilio_number: str = field(metadata={"docs": "The line's number, E.164; also the sender of texts"})
    fallback_number: str | None = field(
        default=None,
        metadata={
            "docs": "Where callers go when the database is away, E.164; else they are asked to call again"
        },
    )
    twilio_api_key: str | None = field(
        default=None, metadata={"docs": "`SK...`, for the agents' browser phones"}
    )
    twilio_api_secret: str | None = field(default=None, repr=False, metadata={"docs": "Of that key"})
    twilio_region: str | None = field(
        default=None, metadata={"docs": "`ie1` keeps calls in the EU; with `TWILIO_EDGE`"}
    )
    twilio_edge: str | None = field(
        default=None, metadata={"docs": "`dublin` or `frankfurt`; only with `TWILIO_REGION`"}
    )
    twilio_api_url: str | None = field(
        default=None, metadata={"docs": "Another carrier that speaks this API; empty: Twilio itself"}
    )
    softphone_url: str | None = field(
        default=None, metadata={"docs": "A carrier with plain browser phones; empty: Twilio's Voice SDK"}
    )
    metrics_token: str | None = field(
        default=None,
        repr=False,
        metadata={"docs": "Asked as a bearer token at `/metrics`; empty: only for this machine"},
    )
    require_second_factor: str | None = field(
        default=None,
        metadata={
            "docs": "Roles that have to have one, or `none`; empty: `supervisor operator admin` over https"
        },
    )
    oidc_issuer: str | None = field(
        default=None, metadata={"docs": "The house's OpenID Connect; with client and secret, or none of them"}
    )
    oidc_client_id: str | None = field(
        default=None, metadata={"docs": "Sent back to `/sign-in/house/back` of PUBLIC_URL"}
    )
    oidc_client_secret: str | None = field(default=None, repr=False, metadata={"docs": "Of that client"})
    oidc_login_claim: str = field(default=LOGIN_CLAIM, metadata={"docs": "The claim that is the login name"})
    oidc_roles_claim: str = field(
        default=ROLES_CLAIM, metadata={"docs": "The claim that names groups, as `realm_access.roles`"}
    )
    oidc_roles: str | None = field(
        default=None,
        metadata={"docs": "Their roles, as `desk-staff=agent it=admin`; empty: accounts are made here"},
    )
    session_idle: str = field(
        default=IDLE,
        metadata={"docs": "After so many minutes without a sign of the person a session ends, by role"},
    )
    session_longest: str = field(
        default=LONGEST, metadata={"docs": "How many minutes it lasts at most; nobody is put out of a call"}
    )
    assets_dir: Path = field(
        default=ROOT / "node_modules", metadata={"docs": "Where `npm ci` has put the pages' files"}
    )
    lines_file: Path = field(
        default=ROOT / "ivr" / "lines.toml", metadata={"docs": "The lines: hours, menu, voices"}
    )
    knowledge_file: Path = field(
        default=ROOT / "routing" / "knowledge" / "example" / "luebeck.toml",
        metadata={"docs": "General questions and answers that agents look up"},
    )
    directory_file: Path = field(
        default=ROOT / "ivr" / "directory.toml",
        metadata={"docs": "Extensions that callers can be handed over to"},
    )
    keep_days: int = field(
        default=90, metadata={"docs": "After so many days calls and past appointments lose their number"}
    )
    keep_language_days: int = field(
        default=180,
        metadata={
            "docs": "So long after their last call a caller's language is remembered; 0: nobody is asked"
        },
    )
    keep_drafts_days: int = field(
        default=180,
        metadata={"docs": "After so many days without a change a draft goes, and versions nothing leads to"},
    )
    ring_seconds: int = field(default=20, metadata={"docs": "How long an agent's phone rings"})
    log_format: Literal["json", "console"] = field(default="json", metadata={"docs": "`json` or `console`"})

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; raises `SettingsFault` that names all faults at once."""
        given: dict[str, Any] = {}
        faults: list[str] = []
        for each in fields(cls):
            text = environment.get(each.name.upper(), "").strip()
            if text:
                try:
                    given[each.name] = _read(each.type, text)
                except ValueError:
                    faults.append(f"{each.name.upper()} is to be a whole number, not {text!r}.")
            elif each.default is MISSING:
                faults.append(f"{each.name.upper()} is missing: {each.metadata['docs']}.")
        faults += [fault for name, value in given.items() for fault in _faults_of(name, value)]
        faults += _faults_between(given)
        if faults:
            raise SettingsFault(faults)
        return cls(**given)

    @property
    def over_https(self) -> bool:
        return self.public_url.startswith("https:")

    @property
    def house_rules(self) -> HouseRules:
        """What is asked of staff who sign in."""
        named = self.require_second_factor
        usual = SECOND_FACTOR if self.over_https else frozenset()
        return HouseRules(
            secret_key=self.secret_key,
            second_factor=usual if named is None else _roles(named),
            limits=Limits(read_limits(self.session_idle), read_limits(self.session_longest)),
            origin=self.public_url if self.over_https else None,
            provider=self._provider,
        )

    @property
    def _provider(self) -> Provider | None:
        if not (self.oidc_issuer and self.oidc_client_id and self.oidc_client_secret):
            return None
        return Provider(
            issuer=self.oidc_issuer,
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret,
            login_claim=self.oidc_login_claim,
            roles_claim=self.oidc_roles_claim,
            roles=read_roles(self.oidc_roles) if self.oidc_roles else None,
        )

    @property
    def seals_with(self) -> str:
        """What the audit log is sealed with."""
        return self.audit_key or self.secret_key

    def url(self, path: str) -> str:
        """The full address of `path` as the carrier sees it."""
        return self.public_url + path

    def webhook(self, path: str) -> str:
        """The same for a webhook, with a word to the carrier: how long to wait, and to try again.

        Without it a failed answer is not asked for again. All of our webhooks may be repeated.
        https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
        """
        return f"{self.public_url}{path}#{RETRIES}"


def _read(kind: Any, text: str) -> Any:
    if kind is int:
        return int(text)
    return Path(text) if kind is Path else text


_SHAPES: Mapping[str, tuple[str, str]] = {
    "twilio_account_sid": (r"AC[0-9a-f]{32}", "AC and 32 hexadecimal digits"),
    "twilio_api_key": (r"SK[0-9a-f]{32}", "SK and 32 hexadecimal digits"),
    "twilio_number": (r"\+[1-9]\d{6,14}", "a number in E.164, as +494511223311"),
    "fallback_number": (r"\+[1-9]\d{6,14}", "a number in E.164, as +494511150"),
    "secret_key": (r".{32,}", "32 characters or more"),
    "audit_key": (r".{32,}", "32 characters or more"),
    "log_format": (r"json|console", "json or console"),
}


def _faults_of(name: str, value: Any) -> list[str]:
    if name in _SHAPES and not re.fullmatch(_SHAPES[name][0], value, re.DOTALL):
        return [f"{name.upper()} is to be {_SHAPES[name][1]}."]
    if name in ("public_url", "twilio_api_url", "softphone_url"):
        return _faults_of_address(name.upper(), value)
    if name == "database_url":
        return _faults_of_database(value)
    if name in ("session_idle", "session_longest") and not _sound(read_limits, value):
        return [f"{name.upper()} is to be roles with minutes, as {IDLE!r}."]
    if name == "require_second_factor" and not _sound(_roles, value):
        return [f"REQUIRE_SECOND_FACTOR is to be roles, as 'operator admin', or none, not {value!r}."]
    if name == "oidc_roles" and not _sound(read_roles, value):
        return ["OIDC_ROLES is to be groups with roles, as 'desk-staff=agent it=admin'."]
    if name == "oidc_issuer" and not re.match(r"https://[^/]|http://(localhost|127\.0\.0\.1)\b", value):
        return ["OIDC_ISSUER is to be an address that begins with https:."]
    if name in ("keep_days", "keep_drafts_days", "ring_seconds") and value < 1:
        return [f"{name.upper()} is to be 1 or more."]
    if name == "keep_language_days" and value < 0:
        return ["KEEP_LANGUAGE_DAYS is to be 0 or more."]
    return []


def _roles(text: str) -> frozenset[Role]:
    return frozenset() if text == "none" else frozenset(Role(each) for each in text.split())


def _sound(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _faults_of_address(name: str, value: str) -> list[str]:
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        whole = False
    if not whole or parts.query or parts.fragment or value.endswith("/") or not value.isascii():
        return [f"{name} is to be an address like https://line.example.org, without a slash at its end."]
    if "_" in (parts.hostname or ""):
        return [f"{name} has an underscore in its host name; the carrier does not call such hosts back."]
    return []


def _faults_of_database(value: str) -> list[str]:
    try:
        kind = make_url(value).drivername
    except ArgumentError:
        return ["DATABASE_URL is no database address."]
    if kind not in ("sqlite", "postgresql+psycopg"):
        return [f"DATABASE_URL is to begin with sqlite: or postgresql+psycopg:, not {kind}:."]
    return []


def _faults_between(given: Mapping[str, Any]) -> list[str]:
    faults = []
    if len({name in given for name in ("oidc_issuer", "oidc_client_id", "oidc_client_secret")}) > 1:
        faults.append("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together.")
    # The Python client resolves an edge without a region to the US, silently.
    if ("twilio_region" in given) != ("twilio_edge" in given):
        faults.append("TWILIO_REGION and TWILIO_EDGE go together; one alone would send calls to the US.")
    if ("twilio_api_key" in given) != ("twilio_api_secret" in given):
        faults.append("TWILIO_API_KEY and TWILIO_API_SECRET go together.")
    return faults
