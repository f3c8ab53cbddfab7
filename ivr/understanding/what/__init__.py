"""What a caller wants: the intent, and which of several things by the words for it."""

from ivr.understanding.what.intents import Intent, intent
from ivr.understanding.what.persons import persons
from ivr.understanding.what.ranking import Ranked, choices, rank

__all__ = ["Intent", "Ranked", "choices", "intent", "persons", "rank"]
