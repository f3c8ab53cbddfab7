"""A program that asks the API, with its key, at a time that the test sets."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker
from werkzeug.test import TestResponse

from booking.api import api_blueprint
from tests.booking.town import MOBILE, MONDAY, NOW, at, local

API = "/api/v1"
Sessions = sessionmaker[DatabaseSession]


@dataclass(eq=False, slots=True)
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def api_app(sessions: Sessions, clock: Clock) -> Flask:
    app = Flask("api")
    app.register_blueprint(api_blueprint(sessions, clock))
    return app


@dataclass(slots=True)
class Asker:
    """One client of the API."""

    web: FlaskClient
    key: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.web.get(API + path, query_string=query, headers=self._headers({}))

    def post(self, path: str, body: Any, **headers: str) -> TestResponse:
        return self.web.post(API + path, json=body, headers=self._headers(headers))

    def delete(self, path: str) -> TestResponse:
        return self.web.delete(API + path, headers=self._headers({}))

    def hold(self, clock: str = "08:00", *, day: date = MONDAY, **headers: str) -> TestResponse:
        wish = {"services": ["ausweis"], "office": "markt", "start": at(day, clock).isoformat()}
        return self.post("/holds", wish, **headers)

    def held(self, clock: str = "08:00") -> str:
        """The name of a new hold."""
        return str(given(self.hold(clock), 201)["hold"])

    def booked(self, clock: str = "08:00", *, phone: str | None = MOBILE) -> dict[str, Any]:
        """A new appointment."""
        wish = {"hold": self.held(clock)} | ({"phone": phone} if phone else {})
        made: dict[str, Any] = given(self.post("/appointments", wish), 201)
        return made

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.key}", **self.headers, **named}


def given(response: TestResponse, status: int = 200) -> Any:
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.mimetype == "application/json"
    return response.json


def refused(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The body of a problem, which is one in all its members."""
    assert response.mimetype == "application/problem+json", response.get_data(as_text=True)
    problem: dict[str, Any] = response.get_json()
    assert (response.status_code, problem["code"]) == (status, code), problem
    assert problem["status"] == status
    assert problem["type"] == f"/api/v1/problems#{code}"
    assert problem["title"]
    assert problem["detail"]
    return problem


def clock_of(place: dict[str, Any]) -> str:
    return local(datetime.fromisoformat(place["start"]))
