"""What an office changes about itself: closures, hours, services, desks, rules; and what is all offices':
new ones, and services. Each leaves its trace.

Every verb takes `seen`: the number of the last change that the editor's page showed (`version`). If somebody
else has changed the same office since, it raises ChangedMeanwhile and changes nothing, so that nobody's work
is written over unseen. `by` is who does it, `now` aware UTC; days and times are local to Berlin.
"""

from booking.editing.changes import (
    Changed,
    RuleChange,
    changes,
    changes_of_service,
    history,
    version,
    version_of_service,
)
from booking.editing.closures import KeptClosure, add_closure, closures_since, remove_closure
from booking.editing.desks import Desk, add_desk, desks, retire_desk, set_desk_services
from booking.editing.errors import ChangedMeanwhile, EditRefused
from booking.editing.offered import Offered, offered, set_offered
from booking.editing.offices import add_office
from booking.editing.openings import (
    KeptOpening,
    Opening,
    add_openings,
    change_opening,
    openings,
    remove_opening,
    special_opening,
)
from booking.editing.services import Wording, add_service, change_service, wording_of
from booking.editing.settings import BOUNDS, LENGTHS, Settings, change_settings, settings_of

__all__ = [
    "BOUNDS",
    "LENGTHS",
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
    "Wording",
    "add_closure",
    "add_desk",
    "add_office",
    "add_openings",
    "add_service",
    "change_opening",
    "change_service",
    "change_settings",
    "changes",
    "changes_of_service",
    "closures_since",
    "desks",
    "history",
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
    "version_of_service",
    "wording_of",
]
