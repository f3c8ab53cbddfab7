"""What holds for every text, every date and every time."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.understanding.when import When, when
from voice_prompts import spoken
from voice_prompts.formats import FORMATS

TODAY = date(2026, 11, 23)
SPOKEN = """
    am nächsten Montag Dienstag um acht halb Uhr bis von zwischen und oder nicht sondern 3. 12 31.12. 8:30
    Wochen in Ende Dezember nach vor Weihnachten letzter Freitag im viertel dreiviertel morgen früh - /
    übernächste ab ersten der so wie möglich geht nein heute Monats 99 0 24 60 KW 53 2027 on at past to the
"""


@settings(deadline=None, max_examples=60)  # the machine may be busy
@given(
    st.one_of(st.text(max_size=400), st.lists(st.sampled_from(SPOKEN.split()), max_size=12).map(" ".join)),
    st.sampled_from(["de", "en"]),
    st.dates(),
)
def test_any_text_is_answered(text: str, language: str, today: date) -> None:
    """Nothing that is said raises, in any language, on any day; what is understood is in order."""
    said = when(text, language, today)
    assert isinstance(said, When)
    assert said.first is None or said.last is None or said.first <= said.last
    assert said.from_time is None or said.until_time is None or said.from_time < said.until_time


def test_every_day_of_two_years_is_understood() -> None:
    """Every day, said as the line says it, is that day; and every date in digits."""
    for ahead in range(730):
        day = TODAY + timedelta(days=ahead)
        said_on = TODAY + timedelta(days=ahead // 365 * 365)  # a day is said without its year
        for language in ("de", "en"):
            assert when(spoken.day(day, language), language, said_on).day == day
        other = date(2028, 1, 1) + timedelta(days=ahead)
        assert when(other.strftime("%d.%m.%Y"), "de", TODAY).day == other


def test_every_minute_of_a_day_is_understood() -> None:
    """Every time of a day, said as the line says it, is that time; at night "three" is in the afternoon."""
    for minute in range(24 * 60):
        at = time(minute // 60, minute % 60)
        for language, before in (("de", "um"), ("en", "at")):
            read = when(f"{before} {spoken.clock(at, language)}", language, TODAY).at
            meant = {at, at.replace(hour=at.hour + 12)} if minute <= 6 * 60 else {at}
            assert read in meant, at


@settings(deadline=None, max_examples=40)
@given(
    day=st.dates(TODAY, TODAY + timedelta(days=364)),
    at=st.times(min_value=time(7), max_value=time(18, 59)),
    language=st.sampled_from(["de", "en"]),
)
def test_every_moment_is_understood(day: date, at: time, language: str) -> None:
    """Day and time in one, in the words of the prompts' own format."""
    local = datetime.combine(day, at.replace(second=0, microsecond=0), spoken.BERLIN)
    said = when(FORMATS["datetime"](local.astimezone(UTC).isoformat(), language), language, TODAY)
    assert (said.day, said.at, said.either) == (day, local.time(), ())
