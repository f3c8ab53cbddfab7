"""Versions of a line: the files that ship, or what operators published in their place.

An edition is the files of one line as texts, which never change: `line.toml`, `menu.toml`, and
`prompts/<language>/<file>.toml` where prompts differ from those that ship. A draft names the edition that it
stands at; a publication, the edition that a line has from then on. A call ends on the edition that it began
with.
"""

from ivr.editions.edition import Announcement, Edition, EditionFault, EditionFaults, EditionLost
from ivr.editions.kept import Editions
from ivr.editions.reading import read_edition, read_files
from ivr.editions.shipped import Shipped, ShippedFaults, read_shipped

__all__ = [
    "Announcement",
    "Edition",
    "EditionFault",
    "EditionFaults",
    "EditionLost",
    "Editions",
    "Shipped",
    "ShippedFaults",
    "read_edition",
    "read_files",
    "read_shipped",
]
