"""The one table of what may happen to a ticket and, at the same moment, to the agent who has it.

A ticket and its agent never disagree: each event moves both, or neither. Code and tests read the same table.
"""

from dataclasses import dataclass
from enum import StrEnum

from routing.tickets import AgentState, TicketState


class Event(StrEnum):
    RING = "ring"
    PICK_UP = "pick_up"
    MISS = "miss"
    PUT_BACK = "put_back"
    LEAVE_NUMBER = "leave_number"
    STEP_OUT = "step_out"
    REPLACE = "replace"
    CITIZEN_REACHED = "citizen_reached"
    CITIZEN_NOT_REACHED = "citizen_not_reached"
    GIVE_UP = "give_up"
    ABANDON = "abandon"
    SERVED_BY_MENU = "served_by_menu"
    END_TALK = "end_talk"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states to which, for the ticket and for the agent who has it (if anybody has)."""

    ticket_from: tuple[TicketState, ...]
    ticket_to: TicketState
    agent_from: tuple[AgentState, ...]
    agent_to: AgentState


_T, _A = TicketState, AgentState

TRANSITIONS = {
    Event.RING: Transition((_T.WAITING,), _T.RINGING, (_A.IDLE,), _A.RINGING),
    Event.PICK_UP: Transition((_T.RINGING,), _T.CONNECTED, (_A.RINGING,), _A.IN_CALL),
    Event.MISS: Transition((_T.RINGING,), _T.WAITING, (_A.RINGING,), _A.IDLE),
    Event.PUT_BACK: Transition((_T.RINGING,), _T.WAITING, (_A.RINGING,), _A.IDLE),
    Event.LEAVE_NUMBER: Transition((_T.WAITING, _T.RINGING), _T.WAITING, (_A.RINGING,), _A.IDLE),
    Event.STEP_OUT: Transition((_T.WAITING, _T.RINGING), _T.WAITING, (_A.RINGING,), _A.IDLE),
    Event.REPLACE: Transition((_T.WAITING,), _T.DONE, (_A.IDLE,), _A.IDLE),
    Event.CITIZEN_REACHED: Transition((_T.RINGING,), _T.RINGING, (_A.RINGING,), _A.RINGING),
    # The carrier may dial the agent first or the citizen first: so the citizen can be missed in either state.
    Event.CITIZEN_NOT_REACHED: Transition(
        (_T.RINGING, _T.CONNECTED), _T.WAITING, (_A.RINGING, _A.IN_CALL), _A.IDLE
    ),
    Event.GIVE_UP: Transition((_T.RINGING, _T.CONNECTED), _T.ABANDONED, (_A.RINGING, _A.IN_CALL), _A.IDLE),
    Event.ABANDON: Transition((_T.WAITING, _T.RINGING), _T.ABANDONED, (_A.RINGING,), _A.IDLE),
    Event.SERVED_BY_MENU: Transition((_T.WAITING,), _T.DONE, (_A.IDLE,), _A.IDLE),
    Event.END_TALK: Transition((_T.CONNECTED,), _T.WRAP_UP, (_A.IN_CALL,), _A.WRAP_UP),
    Event.FINISH: Transition((_T.WRAP_UP,), _T.DONE, (_A.WRAP_UP,), _A.IDLE),
}
