"""The table of the audit log. The database itself refuses to change or remove what stands in it."""

from datetime import datetime

from sqlalchemy import DDL, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class AuditRow(Base):
    """One deed. `n` counts from 1 without gaps; `details` is JSON as it was sealed; `seal` binds the past."""

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "who", "n"), Index(None, "what", "n"), Index(None, "at"))

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime)
    who: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(60))
    details: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(64))


# INSERT OR REPLACE removes a row without its DELETE trigger, so a number that is taken is refused as well.
GUARDS = {
    "sqlite": (
        """
        CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END
        """,
        """
        CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END
        """,
        """
        CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
        WHEN EXISTS (SELECT 1 FROM audit_log WHERE n = NEW.n)
        BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION audit_log_refuses() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log is only ever added to'; END $$
        """,
        """
        CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE ON audit_log
        FOR EACH ROW EXECUTE FUNCTION audit_log_refuses()
        """,
        """
        CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuses()
        """,
    ),
}

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        _guard = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(AuditRow.__table__, "after_create", _guard.execute_if(dialect=_dialect))
