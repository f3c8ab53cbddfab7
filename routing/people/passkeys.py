"""Passkeys (WebAuthn) as a second factor: a key on a device or stick that signs for this site alone.

https://www.w3.org/TR/webauthn-3/; the checks are py_webauthn's. What a key is to sign is kept with
the sign-in of the browser that asked, and is good once.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from routing.moves import changed
from routing.people_tables import PasskeyRow, SignInRow
from routing.staff import Staff

NAME = "Durchwahl"
AT_MOST = 10  # of one person
_Strange = (WebAuthnException, ValueError, KeyError, TypeError)  # what a forged answer may raise


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys count: at `origin` ("https://line.example.org"), and nowhere else."""

    origin: str

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    @property
    def can(self) -> bool:
        """A name, not a bare address, and safe from listeners: browsers ask for both."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return self.origin.startswith("https://") or self.host == "localhost"
        return False


@dataclass(frozen=True, slots=True)
class Passkey:
    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


def passkeys_of(session: Session, staff_id: int) -> list[Passkey]:
    rows = session.scalars(select(PasskeyRow).where(PasskeyRow.staff_id == staff_id).order_by(PasskeyRow.id))
    return [Passkey(row.id, row.name, row.added_at, row.used_at) for row in rows]


def ask_for_new(session: Session, staff: Staff, site: Site, key: str) -> str:
    """What the browser is told (JSON) to make a passkey with; `key` is of its sign-in."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_id=f"staff-{staff.id}".encode(),
        user_name=staff.login,
        user_display_name=staff.name,
        challenge=_challenge(session, key),
        authenticator_selection=AuthenticatorSelectionCriteria(
            user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_known(session, staff.id),
    )
    return webauthn.options_to_json(options)


def add(
    session: Session, staff: Staff, site: Site, key: str, answer: dict[str, Any], name: str, *, now: datetime
) -> bool:
    """Keep the passkey that the browser made. False: it is not what was asked for, or there are too many."""
    challenge = _challenge_of(session, key)
    if challenge is None or len(passkeys_of(session, staff.id)) >= AT_MOST:
        return False
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except _Strange:
        return False
    session.add(
        PasskeyRow(
            staff_id=staff.id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=name.strip()[:60] or "Passkey",
            added_at=now,
        )
    )
    session.flush()
    return True


def ask_for_known(session: Session, staff_id: int, site: Site, key: str) -> str:
    """What the browser is told (JSON) to have one of their passkeys sign."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, challenge=_challenge(session, key), allow_credentials=_known(session, staff_id)
    )
    return webauthn.options_to_json(options)


def check(
    session: Session, staff_id: int, site: Site, key: str, answer: dict[str, Any], *, now: datetime
) -> bool:
    """Whether one of their passkeys has signed what was asked for just now."""
    challenge = _challenge_of(session, key)
    row = _of_them(session, staff_id, answer)
    if challenge is None or row is None:
        return False
    try:
        signed = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
        )
    except _Strange:
        return False
    row.sign_count, row.used_at = signed.new_sign_count, now
    session.flush()
    return True


def remove(session: Session, staff_id: int, passkey_id: int) -> bool:
    mine = (PasskeyRow.staff_id == staff_id, PasskeyRow.id == passkey_id)
    return changed(session, delete(PasskeyRow).where(*mine)) == 1  # type: ignore[arg-type]


def forget_passkeys(session: Session, staff_id: int) -> None:
    session.execute(delete(PasskeyRow).where(PasskeyRow.staff_id == staff_id))


def _of_them(session: Session, staff_id: int, answer: dict[str, Any]) -> PasskeyRow | None:
    try:
        credential = webauthn.base64url_to_bytes(str(answer["rawId"]))
    except _Strange:
        return None
    mine = (PasskeyRow.staff_id == staff_id, PasskeyRow.credential_id == credential)
    return session.scalar(select(PasskeyRow).where(*mine))


def _known(session: Session, staff_id: int) -> list[PublicKeyCredentialDescriptor]:
    query = select(PasskeyRow.credential_id).where(PasskeyRow.staff_id == staff_id)
    return [PublicKeyCredentialDescriptor(id=each) for each in session.scalars(query)]


def _challenge(session: Session, key: str) -> bytes:
    challenge = secrets.token_bytes(32)
    changed(session, update(SignInRow).where(SignInRow.key == key).values(challenge=challenge.hex()))
    return challenge


def _challenge_of(session: Session, key: str) -> bytes | None:
    """What was asked for last; from now on it is used up."""
    asked = session.scalar(select(SignInRow.challenge).where(SignInRow.key == key))
    if asked is None:
        return None
    used = update(SignInRow).where(SignInRow.key == key, SignInRow.challenge == asked)
    return bytes.fromhex(asked) if changed(session, used.values(challenge=None)) == 1 else None
