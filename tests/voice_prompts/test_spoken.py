"""Dates, times, codes and numbers as people say them."""

from datetime import UTC, date, datetime, time

import pytest

from voice_prompts import spoken


def test_moment_is_told_in_the_offices_time() -> None:
    """UTC inside, Berlin in speech: in winter one hour on, in summer two."""
    assert (
        spoken.moment(datetime(2026, 12, 1, 7, 30, tzinfo=UTC), "de")
        == "Dienstag, den 1. Dezember, um 8 Uhr 30"
    )
    assert spoken.moment(datetime(2026, 12, 1, 7, 30, tzinfo=UTC), "en") == "Tuesday, 1 December, at 8:30"
    assert (
        spoken.moment(datetime(2026, 7, 1, 7, 30, tzinfo=UTC), "de") == "Mittwoch, den 1. Juli, um 9 Uhr 30"
    )


def test_moment_late_in_the_evening_is_the_next_day_in_berlin() -> None:
    """23:30 UTC is after midnight here."""
    assert spoken.moment(datetime(2026, 12, 1, 23, 30, tzinfo=UTC), "de") == (
        "Mittwoch, den 2. Dezember, um 0 Uhr 30"
    )


@pytest.mark.parametrize(
    ("at", "german", "english"),
    [
        (time(8, 0), "8 Uhr", "8:00"),
        (time(9, 5), "9 Uhr 5", "9:05"),
        (time(12, 0), "12 Uhr", "12 noon"),
        (time(14, 30), "14 Uhr 30", "2:30 pm"),
    ],
)
def test_clock(at: time, german: str, english: str) -> None:
    """Full hours go without minutes in German; the afternoon is marked in English."""
    assert spoken.clock(at, "de") == german
    assert spoken.clock(at, "en") == english


def test_moment_as_it_is_written() -> None:
    """Shorter than it is spoken, and still what a telephone can read aloud."""
    at = datetime(2026, 12, 3, 13, 5, tzinfo=UTC)
    assert spoken.written(at, "de") == "Donnerstag, 3.12., 14:05 Uhr"
    assert spoken.written(at, "en") == "Thursday 3 December, 2:05 pm"


def test_day_and_weekday() -> None:
    """Names come from the language's own calendar."""
    assert spoken.day(date(2026, 3, 1), "de") == "Sonntag, den 1. März"
    assert spoken.weekday(date(2026, 3, 1), "en") == "Sunday"


@pytest.mark.parametrize(
    ("digits", "said"), [("1234567", "1 2 3, 4 5, 6 7"), ("12", "1 2"), ("1234", "1 2 3, 4"), ("", "")]
)
def test_code_is_said_in_groups(digits: str, said: str) -> None:
    """Three, then twos: that is how one writes it down."""
    assert spoken.code(digits) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+494511223311", "0 4 5 1, 1 2 2, 3 3, 1 1"),
        ("+4531234567", "0 0 4 5, 3 1, 2 3, 4 5, 6 7"),
        ("no number", ""),
    ],
)
def test_phone_number_is_said_as_one_dials_it(number: str, said: str) -> None:
    """German numbers without their country, others with it."""
    assert spoken.phone(number) == said


@pytest.mark.parametrize(
    ("minutes", "german", "english"),
    [
        (0, "eine Minute", "one minute"),
        (1.4, "eine Minute", "one minute"),
        (5, "5 Minuten", "5 minutes"),
        (90, "mehr als eine Stunde", "more than an hour"),
    ],
)
def test_minutes(minutes: float, german: str, english: str) -> None:
    """Whole minutes, never none."""
    assert spoken.minutes(minutes, "de") == german
    assert spoken.minutes(minutes, "en") == english


def test_number_and_street() -> None:
    """Counts in digits, and an address without its postal code."""
    assert spoken.number(3, "de") == "3"
    assert spoken.number(22.8, "de") == "22,8"
    assert spoken.street("Kreuzweg 9, 23558 Lübeck") == "Kreuzweg 9, Lübeck"


MOMENTS = {
    datetime(2026, 12, 1, 8, 30, tzinfo=spoken.BERLIN): {
        "de_leicht": "Dienstag, den 1. Dezember, um 8 Uhr 30",
        "tr": "1 Aralık Salı günü, saat sekiz otuzda",
        "ar": "يوم الثلاثاء الأول من ديسمبر، الساعة الثامنة والنصف صباحا",
        "ru": "во вторник, первого декабря, в восемь тридцать",
        "uk": "у вівторок, першого грудня, о восьмій тридцять",
        "pl": "we wtorek, pierwszego grudnia, o ósmej trzydzieści",
    },
    datetime(2026, 10, 23, 11, 5, tzinfo=spoken.BERLIN): {
        "tr": "23 Ekim Cuma günü, saat on bir sıfır beşte",
        "ar": "يوم الجمعة الثالث والعشرين من أكتوبر، الساعة الحادية عشرة وخمس دقائق صباحا",
        "ru": "в пятницу, двадцать третьего октября, в одиннадцать ноль пять",
        "uk": "у п'ятницю, двадцять третього жовтня, об одинадцятій нуль п'ять",
        "pl": "w piątek, dwudziestego trzeciego października, o jedenastej zero pięć",
    },
    datetime(2026, 3, 4, 14, 0, tzinfo=spoken.BERLIN): {
        "tr": "4 Mart Çarşamba günü, saat on dörtte",
        "ar": "يوم الأربعاء الرابع من مارس، الساعة الثانية بعد الظهر",
        "ru": "в среду, четвёртого марта, в четырнадцать часов",
        "uk": "у середу, четвертого березня, о чотирнадцятій",
        "pl": "w środę, czwartego marca, o czternastej",
    },
    datetime(2027, 5, 31, 13, 42, tzinfo=spoken.BERLIN): {
        "tr": "31 Mayıs Pazartesi günü, saat on üç kırk ikide",
        "ar": "يوم الاثنين الحادي والثلاثين من مايو، الساعة الواحدة واثنتان وأربعون دقيقة بعد الظهر",
        "ru": "в понедельник, тридцать первого мая, в тринадцать сорок две",
        "uk": "у понеділок, тридцять першого травня, о тринадцятій сорок дві",
        "pl": "w poniedziałek, trzydziestego pierwszego maja, o trzynastej czterdzieści dwie",
    },
}


@pytest.mark.parametrize(
    ("at", "language", "said"),
    [(at, language, said) for at, table in MOMENTS.items() for language, said in table.items()],
)
def test_moment_in_further_languages(at: datetime, language: str, said: str) -> None:
    """Cases, ordinals and suffixes as the date or the small word before them asks for."""
    assert spoken.moment(at, language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("tr", "1 Aralık Salı, saat 8.30"),
        ("ar", "الثلاثاء 1 ديسمبر، الساعة 8:30"),
        ("ru", "вторник, 1 декабря, 8:30"),
        ("uk", "вівторок, 1 грудня, 8:30"),
        ("pl", "wtorek, 1 grudnia, godz. 8:30"),
    ],
)
def test_moment_as_it_is_written_in_further_languages(language: str, said: str) -> None:
    """In figures, for a text message."""
    assert spoken.written(datetime(2026, 12, 1, 7, 30, tzinfo=UTC), language) == said


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("tr", time(8, 30), "sekiz otuz"),
        ("ru", time(8, 30), "восьми тридцати"),
        ("ru", time(21, 0), "двадцати одного часа"),
        ("ru", time(14, 0), "четырнадцати часов"),
        ("uk", time(8, 30), "восьмої тридцять"),
        ("uk", time(3, 0), "третьої"),
        ("pl", time(8, 30), "ósmej trzydzieści"),
        ("ar", time(12, 15), "الساعة الثانية عشرة والربع ظهرا"),
    ],
)
def test_clock_after_from_and_until(language: str, at: time, said: str) -> None:
    """In the case that these ask for."""
    assert spoken.clock(at, language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("tr", ["bir dakika", "2 dakika", "5 dakika", "11 dakika", "21 dakika", "22 dakika"]),
        ("ar", ["دقيقة واحدة", "دقيقتين", "5 دقائق", "11 دقيقة", "21 دقيقة", "22 دقيقة"]),
        ("ru", ["одна минута", "2 минуты", "5 минут", "11 минут", "21 минута", "22 минуты"]),
        ("uk", ["одна хвилина", "2 хвилини", "5 хвилин", "11 хвилин", "21 хвилина", "22 хвилини"]),
        ("pl", ["jedna minuta", "2 minuty", "5 minut", "11 minut", "21 minut", "22 minuty"]),
    ],
)
def test_minutes_are_counted(language: str, said: list[str]) -> None:
    """By the plural forms of the language: one, a few, many, and two of a kind of their own."""
    assert [spoken.minutes(count, language) for count in (1, 2, 5, 11, 21, 22)] == said
