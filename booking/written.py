"""How days, times, numbers and languages are written for staff, in German; moments local to Berlin."""

from datetime import date, datetime, time

import phonenumbers
from babel.dates import format_date, format_datetime

from booking.values import BERLIN

LANGUAGES = {
    "de": "Deutsch",
    "de_leicht": "Leichte Sprache",
    "en": "Englisch",
    "tr": "Türkisch",
    "ar": "Arabisch",
    "ru": "Russisch",
    "uk": "Ukrainisch",
    "pl": "Polnisch",
}


def language(code: str) -> str:
    return LANGUAGES.get(code, code)


def phone(number: str | None) -> str:
    """As it is dialled from Germany: 0451 122 3311, 00 45 ...; empty where it was withheld or forgotten."""
    if number is None:
        return ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_out_of_country_calling_number(parsed, "DE")


def code(digits: str) -> str:
    """A booking code in groups, as it is spoken: 123 45 67."""
    return f"{digits[:3]} {digits[3:5]} {digits[5:]}".strip()


def clock(at: datetime | time) -> str:
    """08:30, local to Berlin."""
    local = at.astimezone(BERLIN).time() if isinstance(at, datetime) else at
    return f"{local:%H:%M}"


def moment(at: datetime) -> str:
    """Di., 1. Dezember 2026, 08:30 Uhr; local to Berlin."""
    return format_datetime(at, "EEE, d. MMMM y, HH:mm 'Uhr'", tzinfo=BERLIN, locale="de")


def day(on: date) -> str:
    """Dienstag, 1. Dezember 2026."""
    return format_date(on, "EEEE, d. MMMM y", locale="de")


def short_day(on: date) -> str:
    """Di., 1.12.2026."""
    return format_date(on, "EEE, d.M.y", locale="de")


def numeric_day(at: datetime) -> str:
    """01.12.2026, local to Berlin."""
    return f"{at.astimezone(BERLIN):%d.%m.%Y}"


def span(first: date, last: date) -> str:
    """Do., 24.12.2026 bis Do., 31.12.2026; a single day by itself."""
    return short_day(first) if first == last else f"{short_day(first)} bis {short_day(last)}"


def date_of(at: datetime) -> date:
    """The day in Berlin."""
    return at.astimezone(BERLIN).date()


def week(monday: date) -> str:
    """KW 49."""
    return f"KW {monday.isocalendar().week}"


def hours(minutes: int) -> str:
    """4,5: minutes as hours."""
    return f"{minutes / 60:.1f}".replace(".", ",").removesuffix(",0")
