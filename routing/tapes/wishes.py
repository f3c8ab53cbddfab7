"""What the carrier is to do about a tape: from the ticket and the talk as they stand. Pure."""

from routing.talks import Place, Talk
from routing.tapes.values import Tape, TapeState
from routing.tickets import Ticket, TicketState


def wanted(tape: Tape, ticket: Ticket, talk: Talk | None) -> TapeState:
    """Only a talk is recorded, and of that only what the two who agreed say to each other."""
    if tape.discarded or ticket.state is not TicketState.CONNECTED or ticket.agent_id != tape.agent_id:
        return TapeState.OVER
    return TapeState.PAUSED if tape.on_hold or not alone(talk) else TapeState.RUNNING


def alone(talk: Talk | None) -> bool:
    """Whether nobody but caller and agent takes part, and neither is on hold: whoever is asked, listens or
    speaks in has not agreed.
    """
    if talk is None:
        return True
    caller, asked = talk.caller, talk.asked
    together = caller is not None and caller.here and caller.place is Place.ROOM
    return together and not (asked is not None and asked.going_on) and not talk.supervisors
