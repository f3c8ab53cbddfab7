"""The figures of reports, against examples that were counted by hand."""

from datetime import UTC, datetime, time

import pytest

from routing.reports import By, Contact, ServedInMenu, as_csv, figures, grouped, picture_of, tally
from routing.reports.figures import percentile


def at(clock: str) -> datetime:
    """On the 1st of December 2026, an hour behind Berlin."""
    return datetime.fromisoformat(f"2026-12-01T{clock}").replace(tzinfo=UTC)


def call(clock: str, wait: float | None = None, gave_up: float | None = None, **told: object) -> Contact:
    values: dict[str, object] = {"line": "termine", "topic": "kfz", "service": None}
    return Contact(entered=at(clock), wait_s=wait, gave_up_s=gave_up, **(values | told))  # type: ignore[arg-type]


MORNING = [
    call("08:00:00", 0, handling_s=200, settled=True, result="booked", why="asked"),
    call("08:10:00", 30, handling_s=300, settled=False, result="forwarded", why="asked"),
    call("08:29:59", 31, handling_s=400, settled=True, result="booked", why="three_tries"),
    call("08:20:00", None, 10),  # gave up soon
    call("08:25:00", None, 90),  # gave up late
    call("08:30:00", 60, handling_s=None, service="umschreiben"),  # still in the talk
    call("08:31:00"),  # still waits
    call("08:32:00", served_meanwhile=True),  # booked in the menu, with the place kept
    call("08:40:00", 5, handling_s=100, settled=True, result="informed", line="zentrale", topic="zentrale"),
]


def test_a_morning_counted_by_hand() -> None:
    """9 offered, 5 answered, 2 gave up; of these 7, 3 in 30 s and one more gave up in that time."""
    found = figures(MORNING, in_menu=2)
    assert (found.offered, found.answered, found.abandoned, found.within) == (9, 5, 2, 3)
    assert found.service_level == pytest.approx(3 / 7)
    assert found.asterisk_second == pytest.approx(4 / 7)
    assert (found.wait_p50_s, found.wait_p95_s) == (30, 60)
    assert found.handling_s == 250
    assert found.settled_share == pytest.approx(3 / 4)
    assert found.self_served == pytest.approx(3 / 11)


def test_nothing_is_no_division_by_zero() -> None:
    """No call at all has no shares; one that waits has none yet."""
    for contacts in ([], [call("08:00:00")]):
        found = figures(contacts)
        assert (found.service_level, found.asterisk_second, found.settled_share) == (None, None, None)
        assert found.wait_p50_s is None


def test_by_half_hour_line_and_topic() -> None:
    """Half hours are Berlin's and half-open; the menu counts by half hour and line only."""
    menu = [ServedInMenu("termine", at("08:05:00")), ServedInMenu("termine", at("09:00:00"))]
    halves = grouped(By.HALF_HOUR, MORNING, menu)
    assert {key: (each.offered, each.in_menu) for key, each in halves.items()} == {
        time(9): (5, 1),
        time(9, 30): (4, 0),
        time(10): (0, 1),
    }
    lines = grouped(By.LINE, MORNING, menu)
    assert {key: (each.offered, each.in_menu) for key, each in lines.items()} == {
        "termine": (8, 2),
        "zentrale": (1, 0),
    }
    topics = grouped(By.TOPIC, MORNING, menu)
    assert {key: each.offered for key, each in topics.items()} == {"kfz": 7, "umschreiben": 1, "zentrale": 1}
    assert topics["kfz"].self_served is None
    assert tally(MORNING, lambda each: each.result) == {"booked": 2, "forwarded": 1, "informed": 1}


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([], 50, None),
        ([7.0], 95, 7.0),
        ([1.0, 2.0], 50, 1.0),
        (list(range(1, 101)), 95, 95),
        (list(range(1, 21)), 95, 19),
    ],
)
def test_percentiles_are_nearest_ranks(values: list[float], share: int, found: float | None) -> None:
    """The smallest value that so many do not exceed."""
    assert percentile(values, share) == found


def test_files_are_for_german_spreadsheets() -> None:
    """Decimal commas, empty cells for nothing, and no cell that runs as a formula."""
    written = as_csv(("Zeit", "Anteil"), [("09:00", 0.5), ("=1+1", None), ("x", 3)])
    assert written.decode("utf-8-sig") == "Zeit;Anteil\r\n09:00;0,5\r\n'=1+1;\r\nx;3\r\n"


def test_a_picture_has_room_for_its_highest_bar() -> None:
    """Scale and bars agree; no value at all is a picture, too."""
    picture = picture_of({"09:00": (12, 6), "09:30": (3, 0)})
    assert [count for count, _ in picture.lines] == [0, 5, 10, 15]
    first = picture.bars[0]
    assert first.whole_height == 2 * first.part_height
    assert first.whole_height < picture.base
    assert picture_of({}).bars == ()
