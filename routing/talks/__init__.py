"""Talks in which more than two take part, or one waits: hold, consult, hand over, listen, coach, join.

Two who talk are simply connected by the carrier. When somebody needs more, the talk gets a room; each leg's
row says where that leg is to be, and the carrier is told until it has asked. See
docs/decisions/a-talk-gets-a-room-when-it-needs-one.md.
"""

from routing.talks.arriving import arrive, caller_elsewhere
from routing.talks.consulting import consult_colleague, consult_entry, decline_asked, give_up, leave_asked
from routing.talks.holding import all_together, hold, mute, resume, send_tones, take_tones, turn_to_asked
from routing.talks.legs import open_talk_of, open_talk_of_call, talk_of_leg
from routing.talks.opening import agents_leg, my_ticket
from routing.talks.parting import FAULT, agent_lost, caller_left, leg_gone
from routing.talks.supervising import going_on, listen, stop, take_part, watching
from routing.talks.telling import Teller
from routing.talks.transfers import hand_over, hang_up, not_reached, send_to_colleague, send_to_entry
from routing.talks.values import Leg, LegRole, LegState, Mode, NotPossible, Place, Talk, room_of

__all__ = [
    "FAULT",
    "Leg",
    "LegRole",
    "LegState",
    "Mode",
    "NotPossible",
    "Place",
    "Talk",
    "Teller",
    "agent_lost",
    "agents_leg",
    "all_together",
    "arrive",
    "caller_elsewhere",
    "caller_left",
    "consult_colleague",
    "consult_entry",
    "decline_asked",
    "give_up",
    "going_on",
    "hand_over",
    "hang_up",
    "hold",
    "leave_asked",
    "leg_gone",
    "listen",
    "mute",
    "my_ticket",
    "not_reached",
    "open_talk_of",
    "open_talk_of_call",
    "resume",
    "room_of",
    "send_to_colleague",
    "send_to_entry",
    "send_tones",
    "stop",
    "take_part",
    "take_tones",
    "talk_of_leg",
    "turn_to_asked",
    "watching",
]
