"""The second factor: who has to have one, who has which, and taking it away."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from routing.guards import Role
from routing.people.one_time_codes import forget_codes, has_codes
from routing.people.passkeys import forget_passkeys
from routing.people.recovery import forget_recovery, left
from routing.people_tables import PasskeyRow, Stage
from routing.staff import Staff


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody can show besides a password; recovery codes are for when that is lost."""

    codes: bool
    passkeys: int
    recovery_left: int

    def __bool__(self) -> bool:
        return self.codes or self.passkeys > 0


def factors_of(session: Session, staff_id: int) -> Factors:
    of_them = select(func.count()).select_from(PasskeyRow).where(PasskeyRow.staff_id == staff_id)
    return Factors(
        codes=has_codes(session, staff_id),
        passkeys=session.scalar(of_them) or 0,
        recovery_left=left(session, staff_id),
    )


def stage_after_password(session: Session, staff: Staff, required: frozenset[Role]) -> Stage:
    """Who has a second factor shows it; who has none and needs one sets it up; all others are in."""
    if factors_of(session, staff.id):
        return Stage.SECOND
    return Stage.SET_UP if staff.roles & required else Stage.IN


def reset(session: Session, staff_id: int) -> None:
    """All of it is gone. Who needs a second factor sets one up at the next sign-in."""
    forget_codes(session, staff_id)
    forget_passkeys(session, staff_id)
    forget_recovery(session, staff_id)
