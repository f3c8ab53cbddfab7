"""Occupancy of the weeks ahead, as a picture and as a table."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from booking.office.house import House
from booking.office.picture import picture_of
from booking.opening import local_day
from booking.outlook import outlook

WEEKS = 8  # as far as the public can book in Lübeck
WEEKS_IN_A_PICTURE = 4


def add_ahead(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/occupancy")
    @house.guard
    def occupancy_page(key: str) -> ResponseReturnValue:
        today = local_day(house.clock())
        monday = today.fromordinal(today.toordinal() - today.weekday())
        with house.reading() as session:
            days = outlook(session, key, monday, WEEKS * 7)
            most = max(max(each.open_minutes, each.booked_minutes) for each in days)
            step = WEEKS_IN_A_PICTURE * 7
            return house.show(
                session,
                "occupancy.html",
                key,
                today=today,
                days=[each for each in days if each.open_minutes or each.appointments or each.shut],
                pictures=[picture_of(days[n : n + step], most, today) for n in range(0, len(days), step)],
            )
