"""Where staff were signed in, and links that are over, are kept no longer than other personal data."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from routing.people_tables import LinkRow, SignInRow


def forget_sign_ins(session: Session, *, before: datetime) -> None:
    """Delete browsers that were last seen before then, and links that ended."""
    session.execute(delete(SignInRow).where(SignInRow.seen_at < before))
    session.execute(delete(LinkRow).where(LinkRow.ends_at < before))
