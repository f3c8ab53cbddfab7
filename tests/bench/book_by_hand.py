"""The rows that holding and confirming write, written by hand: psycopg, one transaction, no rules."""

from datetime import datetime, timedelta

from psycopg import Connection
from psycopg.types.json import Json

from booking import Offer
from booking.cells import cells_between


def book(connection: Connection, offer: Offer, *, code: str, token: str, phone: str, now: datetime) -> None:
    """Held, then confirmed, with its claims, both lines of its history and the notice."""
    cells = cells_between(offer.start, offer.end)
    until = now + timedelta(minutes=10)
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO appointments (state, office_key, service_key, further_services, desk_id, starts_at, "
            "ends_at, buffer_minutes, holder, held_until, language, sequence, changed_at) "
            "VALUES ('held', %s, %s, %s, %s, %s, %s, 0, 'CA1', %s, 'de', 0, %s) RETURNING id",
            (offer.office, offer.service, Json([]), offer.desk, offer.start, offer.end, until, now),
        )
        (appointment,) = cursor.fetchone() or (0,)
        rows = [(offer.desk, cell, appointment, until) for cell in cells]
        cursor.execute(
            "INSERT INTO claims (desk_id, cell, appointment_id, held_until) VALUES "
            + ", ".join(["(%s, %s, %s, %s)"] * len(rows)),
            [value for row in rows for value in row],
        )
        place = {"office": offer.office, "service": offer.service, "desk": offer.desk, "start": "", "end": ""}
        _event(cursor, appointment, "held", place, now)
        cursor.execute(
            "UPDATE appointments SET state = 'confirmed', held_until = NULL, changed_at = %s, code = %s, "
            "calendar_token = %s, phone = %s WHERE id = %s",
            (now, code, token, phone, appointment),
        )
        cursor.execute("UPDATE claims SET held_until = NULL WHERE appointment_id = %s", (appointment,))
        words = [0] * 5
        for cell in cells:
            words[cell % 288 // 60] |= 1 << cell % 288 % 60
        cursor.execute(
            "INSERT INTO occupancy AS o (day, desk_id, w0, w1, w2, w3, w4) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) "
            "ON CONFLICT (day, desk_id) DO UPDATE SET w0 = o.w0 | excluded.w0, w1 = o.w1 | excluded.w1, "
            "w2 = o.w2 | excluded.w2, w3 = o.w3 | excluded.w3, w4 = o.w4 | excluded.w4",
            (cells.start // 288, offer.desk, *words),
        )
        _event(cursor, appointment, "confirmed", {}, now)
        cursor.execute(
            "INSERT INTO notices (appointment_id, kind, to_number, language, created_at, due_at, attempts) "
            "VALUES (%s, 'confirmed', %s, 'de', %s, %s, 0), (%s, 'reminder', %s, 'de', %s, %s, 0)",
            (appointment, phone, now, now, appointment, phone, now, offer.start),
        )


def _event(cursor: object, appointment: int, what: str, details: dict[str, object], now: datetime) -> None:
    cursor.execute(  # type: ignore[attr-defined]
        "INSERT INTO appointment_events (appointment_id, at, what, by, via, details) "
        "VALUES (%s, %s, %s, 'caller', 'CA1', %s)",
        (appointment, now, what, Json(details)),
    )
