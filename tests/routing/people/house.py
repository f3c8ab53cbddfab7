"""Short ways to what people do at the door: sign in, set up codes, show one."""

import re
from dataclasses import dataclass, field

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from routing import audit
from tests.routing.desk.app import PASSWORD, Clock
from tests.routing.desk.steps import Database


@dataclass
class House:
    """`secrets` are those of the apps on people's telephones, by login."""

    app: Flask
    database: Database
    clock: Clock
    ids: dict[str, int]
    secrets: dict[str, str] = field(default_factory=dict)

    def browser(self) -> FlaskClient:
        return self.app.test_client()

    def sign_in(self, client: FlaskClient, login: str, password: str = PASSWORD, **form: str) -> TestResponse:
        return client.post("/sign-in", data={"login": login, "password": password, **form})

    def code(self, login: str) -> str:
        """What the app shows now."""
        return pyotp.TOTP(self.secrets[login]).at(self.clock.now)

    def set_up(self, client: FlaskClient, login: str, address: str = "/sign-in/set-up") -> list[str]:
        """Take the secret into the app, and show its first code. The recovery codes that are told."""
        page = client.get(address).text
        found = re.search(r'<code class="pe-secret">([A-Z2-7 ]+)</code>', page)
        assert found is not None, page
        self.secrets[login] = found[1].replace(" ", "")
        done = client.post(address, data={"code": self.code(login)})
        assert done.status_code == 200, done.text
        return re.findall(r"<li><code>([a-z2-7-]+)</code>", done.text)

    def inside(self, login: str) -> FlaskClient:
        """A browser in which they are signed in, whatever that takes."""
        client = self.browser()
        answer = self.sign_in(client, login)
        if answer.location.endswith("/set-up"):
            self.set_up(client, login)
        elif answer.location.endswith("/second"):
            self.clock.go_on(seconds=30)  # a code is taken once
            assert client.post("/sign-in/second", data={"code": self.code(login)}).status_code == 302
        return client

    def noted(self, what: str = "") -> list[audit.Entry]:
        """The audit log, newest first."""
        with self.database.begin() as session:
            assert audit.verify(session).sound
            return audit.entries(session, audit.Wanted(what=what or None))[0]
