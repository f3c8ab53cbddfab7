"""Extra places that follow from no-shows: how many there are of a service is counted, and kept with it.

An office that gives out half of what is missed (`extra_percent` 50), and where 20 % of a service are missed,
has one extra lane for ten open desks. It is offered last. With 0 percent there are none.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from booking.kept import changing
from booking.lanes import FIRST_NUMBER, lane_of
from booking.sql import run
from booking.tables import AppointmentRow, DeskRow, OfficeRow, OfficeServiceRow
from booking.values import State

COUNTED = timedelta(days=90)
ENOUGH = 50  # appointments, before their share of no-shows means anything
_CAME = (State.ARRIVED, State.DONE)


def count_no_shows(session: Session, *, now: datetime) -> None:
    """Bring each service's share of missed appointments up to date, by office. Once a night is enough."""
    noted = (
        select(AppointmentRow.office_key, AppointmentRow.service_key, AppointmentRow.state, func.count())
        .where(AppointmentRow.starts_at >= now - COUNTED, AppointmentRow.starts_at < now)
        .where(AppointmentRow.state.in_((*_CAME, State.MISSED)))
        .group_by(AppointmentRow.office_key, AppointmentRow.service_key, AppointmentRow.state)
    )
    found: dict[tuple[str, str], list[int]] = {}
    for office, service, state, count in run(session, noted):
        shares = found.setdefault((office, service), [0, 0])
        shares[state == State.MISSED] += count
    changing(session)
    run(session, update(OfficeServiceRow).values(missed_percent=0))
    for (office, service), (came, missed) in sorted(found.items()):
        if came + missed >= ENOUGH:
            one = (OfficeServiceRow.office_key == office, OfficeServiceRow.service_key == service)
            percent = round(100 * missed / (came + missed))
            run(session, update(OfficeServiceRow).where(*one).values(missed_percent=percent))
    _make_lanes(session)


def _make_lanes(session: Session) -> None:
    """As many lanes as the offices' rules may need with all their desks open."""
    how_many = func.count().label("how_many")
    desks = select(DeskRow.office_key, how_many).where(~DeskRow.extra).group_by(DeskRow.office_key)
    counted = {row.office_key: row.how_many for row in run(session, desks)}
    missed = func.max(OfficeServiceRow.missed_percent)
    needing = (
        select(OfficeRow.key, OfficeRow.extra_percent, missed)
        .join(OfficeServiceRow, OfficeServiceRow.office_key == OfficeRow.key)
        .where(OfficeRow.extra_percent > 0)
        .group_by(OfficeRow.key, OfficeRow.extra_percent)
    )
    for office, percent, most in run(session, needing).all():
        for number in range(counted.get(office, 0) * most * percent // 10_000):
            lane_of(session, office, FIRST_NUMBER + number)
