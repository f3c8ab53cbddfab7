"""The proof of a menu: every situation that callers can come into is walked, by the telephone's own engine.

    proof = prove(edition)
    proof.holds, proof.findings

Pure: no network, no database; what the house does is given by example, in every way in which it may end.
"""

from ivr.menu_limits import Limit, Limits, read_limits
from ivr.proof.found import Farthest, Finding, Move, Proof
from ivr.proof.prove import prove

__all__ = ["Farthest", "Finding", "Limit", "Limits", "Move", "Proof", "prove", "read_limits"]
