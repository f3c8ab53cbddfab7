"""The small town of the tests, its times, and short ways to say what happens there."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

import booking
from booking.recurrence import ONE_DAY, weekly
from booking.tables import ClosureRow, OfficeRow, OfficeServiceRow, OpeningSeriesRow, SeriesDeskRow
from tests.seeds import seed

FILE = Path(__file__).with_name("town.toml")
NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)  # a Friday, 16:00 in Berlin: all is shut until Monday
MONDAY = date(2026, 11, 30)
MOBILE = "+4915112345678"
LANDLINE = "+494511223311"

Desks = list[int] | dict[int, booking.Use]


def load_town(session: Session, now: datetime = NOW) -> None:
    seed(session, FILE, now=now)


def at(day: date, clock: str) -> datetime:
    """A local time in Berlin, in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=booking.BERLIN).astimezone(UTC)


def local(moment: datetime) -> str:
    """As a clock and calendar in Berlin show it."""
    return moment.astimezone(booking.BERLIN).strftime("%a %d.%m. %H:%M")


def place(clock: str, *, day: date = MONDAY, service: str = "ausweis", minutes: int = 10) -> booking.Offer:
    """The place at the market's first desk, made up without asking for offers."""
    start = at(day, clock)
    return booking.Offer("markt", service, 1, start, start + timedelta(minutes=minutes))


def harbour_place(clock: str) -> booking.Offer:
    """The place at the harbour, which has one desk."""
    start = at(MONDAY, clock)
    return booking.Offer("hafen", "ausweis", 4, start, start + timedelta(minutes=15))


def hold(session: Session, clock: str = "08:00", *, now: datetime = NOW, holder: str = "CA1") -> booking.Held:
    return booking.hold(session, place(clock), now=now, holder=holder)


def book(
    session: Session,
    clock: str = "08:00",
    *,
    phone: str | None = MOBILE,
    now: datetime = NOW,
    language: str = "de",
) -> booking.Appointment:
    held = hold(session, clock, now=now)
    return booking.confirm(session, held.id, phone=phone, language=language, by="caller", now=now)


def free_starts(session: Session, day: date, *, now: datetime = NOW, service: str = "ausweis") -> list[str]:
    """Every free start of a day at the market, found by asking for later and later offers."""
    wish = booking.Wish(day=day)
    offers = booking.offer(session, service, office="markt", wish=wish, count=1000, now=now)
    return [one.start.astimezone(booking.BERLIN).strftime("%H:%M") for one in offers]


def close(session: Session, office: str, first: date, last: date, reason: str = "Umbau") -> None:
    row = {"office_key": office, "day_from": first, "day_to": last, "reason": reason}
    session.execute(insert(ClosureRow), [row])


def change_office(session: Session, key: str, **values: object) -> None:
    session.execute(update(OfficeRow).where(OfficeRow.key == key).values(**values))


def set_hours(session: Session, office: str, desks: Desks, *, weekday: int = 0, **series: object) -> None:
    """Give an office one opening series in the place of all that it has."""
    session.execute(delete(OpeningSeriesRow).where(OpeningSeriesRow.office_key == office))
    add_hours(session, office, desks, weekday=weekday, **series)


def add_hours(session: Session, office: str, desks: Desks, *, weekday: int = 0, **series: object) -> None:
    """One more opening series: at desks for all, or at each desk for its use."""
    given = {
        "opens": time(8),
        "closes": time(12),
        "place_minutes": 10,
        "valid_from": None,
        "valid_until": None,
    }
    row = {"office_key": office, "rule": weekly([weekday]), **given, **series}
    new = session.execute(insert(OpeningSeriesRow).values(**row).returning(OpeningSeriesRow.id)).scalar_one()
    uses = desks if isinstance(desks, dict) else dict.fromkeys(desks, booking.Use.PUBLIC)
    rows = [{"series_id": new, "desk_id": desk, "use": use} for desk, use in uses.items()]
    session.execute(insert(SeriesDeskRow), rows)


def add_special(session: Session, office: str, desks: Desks, day: date, **series: object) -> None:
    """Open on one day, whatever the series say."""
    one_day = {"rule": ONE_DAY, "valid_from": day, "valid_until": day, "special": True}
    add_hours(session, office, desks, **{**one_day, **series})


def change_needs(session: Session, office: str, service: str, **values: object) -> None:
    one = (OfficeServiceRow.office_key == office, OfficeServiceRow.service_key == service)
    session.execute(update(OfficeServiceRow).where(*one).values(**values))
