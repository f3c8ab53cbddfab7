"""What the desk says of a talk with a room: who is there, who waits, what is still under way."""

from collections.abc import Iterator

from routing.talks import Leg, LegRole, LegState, Mode, Place, Talk

MODES = {
    Mode.LISTEN: "hört mit",
    Mode.COACH: "hört mit und spricht nur zu Ihnen",
    Mode.JOIN: "spricht mit",
}

OUTCOMES = {
    "busy": "ist besetzt",
    "declined": "hat abgelehnt",
    "no-answer": "hat nicht abgenommen",
    "failed": "ist nicht erreichbar",
    "unknown": "ist nicht erreichbar",
    "canceled": "hat nicht abgenommen",
    "completed": "hat aufgelegt",
}


def talk_lines(room: Talk | None, consulting: bool) -> list[str]:
    """A sentence for each who has a part in it besides the agent; nothing for two who simply talk."""
    if room is None:
        return []
    lines = [] if consulting else [*_of_caller(room.caller), *_of_asked(room.asked)]
    return lines + [f"{leg.name} {_mode(leg)}." for leg in room.supervisors]


def _of_caller(caller: Leg | None) -> Iterator[str]:
    if caller is None or not caller.here:
        return
    if caller.place is Place.HOLD:
        yield "Der Anruf wird gehalten." if caller.told == caller.version else "Der Anruf wird gehalten …"
    elif caller.told < caller.version:
        yield "Der Anruf wird verbunden …"


def _of_asked(asked: Leg | None) -> Iterator[str]:
    if asked is None or (asked.role not in (LegRole.COLLEAGUE, LegRole.EXTENSION)):
        return
    if asked.state in (LegState.WANTED, LegState.RINGING) and asked.going_on:
        yield f"{asked.name} wird angerufen …"
    elif asked.here:
        yield f"{asked.name} wartet." if asked.place is Place.HOLD else f"{asked.name} ist am Apparat."
    elif asked.place is not Place.END or asked.outcome == "declined":
        yield f"{asked.name} {OUTCOMES.get(asked.outcome or '', 'ist nicht mehr da')}."


def _mode(leg: Leg) -> str:
    return MODES[leg.mode] if leg.state is LegState.UP else "hört gleich mit"
