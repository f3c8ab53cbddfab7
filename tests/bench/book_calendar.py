"""The calendar that is measured: offices, desks and days, filled at random, and the same for libres."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from libres.context.registry import create_default_registry
from libres.db.models import Allocation, ReservedSlot
from libres.db.scheduler import Scheduler
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from booking import BERLIN, occupancy
from booking.cells import cell_at
from booking.recurrence import weekly
from booking.tables import (
    DeskRow,
    OccupancyRow,
    OfficeRow,
    OfficeServiceRow,
    OpeningSeriesRow,
    SeriesDeskRow,
    ServiceRow,
)

NOW = datetime(2027, 1, 11, 4, 0, tzinfo=UTC)  # a Monday before opening, far from clock changes and holidays
FIRST = date(2027, 1, 11)
OPENS, CLOSES, PLACE = time(8), time(16), 10
PLACES = 48  # of a desk on a day
SERVICES = {"one": 1, "two": 2, "three": 3}
HAMBURG = "HH"


@dataclass(frozen=True, slots=True)
class Size:
    """How big a calendar is; `full`: the share of places that is taken; `past`: appointments then over."""

    offices: int = 10
    desks: int = 10
    days: int = 60
    full: float = 0.7
    past: int = 0


def runs(chance: random.Random, full: float) -> Iterator[tuple[int, int]]:
    """Appointments of a desk's day as (first place, places), so that about `full` of all places are taken."""
    # A step is free with f or of 1 to 3 places, 2 on average: full = 2 (1 - f) / (f + 2 (1 - f)).
    free = 2 * (1 - full) / (2 - full)
    place = 0
    while place < PLACES:
        if chance.random() < free:
            place += 1
            continue
        length = min(chance.randint(1, 3), PLACES - place)
        yield place, length
        place += length


def opening(day: date) -> datetime:
    return datetime.combine(day, OPENS, tzinfo=BERLIN).astimezone(UTC)


def fill(engine: Engine, size: Size, *, seed: int = 1) -> None:
    """Rules, appointments, claims and what is kept of them as bits."""
    with Session(engine) as session, session.begin():
        _rules(session, size)
        _appointments(session, size, random.Random(seed))
        if size.past:
            _past(session, size)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _rules(session: Session, size: Size) -> None:
    for office in range(1, size.offices + 1):
        row = {
            "key": f"office{office}", "kind": "buergerservice", "name": f"Office {office}", "short": "O",
            "former_names": [], "address": "", "rank": office, "subdivision": HAMBURG, "lead_days": 0,
            "horizon_days": size.days, "cut_off_minutes": 0, "example": True,
        }  # fmt: skip
        session.execute(insert(OfficeRow), [row])
        desks = [
            {"id": (office - 1) * size.desks + desk, "office_key": f"office{office}", "number": desk}
            for desk in range(1, size.desks + 1)
        ]
        session.execute(insert(DeskRow), desks)
        series = {
            "id": office, "office_key": f"office{office}", "rule": weekly(range(7)), "opens": OPENS,
            "closes": CLOSES, "place_minutes": PLACE, "valid_from": None, "valid_until": None,
        }  # fmt: skip
        session.execute(insert(OpeningSeriesRow), [series])
        session.execute(
            insert(SeriesDeskRow), [{"series_id": office, "desk_id": desk["id"]} for desk in desks]
        )
    for rank, (service, places) in enumerate(SERVICES.items()):
        row = {
            "key": service, "kind": "buergerservice", "names": {"de": service}, "synonyms": [],
            "documents": {}, "fee": {}, "rank": rank, "bookable": True, "example": True,
        }  # fmt: skip
        session.execute(insert(ServiceRow), [row])
        links = [
            {"service_key": service, "office_key": f"office{office}", "places": places}
            for office in range(1, size.offices + 1)
        ]
        session.execute(insert(OfficeServiceRow), links)


def _appointments(session: Session, size: Size, chance: random.Random) -> None:
    """Far ahead in ids, so that those of the past come first, as they would."""
    services = list(SERVICES)
    connection = session.connection().connection.cursor()
    number, cells, rows = size.past, [], []
    for desk in range(1, size.offices * size.desks + 1):
        for ahead in range(size.days):
            first = opening(FIRST + timedelta(days=ahead))
            for place, length in runs(chance, size.full):
                number += 1
                start = first + timedelta(minutes=PLACE * place)
                end = start + timedelta(minutes=PLACE * length)
                office = f"office{(desk - 1) // size.desks + 1}"
                rows.append(
                    (
                        number,
                        "confirmed",
                        office,
                        services[length - 1],
                        "[]",
                        desk,
                        start,
                        end,
                        0,
                        "de",
                        0,
                        NOW,
                    )
                )
                cells += [(desk, cell, number) for cell in range(cell_at(start), cell_at(end))]
    columns = (
        "id, state, office_key, service_key, further_services, desk_id, starts_at, ends_at, buffer_minutes, "
        "language, sequence, changed_at"
    )
    with connection.copy(f"COPY appointments ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    with connection.copy("COPY claims (desk_id, cell, appointment_id) FROM STDIN") as copy:
        for cell in cells:
            copy.write_row(cell)
    days = [
        {"day": day, "desk_id": desk, **{f"w{word}": bits >> 60 * word & (1 << 60) - 1 for word in range(5)}}
        for (day, desk), bits in occupancy.bits_of((desk, cell) for desk, cell, _ in cells).items()
    ]
    session.execute(insert(OccupancyRow), days)
    session.execute(text("SELECT setval('appointments_id_seq', :last)"), {"last": number + 1})


def _past(session: Session, size: Size) -> None:
    """One place each, from the day before the first one backwards, at every desk."""
    desks = size.offices * size.desks
    first_cell = cell_at(opening(FIRST))
    places = {
        "past": size.past,
        "desks": desks,
        "per_office": size.desks,
        "places": PLACES,
        "first": first_cell,
    }
    session.execute(
        text(
            "CREATE TEMPORARY TABLE gone ON COMMIT DROP AS "
            "SELECT i AS id, (i - 1) % :desks + 1 AS desk, "
            ":first - 288 * (1 + (i - 1) / (:desks * :places)) + 2 * ((i - 1) / :desks % :places) AS cell "
            "FROM generate_series(1, :past) i"
        ),
        places,
    )
    session.execute(
        text(
            "INSERT INTO appointments (id, state, office_key, service_key, further_services, desk_id, "
            "starts_at, ends_at, buffer_minutes, language, sequence, changed_at) "
            "SELECT id, 'done', 'office' || ((desk - 1) / :per_office + 1), 'one', '[]', desk, "
            "to_timestamp(cell * 300), to_timestamp(cell * 300 + 600), 0, 'de', 0, now() FROM gone"
        ),
        {"per_office": size.desks},
    )
    session.execute(
        text(
            "INSERT INTO claims (desk_id, cell, appointment_id) "
            "SELECT desk, cell + more, id FROM gone, generate_series(0, 1) more"
        )
    )
    session.execute(
        text(
            "INSERT INTO occupancy (day, desk_id, w0, w1, w2, w3, w4) "
            "SELECT cell / 288, desk, 0, 1, 1, 1, 0 FROM gone GROUP BY 1, 2"
        )
    )


class Libres:
    """The same calendar in libres: a resource a desk, an allocation a day, a slot a place."""

    def __init__(self, url: str, size: Size, *, seed: int = 1) -> None:
        context = create_default_registry().register_context("bench")
        context.set_setting("dsn", url)
        self.size = size
        self.schedulers = [
            [Scheduler(context, f"{office}-{desk}", "Europe/Berlin") for desk in range(size.desks)]
            for office in range(size.offices)
        ]
        self.schedulers[0][0].setup_database()
        self._fill(random.Random(seed))

    def free_on(self, office: int, day: date, places: int) -> set[datetime]:
        """All starts at which a desk of the office has so many places in a row."""
        found: set[datetime] = set()
        for scheduler in self.schedulers[office]:
            found |= self._free(scheduler, day, 1, places)
        return found

    def first_free(self, places: int) -> datetime:
        """Stopping at the first day on which anything is free."""
        for ahead in range(self.size.days):
            day = FIRST + timedelta(days=ahead)
            found = {
                start for office in range(self.size.offices) for start in self.free_on(office, day, places)
            }
            if found:
                return min(found)
        raise LookupError

    def all_free(self, places: int) -> int:
        """How many starts there are, by desk."""
        return sum(
            len(self._free(scheduler, FIRST, self.size.days, places))
            for office in self.schedulers
            for scheduler in office
        )

    def _free(self, scheduler: Scheduler, day: date, days: int, places: int) -> set[datetime]:
        start = datetime.combine(day, time(), tzinfo=BERLIN)
        end = start + timedelta(days=days) - timedelta.resolution
        found: set[datetime] = set()
        for allocation in scheduler.allocations_in_range(start, end):
            free = {begins for begins, _ in allocation.free_slots()}
            steps = [timedelta(minutes=PLACE * more) for more in range(places)]
            found |= {begins for begins in free if all(begins + step in free for step in steps)}
        scheduler.session.expunge_all()  # else the next question would be answered out of memory
        return found

    def _fill(self, chance: random.Random) -> None:
        session = self.schedulers[0][0].session
        number, allocations, slots = 0, [], []
        for scheduler in (desk for office in self.schedulers for desk in office):
            for ahead in range(self.size.days):
                number += 1
                begins = opening(FIRST + timedelta(days=ahead))
                allocations.append(_allocation(number, scheduler, begins))
                for place, length in runs(chance, self.size.full):
                    token = uuid4()
                    starts = (begins + timedelta(minutes=PLACE * (place + one)) for one in range(length))
                    slots.extend(_slot(number, scheduler, start, token) for start in starts)
        session.execute(insert(Allocation.__table__), allocations)
        session.execute(insert(ReservedSlot.__table__), slots)
        session.commit()
        session.execute(text("ANALYZE"))
        session.commit()


def _allocation(number: int, scheduler: Scheduler, begins: datetime) -> dict[str, object]:
    return {
        "id": number, "type": "generic", "resource": scheduler.resource, "mirror_of": scheduler.resource,
        "group": uuid4(), "quota": 1, "quota_limit": 0, "partly_available": True, "approve_manually": False,
        "timezone": "Europe/Berlin", "_start": begins, "_raster": PLACE, "created": NOW,
        "_end": begins + timedelta(minutes=PLACE * PLACES) - timedelta.resolution,
    }  # fmt: skip


def _slot(number: int, scheduler: Scheduler, start: datetime, token: object) -> dict[str, object]:
    return {
        "resource": scheduler.resource, "start": start, "allocation_id": number, "reservation_token": token,
        "end": start + timedelta(minutes=PLACE) - timedelta.resolution, "source_type": "reservation",
        "source_id": 1, "created": NOW,
    }  # fmt: skip
