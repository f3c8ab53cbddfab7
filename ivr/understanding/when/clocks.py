"""German times: 8:30, acht Uhr dreißig, halb neun, viertel elf, fünf vor halb drei, von acht bis zehn."""

from collections.abc import Iterator

from ivr.understanding.when.cursor import TO, Found, Sentence, found
from ivr.understanding.when.pieces import Clock, Mark

# A number after these small words is an hour, where nothing countable follows.
_BEFORE_HOURS = ("at", "around", "from", "until", "after", "before")
_EIGHT = "achte"  # "um achte"; the other hours said so ("zehne") are no ordinals
_ARTICLES = frozenset(["ein", "eine", "einen", "einem", "einer", "a", "an"])
_COUNTED = frozenset(["unit", "month", "ordinal", "week_number", "working_day", "few"])
_NO_PASSPORTS = ("passt", "passen", "passier")  # "um zehn passt es"
_COUNTED_WORDS = (
    *(
        "person",
        "leut",
        "kind",
        "termin",
        "ausweis",
        "pass",
        "auto",
        "fahrzeug",
        "dokument",
        "euro",
        "prozent",
    ),
    *("prozent", "mal", "sache", "anliegen", "mann", "frau", "erwachs", "schein", "kopie", "jahrig", "meter"),
    *("people", "passport", "child", "adult", "year"),
)


def clock_rules(at: Sentence, index: int) -> Found | None:
    """A range of times, or one time, with or without "Uhr"."""
    return _range(at, index) or _one(at, index)


def _one(at: Sentence, index: int) -> Found | None:
    for clock, end in _clocks(at, index, bare=_hour_expected(at, index)):
        return found(end, clock)
    return None


def _range(at: Sentence, index: int) -> Found | None:
    """ "von 8 bis 10", "zwischen vier und sechs Uhr", "16-17 Uhr", "9.30-11.05 Uhr", "11/12 Uhr"."""
    begun = at.is_mark(index, "start", "between", "from", "at", "around")
    start = index + 1 if begun else index
    while at.is_small(start) or at.is_mark(start, "around"):
        start += 1
    between = at.is_mark(index, "between")
    for first, middle in _clocks(at, start, bare=True):
        either = at.is_mark(middle, "or") and at.kind(middle - 1) != "hour_sign"
        if not (at.is_mark(middle, "to", "slash") or (between and at.is_mark(middle, "and")) or either):
            continue
        second = middle + 1
        while at.is_small(second) or at.is_mark(second, "to", "around", "until"):
            second += 1
        for last, end in _clocks(at, second, bare=True):
            if _is_day_instead(at, start, end):
                return None
            if begun or _shows_hours(at, start, end):
                return found(end, Mark("between"), first, TO, last)
    return None


def _shows_hours(at: Sentence, start: int, end: int) -> bool:
    """Whether "8 bis 10" are hours: it says so, or nothing is counted by it."""
    if any(
        at.kind(each) in {"hour_sign", "clock", "half", "quarter", "three_quarter"}
        for each in range(start, end)
    ):
        return True
    if all(len(at.at(each).text) == 4 for each in range(start, end) if at.kind(each) == "number"):
        return True
    return at.kind(end) in {"part", "end"} and at.is_mark(start + 1, "to") and at.kind(start) == "number"


def _is_day_instead(at: Sentence, start: int, end: int) -> bool:
    """ "von 18-20.05.", "12.06-13.06": days. What "Uhr" follows is none."""
    if at.kind(end - 1) == "hour_sign":
        return False
    pairs = [each for each in range(start, end) if at.kind(each) == "pair"]
    return (bool(pairs) and all(_may_be_day(at.value(each)) for each in pairs)) or at.kind(end) == "month"


def _may_be_day(pair: tuple[int, int]) -> bool:
    return 1 <= pair[0] <= 31 and 1 <= pair[1] <= 12


def _hour_expected(at: Sentence, index: int) -> bool:
    """Whether a bare number here is an hour: "um 8", "gegen halb", "morgens 8", "8 abends"."""
    before = index - 1
    while at.is_small(before) and at.kind(before) != "on":
        before -= 1
    if at.is_mark(before, *_BEFORE_HOURS) or at.kind(before) == "part":
        return True
    if at.is_mark(before, "to") and _begins_wish(at, before) and at.is_number(index, 7, 18):
        return True
    if at.is_mark(before, "to") and at.kind(index) != "pair":
        return at.kind(before - 1) in {"clock", "hour_sign"} or (
            at.kind(before - 1) in {"weekday", "date", "part"} and not at.is_sign(before, "-")
        )
    if at.kind(index) == "number" and at.kind(index + 1) == "part":
        return True
    return _is_whole(at, index)


def _begins_wish(at: Sentence, index: int) -> bool:
    """ "Bis zwölf kann ich nicht": nothing is counted before it."""
    return at.kind(index - 1) in {"end", "part", "weekdays", "relative"} and not at.is_sign(index, "-")


def _is_whole(at: Sentence, index: int) -> bool:
    """ "zehn fünfzehn", "Dienstag 14 30": two numbers and nothing else but a day."""
    two = at.is_number(index, 7, 19) and at.is_number(index + 1, 10, 55) and at.kind(index + 2) == "end"
    return two and (index == 0 or at.kind(index - 1) in {"weekday", "relative", "morgen", "month", "ordinal"})


def _clocks(at: Sentence, index: int, *, bare: bool) -> Iterator[tuple[Clock, int]]:
    """The times that may begin here, the longest first. `bare`: a number alone will do."""
    token = at.at(index)
    match token.kind:
        case "clock" if _is_time(*token.value):
            hour, minute = token.value
            yield Clock(hour % 24, minute, token.text[0] == "0" or hour > 12), _past_sign(at, index + 1)
        case "pair" if _is_time(*token.value) and len(token.text.rpartition(".")[2]) == 2:
            hour, minute = token.value
            signed = at.kind(index + 1) == "hour_sign"
            if (
                signed
                or (bare and _day_before(at, index))
                or not _may_be_day(token.value)
                or _follows_day(at, index)
            ):
                yield Clock(hour % 24, minute, token.text[0] == "0" or hour > 12), _past_sign(at, index + 1)
        case "half" if _is_hour(at, index + 1):
            yield _before_hour(at.value(index + 1), 30), _past_sign(at, index + 2)
        case "three_quarter" if _is_hour(at, index + 1):
            yield _before_hour(at.value(index + 1), 15), _past_sign(at, index + 2)
        case "quarter":
            yield from _quarter(at, index)
        case "number":
            yield from _number(at, index, bare=bare)
        case "ordinal" if bare and _is_colloquial(at, index):
            yield Clock(token.value), _past_sign(at, index + 1)
        case "midnight":
            yield Clock(0, 0, literal=True), index + 1
        case _:
            pass


def _quarter(at: Sentence, index: int) -> Iterator[tuple[Clock, int]]:
    if at.is_mark(index + 1, "after", "before"):
        yield from _minutes_beside(at, index + 1, 15)
    elif _is_hour(at, index + 1):
        yield _before_hour(at.value(index + 1), 45), _past_sign(at, index + 2)


def _number(at: Sentence, index: int, *, bare: bool) -> Iterator[tuple[Clock, int]]:
    value, text = at.value(index), at.at(index).text
    if at.kind(index + 1) == "hour_sign":
        if len(text) in {3, 4} and text.isdecimal() and _is_time(value // 100, value % 100):
            yield Clock(value // 100 % 24, value % 100, literal=True), index + 2
        elif isinstance(value, int) and 0 <= value <= 24:
            yield _with_minutes(at, value, text, index + 2)
        return
    minutes = at.at(index + 1)
    if minutes.kind == "number" and len(minutes.text) == 2 == len(text) and at.kind(index + 2) == "hour_sign":
        yield _clock(value, minutes.value, text), index + 3  # "09 00 Uhr"
    if at.is_number(index, 1, 29):
        yield from _minutes_beside(at, index + 1, value)
    if not bare:
        return
    if (
        len(text) == 4
        and text.isdecimal()
        and not at.is_mark(index - 1, "from", "until", "after", "before")
        and _is_time(value // 100, value % 100)
        and not 2000 <= value < 2100
    ):
        yield Clock(value // 100 % 24, value % 100, literal=True), index + 1
    elif at.is_number(index, 0, 24) and text not in _ARTICLES and not _is_counted(at, index + 1):
        if (
            at.is_number(index + 1, 0, 59)
            and len(at.at(index + 1).text) > 1
            and not _is_counted(at, index + 2)
            and at.value(index + 1) % 5 == 0
        ):
            yield _clock(value, at.value(index + 1), text), index + 2
        yield _clock(value, 0, text), index + 1


def _with_minutes(at: Sentence, hour: int, text: str, after: int) -> tuple[Clock, int]:
    """ "8 Uhr 30", "acht Uhr und zehn Minuten", "neun Uhr null fünf"."""
    first = after + 1 if at.is_mark(after, "and") else after
    if at.is_number(first, 0, 0) and at.is_number(first + 1, 1, 9):
        return _clock(hour, at.value(first + 1), text), first + 2
    last = first + 1
    if (
        not at.is_number(first, 0, 59)
        or at.at(first).text in _ARTICLES
        or (at.kind(last) == "hour_sign" and at.at(after - 1).text != "h")
    ):
        return _clock(hour, 0, text), after
    if at.kind(last) == "unit" and at.value(last) == "minute":
        return _clock(hour, at.value(first), text), last + 1
    if _is_counted(at, last) or at.is_mark(last, "before", "after") or at.kind(last) == "minutes_before":
        return _clock(hour, 0, text), after
    return _clock(hour, at.value(first), text), _past_sign(at, last)


def _minutes_beside(at: Sentence, index: int, minutes: int) -> Iterator[tuple[Clock, int]]:
    """ "fünf vor halb drei", "zehn nach acht", "20 Minuten vor 9 Uhr": from the small word on."""
    if at.kind(index) == "unit" and at.value(index) == "minute":
        index += 1
    if at.kind(index) == "minutes_before" or at.is_mark(index, "before"):
        minutes = -minutes
    elif not (at.kind(index) == "minutes_after" or at.is_mark(index, "after")):
        return
    base = index + 1
    if at.kind(base) == "half" and _is_hour(at, base + 1):
        yield _moved(at.value(base + 1), minutes - 30), _past_sign(at, base + 2)
    elif _is_hour(at, base) and not _is_counted(at, base + 1):
        yield _moved(at.value(base), minutes), _past_sign(at, base + 1)


def _is_hour(at: Sentence, index: int) -> bool:
    """A number from 1 to 24; with a full stop after it where the sentence ends there ("halb 8.")."""
    ends = at.kind(index + 1) == "end" and at.at(index).text.isdecimal()
    told = at.at(index).text == _EIGHT
    return at.is_number(index, 1, 24) or ((ends or told) and at.is_ordinal(index, 1, 24))


def _is_colloquial(at: Sentence, index: int) -> bool:
    """ "Um achte": a time as some say it, where a day would have an article."""
    return at.at(index).text == _EIGHT and at.is_mark(index - 1, *_BEFORE_HOURS)


def _moved(hour: int, minutes: int) -> Clock:
    whole = (hour * 60 + minutes) % (24 * 60)
    return Clock(whole // 60, whole % 60, literal=hour > 12)


def _before_hour(hour: int, minutes: int) -> Clock:
    return _moved(hour, -minutes)


def _clock(hour: int, minute: int, text: str) -> Clock:
    return Clock(hour % 24, minute, hour > 12 or hour == 0 or (text[0] == "0" and len(text) == 2))


def _past_sign(at: Sentence, index: int) -> int:
    return index + 1 if at.kind(index) == "hour_sign" else index


def _is_time(hour: int, minute: int) -> bool:
    return 0 <= hour <= 24 and 0 <= minute < 60 and (hour < 24 or minute == 0)


def _is_counted(at: Sentence, index: int) -> bool:
    """Whether the number before is a number of things: "um 2 Ausweise", "in 3 Wochen"."""
    token = at.at(index)
    named = token.kind == "word" and token.text.startswith(_COUNTED_WORDS)
    return token.kind in _COUNTED or (named and not token.text.startswith(_NO_PASSPORTS))


def _day_before(at: Sentence, index: int) -> bool:
    """Whether a day was named already: "am 3.11. ab 8.12", or the small word allows nothing but a time."""
    named = {"date", "day_month", "weekday", "relative", "morgen", "month"}
    return at.is_mark(index - 1, "at", "around") or any(at.kind(each) in named for each in range(index))


def _follows_day(at: Sentence, index: int) -> bool:
    """Whether a day was named just before: of "26.09. 06.10" the second is the time."""
    before = index - 1
    while at.kind(before) == "sign" and not at.is_mark(before, "to", "slash"):
        before -= 1
    return at.kind(before) in {"date", "day_month"}
