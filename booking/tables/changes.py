"""What staff changed in the rules."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class RuleChangeRow(Base):
    """Of an office, or of a service wherever it is had. Never changed; the newest is their version."""

    __tablename__ = "rule_changes"
    __table_args__ = (CheckConstraint("(office_key IS NULL) <> (service_key IS NULL)", name="of_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str | None] = mapped_column(ForeignKey("offices.key"), index=True)
    service_key: Mapped[str | None] = mapped_column(ForeignKey("services.key"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(20))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
