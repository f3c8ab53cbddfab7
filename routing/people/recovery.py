"""Codes for when the second factor is lost: shown once, kept as hashes, each good for one sign-in."""

import base64
import hashlib
import re
import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from routing.moves import changed
from routing.people_tables import RecoveryCodeRow

HOW_MANY = 8
_BYTES = 10  # 80 random bits: too many to guess, so that a plain hash is enough


def new_codes(session: Session, staff_id: int) -> list[str]:
    """Codes in place of those that there were. They are told here and never again."""
    forget_recovery(session, staff_id)
    codes = [_code() for _ in range(HOW_MANY)]
    session.add_all(RecoveryCodeRow(staff_id=staff_id, code_hash=_hash(code)) for code in codes)
    session.flush()
    return codes


def use(session: Session, staff_id: int, code: str, *, now: datetime) -> bool:
    """Whether this is one of theirs that was not used; it is from now on."""
    mine = (RecoveryCodeRow.staff_id == staff_id, RecoveryCodeRow.code_hash == _hash(code))
    unused = update(RecoveryCodeRow).where(*mine, RecoveryCodeRow.used_at.is_(None))
    return changed(session, unused.values(used_at=now)) == 1


def left(session: Session, staff_id: int) -> int:
    """How many they still have."""
    unused = (RecoveryCodeRow.staff_id == staff_id, RecoveryCodeRow.used_at.is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCodeRow).where(*unused)) or 0


def forget_recovery(session: Session, staff_id: int) -> None:
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff_id))


def _code() -> str:
    """ "abcd-efgh-ijkl-mnop"."""
    letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _hash(code: str) -> str:
    plain = re.sub(r"[\s-]", "", code).lower()
    return hashlib.sha256(plain.encode()).hexdigest()
