"""The dialog: a menu as data, the state of a call, and one function from what was heard to what is said.

    script = load(path, "termine", prompts=catalog)
    call = begin(script, "de")
    call, reply = advance(script, call, Heard("start"), actions, now=now)

Pure: no network, no database, no clock. What has to be done, `Actions` does.
"""

from ivr.dialog.actions import Actions, ActionSpec, Outcome
from ivr.dialog.call import Call, StoryStep
from ivr.dialog.check import check, examine
from ivr.dialog.engine import advance, begin
from ivr.dialog.faults import Fault, ScriptFaults
from ivr.dialog.script import Script, load
from ivr.dialog.values import JSON, Handoff, Heard, Listen, Reply, Said
from ivr.dialog.vocabulary import ACTIONS, HANDOFF_OUTCOMES, REASONS

__all__ = [
    "ACTIONS",
    "HANDOFF_OUTCOMES",
    "JSON",
    "REASONS",
    "ActionSpec",
    "Actions",
    "Call",
    "Fault",
    "Handoff",
    "Heard",
    "Listen",
    "Outcome",
    "Reply",
    "Said",
    "Script",
    "ScriptFaults",
    "StoryStep",
    "advance",
    "begin",
    "check",
    "examine",
    "load",
]
