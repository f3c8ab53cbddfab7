"""What was said, turned into meaning: choices, yes and no, digits, days, whole sentences. Pure.

Any text gives an answer, never an exception; what is far from everything gives None.
"""

from ivr.understanding.answers import Command, agrees, asks_for_agent, command, yes_no
from ivr.understanding.choices import Candidate, choose, is_place, places_named
from ivr.understanding.days import keyed_day, spoken_day
from ivr.understanding.digits import digits, phone_number
from ivr.understanding.sentence import Context, Understood, understand
from ivr.understanding.what import Intent
from ivr.understanding.when import Part, When, when

__all__ = [
    "Candidate",
    "Command",
    "Context",
    "Intent",
    "Part",
    "Understood",
    "When",
    "agrees",
    "asks_for_agent",
    "choose",
    "command",
    "digits",
    "is_place",
    "keyed_day",
    "phone_number",
    "places_named",
    "spoken_day",
    "understand",
    "when",
    "yes_no",
]
