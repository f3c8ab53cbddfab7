"""The verbs of TwiML: each a function of leg, verb and document that does it.

It returns the source of the document to go on with, or None for the next verb, and raises Trouble for a verb
that
cannot be executed as it is written.
"""

from ivr.simulator.program import Execute
from ivr.simulator.verbs.dial import dial
from ivr.simulator.verbs.enqueue import enqueue, leave
from ivr.simulator.verbs.gather import gather
from ivr.simulator.verbs.record import record
from ivr.simulator.verbs.simple import hang_up, pause, play, redirect, reject, say

VERB_TABLE: dict[str, Execute] = {
    "Say": say,
    "Play": play,
    "Pause": pause,
    "Gather": gather,
    "Record": record,
    "Redirect": redirect,
    "Enqueue": enqueue,
    "Leave": leave,
    "Dial": dial,
    "Hangup": hang_up,
    "Reject": reject,
}
