"""What an office changes about itself: closures, hours, services, desks, rules. Each leaves its trace.

Every verb takes `seen`: the number of the last change that the editor's page showed (`version`). If somebody
else has changed the same office since, it raises ChangedMeanwhile and changes nothing, so that nobody's work
is written over unseen. `by` is who does it, `now` aware UTC; days and times are local to Berlin.
"""

from booking.editing.changes import Changed, RuleChange, changes, version
from booking.editing.closures import KeptClosure, add_closure, closures_since, remove_closure
from booking.editing.desks import Desk, add_desk, desks, retire_desk, set_desk_services
from booking.editing.errors import ChangedMeanwhile, EditRefused
from booking.editing.offered import Offered, offered, set_offered
from booking.editing.openings import (
    KeptOpening,
    Opening,
    add_openings,
    change_opening,
    openings,
    remove_opening,
    special_opening,
)
from booking.editing.settings import BOUNDS, Settings, change_settings, settings_of

__all__ = [
    "BOUNDS",
    "Changed",
    "ChangedMeanwhile",
    "Desk",
    "EditRefused",
    "KeptClosure",
    "KeptOpening",
    "Offered",
    "Opening",
    "RuleChange",
    "Settings",
    "add_closure",
    "add_desk",
    "add_openings",
    "change_opening",
    "change_settings",
    "changes",
    "closures_since",
    "desks",
    "offered",
    "openings",
    "remove_closure",
    "remove_opening",
    "retire_desk",
    "set_desk_services",
    "set_offered",
    "settings_of",
    "special_opening",
    "version",
]
