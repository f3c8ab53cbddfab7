"""How many agents a line needs in each half hour, by the calls of past weeks; beside who is planned."""

from routing.demand.expectation import (
    AFTER,
    CLOSED,
    ORDINARY,
    PROFILE_WEEKS,
    Calendar,
    Expectation,
    expect,
)
from routing.demand.history import history_of_line
from routing.demand.need import DEFAULT_SHRINKAGE, needed
from routing.demand.rota import RotaFault, plan, planned, read_rota

__all__ = [
    "AFTER",
    "CLOSED",
    "DEFAULT_SHRINKAGE",
    "ORDINARY",
    "PROFILE_WEEKS",
    "Calendar",
    "Expectation",
    "RotaFault",
    "expect",
    "history_of_line",
    "needed",
    "plan",
    "planned",
    "read_rota",
]
