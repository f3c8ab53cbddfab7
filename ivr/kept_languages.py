"""The language of a caller who wanted it to be remembered for their number.

No number is kept, only what the house's key makes of it: who reads the table learns nobody's. It is forgotten
when the number has not called for as long as is set.
"""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, String, bindparam, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from booking.db import Base
from booking.sql import run


class KeptLanguageRow(Base):
    __tablename__ = "kept_languages"

    caller: Mapped[str] = mapped_column(String(64), primary_key=True)  # keyed, see `LanguageMemory`
    language: Mapped[str] = mapped_column(String(16))
    used_on: Mapped[date] = mapped_column(index=True)  # in UTC; the day is enough


_RECALL = (
    update(KeptLanguageRow)
    .where(KeptLanguageRow.caller == bindparam("who"), KeptLanguageRow.used_on >= bindparam("oldest"))
    .values(used_on=bindparam("today"))
    .returning(KeptLanguageRow.language)
)


@dataclass(frozen=True, slots=True)
class LanguageMemory:
    """Keeps languages for `days` after they were last used; for none, nothing is kept and nobody asked.

    `caller` is E.164; of None, who withheld the number, nothing is ever known. `now` is aware.
    """

    key: str
    days: int

    def keeps_of(self, caller: str | None) -> bool:
        """Whether anything can be kept for who calls."""
        return caller is not None and self.days > 0

    def recall(self, session: Session, caller: str | None, *, now: datetime) -> str | None:
        """The language to begin this call in, if one was kept; it is then kept anew."""
        if not self.keeps_of(caller):
            return None
        asked = {"who": self._keyed(caller), "oldest": self._oldest(now), "today": now.date()}
        found: str | None = run(session, _RECALL, asked).scalar()
        return found

    def kept(self, session: Session, caller: str | None, *, now: datetime) -> str | None:
        """The language that is kept now."""
        if not self.keeps_of(caller):
            return None
        return session.scalar(select(KeptLanguageRow.language).where(*self._of(caller, now)))

    def keep(self, session: Session, caller: str | None, language: str, *, now: datetime) -> None:
        """From now on this language, instead of any before."""
        if self.keeps_of(caller):
            self.forget(session, caller)
            kept = {"caller": self._keyed(caller), "language": language, "used_on": now.date()}
            session.execute(insert(KeptLanguageRow).values(kept))

    def forget(self, session: Session, caller: str | None) -> bool:
        """Whether there was anything to forget."""
        if not self.keeps_of(caller):
            return False
        gone = delete(KeptLanguageRow).where(KeptLanguageRow.caller == self._keyed(caller))
        return session.scalar(gone.returning(KeptLanguageRow.caller)) is not None

    def forget_unused(self, session: Session, *, now: datetime) -> None:
        """Those that were kept as long as set."""
        session.execute(delete(KeptLanguageRow).where(KeptLanguageRow.used_on < self._oldest(now)))

    def _of(self, caller: str | None, now: datetime) -> tuple[ColumnElement[bool], ...]:
        return KeptLanguageRow.caller == self._keyed(caller), KeptLanguageRow.used_on >= self._oldest(now)

    def _oldest(self, now: datetime) -> date:
        return now.date() - timedelta(days=self.days)

    def _keyed(self, caller: str | None) -> str:
        return hmac.new(self.key.encode(), f"language of {caller}".encode(), "sha256").hexdigest()


class Imagined(LanguageMemory):
    """For calls that leave nothing: asks like any, knows nobody and keeps nothing."""

    def kept(self, session: Session, caller: str | None, *, now: datetime) -> str | None:  # noqa: ARG002
        return None


NOTHING_KEPT = Imagined("", 1)
