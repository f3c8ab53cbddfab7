"""The only bridge from the dialog to booking and routing: the vocabulary's actions, done for one call."""

from ivr.actions.context import CallContext
from ivr.actions.perform import LineActions
from ivr.actions.places import keep_hold

__all__ = ["CallContext", "LineActions", "keep_hold"]
