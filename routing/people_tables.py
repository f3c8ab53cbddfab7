"""The tables of people: where they are signed in, their second factors, their one-time links."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime
from routing.tables import one_of


class Stage(StrEnum):
    """How far somebody is in: the second factor is asked for, has to be set up first, or all is done."""

    SECOND = "second"
    SET_UP = "set_up"
    IN = "in"


class SignInRow(Base):
    """A browser at which somebody is signed in, or about to be. `key` stands in its cookie.

    `epoch` is that of the account when it began. `browser` is a few words, `wanted` the page to go to,
    `challenge` what a passkey is to sign.
    """

    __tablename__ = "staff_sign_ins"
    __table_args__ = (
        CheckConstraint(one_of("stage", Stage), name="stage"),
        Index(None, "staff_id", "seen_at"),
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    epoch: Mapped[int]
    stage: Mapped[str] = mapped_column(String(12))
    how: Mapped[str] = mapped_column(String(12))  # password, code, passkey, recovery, link, house
    browser: Mapped[str] = mapped_column(String(60))
    wanted: Mapped[str] = mapped_column(String(300), default="")
    challenge: Mapped[str | None] = mapped_column(String(120))
    begun_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class CodeSecretRow(Base):
    """What somebody's one-time codes are made from, sealed. `last_step`: the 30 s of the last one used."""

    __tablename__ = "staff_code_secrets"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(200))
    last_step: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime)


class RecoveryCodeRow(Base):
    """A code for when the second factor is lost, as a hash; each counts once."""

    __tablename__ = "staff_recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class PasskeyRow(Base):
    """A passkey. `sign_count` is its own count of uses, 0 where it keeps none."""

    __tablename__ = "staff_passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class LinkRow(Base):
    """A link with which somebody sets a password, once: for a new account, or for one who forgot theirs."""

    __tablename__ = "staff_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)
