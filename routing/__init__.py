"""Who takes the call, and with what context: the queue, the agents, and how the two meet.

Functions take the `session` of a transaction that their caller opened, and `now` (aware UTC); none commits.
"""

from routing.call_back import call_back_failed, citizen_reached, leave_for_call_back, step_out
from routing.ending import caller_gone, finish, save_note, talk_over
from routing.forgetting import forget
from routing.history import Contact, Happening, contacts_of, history_of
from routing.outlook import agents_on_duty, note_said, outlook
from routing.presence import Presence, presence, set_wants
from routing.queue import UnknownTicket, enqueue, queue_now, ticket, ticket_of
from routing.ringing import assign, not_picked_up, overdue, picked_up, put_back, ring, ring_begun
from routing.tickets import (
    Missed,
    NewTicket,
    Outlook,
    QueueNow,
    Ring,
    StoryStep,
    Ticket,
    TicketKind,
    TicketState,
    Wants,
)
from routing.windows import claim_windows_to_tell, missed_windows, move_window, window_told

__all__ = [
    "Contact",
    "Happening",
    "Missed",
    "NewTicket",
    "Outlook",
    "Presence",
    "QueueNow",
    "Ring",
    "StoryStep",
    "Ticket",
    "TicketKind",
    "TicketState",
    "UnknownTicket",
    "Wants",
    "agents_on_duty",
    "assign",
    "call_back_failed",
    "caller_gone",
    "citizen_reached",
    "claim_windows_to_tell",
    "contacts_of",
    "enqueue",
    "finish",
    "forget",
    "history_of",
    "leave_for_call_back",
    "missed_windows",
    "move_window",
    "not_picked_up",
    "note_said",
    "outlook",
    "overdue",
    "picked_up",
    "presence",
    "put_back",
    "queue_now",
    "ring",
    "ring_begun",
    "save_note",
    "set_wants",
    "step_out",
    "talk_over",
    "ticket",
    "ticket_of",
    "window_told",
]
