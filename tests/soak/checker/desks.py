"""Who was at which desk between which events, holds included: never two at once, nothing back too soon."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.soak.checker.reading import APART, Place, Row, Tables, buffer_cells, moment, place

BACK_LATER = ("cancelled", "moved")
GONE = ("released", "expired", *BACK_LATER)


@dataclass
class Stay:
    """A place with the buffer after it, from the hold on, through confirming, until it was given back.

    While it is no more than a hold it ends by itself at `until`. `back`: not before that may others have it.
    """

    owner: int
    place: Place
    office: str
    began: int  # the event
    at: datetime
    latest: datetime  # what anybody's clock had shown by then
    until: datetime
    firm: bool = False
    ended: int | None = None  # the event
    back: datetime | None = None

    def kept_until(self, until: datetime) -> None:
        self.until = max(self.until, until)


def faults(tables: Tables, told: Iterable[Row]) -> list[str]:
    kept: dict[int, datetime] = {}
    for line in told:
        if line["what"] == "kept":
            kept[line["id"]] = max(moment(line["until"]), kept.get(line["id"], moment(line["until"])))
    by_cell: dict[tuple[int, int], list[Stay]] = defaultdict(list)
    soonest = {office: least for office, (least, most) in tables.windows.items() if most}
    for stay in _stays(tables.events, kept, soonest):
        desk, first, end = stay.place
        for cell in range(first, end):
            by_cell[desk, cell].append(stay)
    return [fault for cell, stays in by_cell.items() for fault in _at_once(cell, stays)]


def _stays(
    events: Iterable[Row], kept: Mapping[int, datetime], soonest: Mapping[str, timedelta]
) -> list[Stay]:
    """All stays in the order of their beginning. That a life begins with a hold is for `lives` to see."""
    stays: list[Stay] = []
    now: dict[int, Stay] = {}  # by appointment: where it is
    latest = datetime.min.replace(tzinfo=UTC)
    for event in events:
        one = event["appointment_id"]
        latest = max(latest, event["at"])
        if event["what"] == "held":
            stays.append(_begun(event, latest))
            now[one] = stays[-1]
            now[one].kept_until(kept.get(one, now[one].until))
        elif one in now:
            now[one] = _after(event, now[one], now, soonest)
    return stays


def _after(event: Row, stay: Stay, now: Mapping[int, Stay], soonest: Mapping[str, timedelta]) -> Stay:
    """Where the appointment is then: the same stay, or, of who moves, that of the hold."""
    what, details = event["what"], event["details"]
    if what == "handed_over":
        stay.kept_until(moment(details["until"]))
    elif what in ("confirmed", "spent"):
        stay.firm = True
    elif what in GONE:
        stay.ended = event["id"]
        if what in BACK_LATER and stay.office in soonest:
            stay.back = event["at"] + soonest[stay.office]
    if what == "moved" and details["hold"] in now:
        moved = now[details["hold"]]
        moved.owner = event["appointment_id"]
        return moved
    return stay


def _begun(event: Row, latest: datetime) -> Stay:
    details = event["details"]
    desk, first, end = place(details)
    whole = (desk, first, end + buffer_cells(details.get("buffer_minutes", 0)))
    until = moment(details["until"])
    office, owner = details["office"], event["appointment_id"]
    return Stay(owner, whole, office, event["id"], event["at"], latest, until)


def _at_once(cell: tuple[int, int], stays: Sequence[Stay]) -> list[str]:
    """Whoever comes finds nobody there but holds that ended by themselves, by the comer's own clock.

    By APART less, in truth: a worker whose clock is ahead may have swept the claim of one that is behind. And
    who had to wait for the database looked at its clock before that: so for what comes back anybody's counts.
    """
    found = []
    before: list[Stay] = []
    for comer in stays:
        left = []
        for one in before:
            if one.ended is None or one.ended > comer.began:
                if one.firm or one.until > comer.at + APART:
                    found.append(f"cell {cell} was at {one.owner} and {comer.owner} at once")
            elif one.back is not None and one.back > comer.latest + APART:
                found.append(f"cell {cell} came back from {one.owner} too soon for {comer.owner}")
                left.append(one)
        before = [*left, comer]
    return found
