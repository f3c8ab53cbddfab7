"""Reports on what became of the calls: counted by the rules of `routing.definitions`, and by nothing else."""

from routing.reports.contact import Contact, ServedInMenu
from routing.reports.csv_file import as_csv
from routing.reports.figures import By, Figures, figures, grouped, tally
from routing.reports.loading import contacts
from routing.reports.picture import Picture, picture_of

__all__ = [
    "By",
    "Contact",
    "Figures",
    "Picture",
    "ServedInMenu",
    "as_csv",
    "contacts",
    "figures",
    "grouped",
    "picture_of",
    "tally",
]
