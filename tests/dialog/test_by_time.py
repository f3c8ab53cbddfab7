"""One of several offers by its time."""

from datetime import date

import pytest

from ivr.dialog.by_time import by_time

MONDAY = date(2026, 11, 23)
STARTS = ("2026-12-01T09:00:00+00:00", "2026-12-01T13:30:00+00:00", "2026-12-03T09:00:00+00:00")
OFFERS = [{"value": {"start": start}, "label": start} for start in STARTS]  # 10:00, 14:30, and 10:00 again


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("der um halb drei", 1),
        ("den nach 14 Uhr bitte", 1),
        ("am Donnerstag, dem dritten Dezember", 2),
        ("am 1. Dezember um zehn", 0),
        ("der um zehn", None),
        ("am 1. Dezember", None),
        ("der um elf", None),
        ("der schönere", None),
    ],
)
def test_offer_by_its_time(text: str, chosen: int | None) -> None:
    """The one that fits; none where two do, or none."""
    found = by_time(text, OFFERS, "de", MONDAY)
    assert found == (None if chosen is None else OFFERS[chosen])
