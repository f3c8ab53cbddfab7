"""One-time codes of six digits out of an app on the telephone (TOTP, RFC 6238), each taken once."""

import io
from datetime import datetime
from hmac import compare_digest

import pyotp
import segno
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from routing.moves import changed
from routing.people.sealing import Sealer
from routing.people_tables import CodeSecretRow

STEP_S = 30
DRIFT = 1  # steps that the telephone's clock may be off, either way
ISSUER = "Durchwahl"


def secret_to_confirm(session: Session, sealer: Sealer, staff_id: int) -> str:
    """The secret that the app is to be given: a new one, until a code out of it was shown."""
    row = session.get(CodeSecretRow, staff_id)
    secret = sealer.open(row.secret) if row is not None and row.confirmed_at is None else None
    if secret is None:
        secret = pyotp.random_base32()
        forget_codes(session, staff_id)
        session.add(CodeSecretRow(staff_id=staff_id, secret=sealer.seal(secret), last_step=0))
        session.flush()
    return secret


def confirm(session: Session, sealer: Sealer, staff_id: int, code: str, *, now: datetime) -> bool:
    """The first code out of the app: from now on it is asked for at sign-in."""
    if not _take(session, sealer, staff_id, code, now=now, confirmed=False):
        return False
    changed(session, update(CodeSecretRow).where(CodeSecretRow.staff_id == staff_id).values(confirmed_at=now))
    return True


def take(session: Session, sealer: Sealer, staff_id: int, code: str, *, now: datetime) -> bool:
    """Whether this code is right, and was not used before; nor one after it."""
    return _take(session, sealer, staff_id, code, now=now, confirmed=True)


def has_codes(session: Session, staff_id: int) -> bool:
    query = select(CodeSecretRow.staff_id).where(
        CodeSecretRow.staff_id == staff_id, CodeSecretRow.confirmed_at.is_not(None)
    )
    return session.execute(query).first() is not None


def forget_codes(session: Session, staff_id: int) -> None:
    session.execute(delete(CodeSecretRow).where(CodeSecretRow.staff_id == staff_id))
    session.expire_all()


def picture(secret: str, login: str) -> str:
    """The QR code that an app reads, as SVG to stand in a page: dark on white, whatever the theme."""
    code = segno.make(pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER), error="m")
    to = io.BytesIO()
    code.save(to, kind="svg", xmldecl=False, svgns=True, dark="#000", light="#fff", scale=5, border=4)
    return to.getvalue().decode()


def _take(
    session: Session, sealer: Sealer, staff_id: int, code: str, *, now: datetime, confirmed: bool
) -> bool:
    row = session.get(CodeSecretRow, staff_id, populate_existing=True)
    if row is None or (row.confirmed_at is not None) is not confirmed:
        return False
    secret, here = sealer.open(row.secret), int(now.timestamp()) // STEP_S
    if secret is None:
        return False
    app = pyotp.TOTP(secret)
    right = [
        step
        for step in range(here - DRIFT, here + DRIFT + 1)
        if compare_digest(app.at(step * STEP_S).encode(), code.encode())
    ]
    if not right:
        return False
    # Of two at once with the same code, only one finds the step before it.
    unused = update(CodeSecretRow).where(
        CodeSecretRow.staff_id == staff_id, CodeSecretRow.last_step < right[-1]
    )
    return changed(session, unused.values(last_step=right[-1])) == 1
