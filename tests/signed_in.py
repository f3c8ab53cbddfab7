"""A browser in which somebody is signed in, without a sign-in."""

import secrets
from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing.people_tables import SignInRow, Stage
from routing.staff import Staff
from routing.tables import StaffRow


def sign_in_as(
    client: FlaskClient, database: sessionmaker[DatabaseSession], staff: Staff, *, now: datetime
) -> None:
    """From now on `client` is the browser of `staff`, whose account is committed."""
    key = secrets.token_urlsafe(16)
    with database.begin() as session:
        session.add(
            SignInRow(
                key=key,
                staff_id=staff.id,
                epoch=session.get_one(StaffRow, staff.id).epoch,
                stage=Stage.IN,
                how="password",
                browser="?",
                wanted="",
                begun_at=now,
                seen_at=now,
            )
        )
    with client.session_transaction() as cookie:
        cookie["key"] = key
