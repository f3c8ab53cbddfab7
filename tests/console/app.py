"""The whole application for tests of its pages: built once, with the database of each test."""

from dataclasses import replace
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from ivr.app import create_app, furnish
from ivr.house import House
from routing.staff import add_staff
from tests.settings import example_settings
from tests.signed_in import sign_in_as

Database = sessionmaker[DatabaseSession]


def house_on(database: Database, url: str, now: datetime) -> House:
    """The shipped lines; `database` makes the sessions, `url` is where editions are looked up."""
    settings = example_settings(url)
    return replace(furnish(settings), sessions=database, clock=lambda: now)


def app_of(house: House) -> Flask:
    app = create_app(house.settings, house=house)
    app.config.update(WTF_CSRF_ENABLED=False, SESSION_COOKIE_SECURE=False)
    return app


def sign_in(client: FlaskClient, database: Database, role: str, now: datetime) -> None:
    """As somebody new with this role."""
    with database.begin() as session:
        staff = add_staff(session, role, role.title(), "a long password", [role], now=now)
    sign_in_as(client, database, staff, now=now)
