"""Who may call a draft: the next call from a number that an operator named, within a few minutes, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ivr.editions.drafts import Draft
from ivr.editions.tables import TrialRow
from routing import audit

WITHIN = timedelta(minutes=10)
KEPT = timedelta(hours=2)  # longer lasts no call


@dataclass(frozen=True, slots=True)
class Expected:
    """A trial call that may come: on this line, from this number (E.164), until `ends` (UTC)."""

    id: int
    line: str
    number: str | None
    ends: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial call that goes on: where its dialog stands after turn `n`, and what was answered there."""

    id: int
    line: str
    edition: int
    n: int
    state: str
    reply: str


def expect_trial(session: Session, draft: Draft, number: str, *, by: str, now: datetime) -> None:
    """The next call from `number` (E.164) to the draft's line goes by the draft as it stands now.

    The number is forgotten as soon as the call comes, and with it what nobody has called.
    """
    session.execute(delete(TrialRow).where((TrialRow.number == number) | (TrialRow.ends < now - KEPT)))
    session.add(TrialRow(line=draft.line, edition_id=draft.edition, number=number, ends=now + WITHIN))
    session.flush()
    details = {"line": draft.line, "draft": draft.id, "edition": draft.edition}
    audit.note(session, by=by, what="draft.tried", details=details, now=now)


def claim_trial(session: Session, trial: int, call_sid: str) -> Trial | None:
    """The trial for this call; None where another call has it already. The same again for the same call."""
    mine = (TrialRow.call_sid.is_(None)) | (TrialRow.call_sid == call_sid)
    claimed = update(TrialRow).where(TrialRow.id == trial, mine)
    if session.scalar(claimed.values(call_sid=call_sid, number=None).returning(TrialRow.id)) is None:
        return None
    return trial_of(session, trial, call_sid)


def trial_of(session: Session, trial: int, call_sid: str) -> Trial | None:
    found = session.scalars(
        select(TrialRow).where(TrialRow.id == trial, TrialRow.call_sid == call_sid)
    ).first()
    if found is None:
        return None
    return Trial(found.id, found.line, found.edition_id, found.n, found.state, found.reply)


def keep_trial(session: Session, trial: int, n: int, state: str, reply: str) -> None:
    """Where it stands after turn `n`, until the next one."""
    session.execute(update(TrialRow).where(TrialRow.id == trial).values(n=n, state=state, reply=reply))
