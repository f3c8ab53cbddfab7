"""A call back goes on where the call before it left off: a call of its own, with the same dialog."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import routing
from ivr.dialog import Call
from ivr.dialog.steps import HandOver
from ivr.editions import EditionLost
from ivr.house import House
from ivr.tables import CallRow, TurnRow


def continue_call(house: House, session: Session, sid: str, ticket: routing.Ticket, *, now: datetime) -> None:
    """Write down the call `sid`, by which the citizen of `ticket` was reached, as handed over to an agent.

    From then on it is like any call: it can leave the queue for the menu, it is in the call log, and its end
    is found out where the carrier does not tell it. `ticket` still bears the call that it began with.
    """
    before = session.get(CallRow, ticket.call_sid)
    state = _handed_over(house, session, before) if before is not None else None
    if before is None or state is None:
        return  # forgotten by now, or its edition is lost: it ends with a goodbye after the talk
    session.execute(
        insert(CallRow).values(
            sid=sid,
            line=before.line,
            caller=ticket.number,
            language=ticket.language,
            slow=before.slow,
            script=before.script,
            edition_id=before.edition_id,
            started_at=now,
            seen_at=now,
        )
    )
    session.execute(
        insert(TurnRow).values(
            call_sid=sid,
            n=0,
            at=now,
            heard={"kind": "start", "text": "", "confidence": None},
            said=[],
            steps=[Call.from_json(state).step],
            state=state,
            reply="",
            took_ms=0.0,
        )
    )


def _handed_over(house: House, session: Session, before: CallRow) -> str | None:
    """The dialog as it stood when the call before was last handed over."""
    try:
        steps = house.edition(before.line, before.edition_id).script.steps
    except EditionLost:
        return None
    newest = select(TurnRow.state).where(TurnRow.call_sid == before.sid).order_by(TurnRow.n.desc())
    for state in session.scalars(newest):
        if isinstance(steps.get(Call.from_json(state).step), HandOver):
            return state
    return None
