"""Who may do what: a table of every address and every role, each tried.

The table is `permissions.txt`. A new address without its row fails here; `pytest --update` writes the rows as
the code has them now, and whoever changes rights sees in the difference which.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from booking.db import connect
from ivr.app import create_app, furnish
from routing.guards import Role
from routing.staff import Staff, add_staff
from tests.databases import SqliteTemplate
from tests.settings import example_settings
from tests.signed_in import sign_in_as

TABLE = Path(__file__).with_name("permissions.txt")
HEAD = f"# {'':6} {'':68} {' '.join(f'{role:10}' for role in Role).rstrip()}"
OTHERS = frozenset({"open", "half", "carrier", "token", "client"})
EXAMPLES = {"IntegerConverter": 9999, "UnicodeConverter": "x", "PathConverter": "x"}
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine(sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = connect(sqlite_template.copy(tmp_path_factory.mktemp("permissions")))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def app(engine: Engine) -> Flask:
    settings = example_settings(
        engine.url.render_as_string(hide_password=False),
        public_url="http://line.example.org",
        metrics_token="a-token",
    )
    app = create_app(settings, house=furnish(settings, engine=engine, now=lambda: NOW))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def addresses(app: Flask) -> dict[str, str]:
    """Each method and rule, with its guard."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.rpartition(".")[2] == "static":
            continue
        guard = getattr(app.view_functions[rule.endpoint], "guard", "none")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found[f"{method:6} {rule.rule}"] = guard
    return found


def row(address: str, guard: str) -> str:
    """As it stands in the table: the roles that may, or what is asked for instead of a role."""
    if guard in OTHERS:
        return f"  {address:75} {guard}"
    staff = {role: Staff(0, role, role, frozenset({role}), 0) for role in Role}
    wanted = [Role(each) for each in guard.split("|")]
    told = " ".join(f"{'yes' if staff[role].may(wanted) else '-':10}" for role in Role)
    return f"  {address:75} {told}".rstrip()


def test_every_address_stands_in_the_table(app: Flask, request: pytest.FixtureRequest) -> None:
    """As it is now: no address is new, none has other rights, none is gone."""
    rows = [row(address, guard) for address, guard in sorted(addresses(app).items(), key=by_address)]
    if request.config.getoption("--update"):
        TABLE.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    stands = TABLE.read_text(encoding="utf-8").splitlines()
    assert stands[0] == HEAD
    assert stands[1:] == rows, "see above; `--update` writes the table anew"


def by_address(entry: tuple[str, str]) -> tuple[str, str]:
    method, _, rule = entry[0].partition(" ")
    return rule.strip(), method


def test_each_is_as_the_table_says(app: Flask, engine: Engine) -> None:
    """Every role at every address: let in, or refused before anything happens."""
    doors = doors_of(app, engine)
    wrong = []
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        method, rule, *told = line.split()
        if told[0] in OTHERS:
            continue
        address = address_of(app, method, rule)
        wrong += [
            f"{line} but {role}: {'refused' if may == 'yes' else 'let in'}"
            for role, may in zip(Role, told, strict=True)
            if doors[role].lets_in(method, address) is not (may == "yes")
        ]
    assert wrong == [], "\n".join(wrong)


@dataclass(frozen=True)
class Door:
    """The browser of somebody who has one role."""

    client: FlaskClient
    sign_in: Callable[[], None]

    def lets_in(self, method: str, address: str) -> bool:
        """What was done at other addresses may have ended the session: then it begins anew."""
        status = self._try(method, address)
        if status == 401:
            self.sign_in()
            status = self._try(method, address)
        return status not in (401, 403)

    def _try(self, method: str, address: str) -> int:
        # As htmx asks: who is refused gets a sentence instead of a page.
        answer = self.client.open(address, method=method, headers={"HX-Request": "true"})
        answer.close()
        return answer.status_code


def doors_of(app: Flask, engine: Engine) -> dict[Role, Door]:
    database, doors = sessionmaker(engine, expire_on_commit=False), {}
    for role in Role:
        with database.begin() as session:
            staff = add_staff(session, role, role, "a long password", [role], "client:somebody", now=NOW)
        client = app.test_client()
        doors[role] = Door(client, partial(sign_in_as, client, database, staff, now=NOW))
    return doors


def address_of(app: Flask, method: str, rule: str) -> str:
    rules = (
        each for each in app.url_map.iter_rules() if each.rule == rule and method in (each.methods or ())
    )
    found = next(rules)
    values = {name: EXAMPLES[type(kind).__name__] for name, kind in found._converters.items()}
    with app.test_request_context():
        return app.url_for(found.endpoint, **values)
