"""A sentence read from left to right: at each place the first rule that finds something."""

from collections.abc import Iterator, Mapping
from datetime import date

from ivr.understanding.when.arabic import arabic_rules
from ivr.understanding.when.calendars import calendar_rules
from ivr.understanding.when.clocks import clock_rules
from ivr.understanding.when.cursor import GAP, Found, Rule, Sentence, found
from ivr.understanding.when.english import english_clock_rules
from ivr.understanding.when.meaning import Part
from ivr.understanding.when.named_days import named_day_rules
from ivr.understanding.when.pieces import Clock, DayPart, Mark, Piece, Soonest
from ivr.understanding.when.scan import Lexicon, scan
from ivr.understanding.when.spans import span_rules
from ivr.understanding.when.told_hours import told_hour_rules
from ivr.understanding.when.turkish import turkish_rules

# What people mean by these, in an office's day: "nach der Arbeit" is from 16:00.
_MEANT: Mapping[str, tuple[Piece, ...]] = {
    "after_work": (Mark("from"), Clock(16, literal=True)),
    "before_work": (Mark("until"), Clock(9, literal=True)),
    "after_noon": (Mark("from"), Clock(13, literal=True)),
    "before_noon": (Mark("until"), Clock(12, literal=True)),
    "not_early": (Mark("from"), Clock(9, literal=True)),
    "not_late": (Mark("until"), Clock(16, literal=True)),
    "soonest": (Soonest(),),
}
_SIGNS: Mapping[str, tuple[Piece, ...]] = {"-": (Mark("dash"),), "/": (Mark("slash"),), ",": (Mark("comma"),)}

_DAYS: tuple[Rule, ...] = (calendar_rules, named_day_rules, span_rules)
GERMAN_RULES: tuple[Rule, ...] = (clock_rules, *_DAYS)
ENGLISH_RULES: tuple[Rule, ...] = (english_clock_rules, *_DAYS)
TOLD_RULES: tuple[Rule, ...] = (told_hour_rules, *_DAYS)
TURKISH_RULES: tuple[Rule, ...] = (turkish_rules, *TOLD_RULES)
ARABIC_RULES: tuple[Rule, ...] = (arabic_rules, *TOLD_RULES)


def pieces(text: str, today: date, known: Lexicon, rules: tuple[Rule, ...]) -> Iterator[Piece]:
    """The pieces of `text` in order. What has nothing to do with time is a gap."""
    at = Sentence(scan(text, known), today, known)
    index = 0
    while index < len(at.tokens):
        read = next((one for rule in rules if (one := rule(at, index)) is not None), None) or _small(
            at, index
        )
        yield from read.pieces
        index = read.end


def _small(at: Sentence, index: int) -> Found:
    """A part of the day, a small word, or a gap."""
    kind = at.kind(index)
    if _is_moved_on(at, index):
        return found(index + 1, Mark("instead"))
    if kind in _MEANT:
        return found(index + 1, *_MEANT[kind])
    match kind:
        case "part":
            return _part(at, index)
        case "early_late" if at.kind(index + 1) == "part":
            return _part(at, index + 1)
        case "shortly" if at.is_mark(index + 1, "before", "after"):
            return found(index + 2, Mark("around"))
        case "title":  # a name may be Freitag, or August
            return found(index + 2, GAP)
        case "mark":
            return found(index + 1, Mark(at.value(index)))
        case "hour_word" | "located" | "hour_sign" | "minute_sign":
            return found(index + 1)
        case "sign":
            return found(index + 1, *_SIGNS.get(at.at(index).text, ()))
        case _:
            return found(index + 1) if at.is_small(index) else found(_end_of_gap(at, index), GAP)


def _is_moved_on(at: Sentence, index: int) -> bool:
    """ "Vom Donnerstag auf Freitag", "Monday, no, Tuesday": what follows is meant instead."""
    days = {"weekday", "date", "day_month", "which", "ordinal", "relative", "morgen", "clock"}
    after = at.kind(at.skip(index + 1, "article", "sign"))
    before = at.kind(at.skip_back(index - 1, "sign"))
    if at.at(index).text == "no":
        return before in days and after in days
    begun = any(at.is_mark(each, "start") for each in range(max(0, index - 6), index))
    return at.at(index).text == "auf" and begun and before != "unit" and after in days


def _end_of_gap(at: Sentence, index: int) -> int:
    """What has nothing to do with time; "läuft im März ab" is of a document, and no wish."""
    if at.kind(index) != "runs_out":
        return index + 1
    return next((each + 1 for each in range(index, index + 8) if at.at(each).text == "ab"), index + 1)


def _part(at: Sentence, index: int) -> Found:
    """A part of the day; "früh" beside another one only says how early in it."""
    if at.value(index) is Part.MORNING and at.kind(index + 1) == "part":
        return found(index + 1)
    end = index + 1
    while (at.kind(end) == "part" and at.value(end) is Part.MORNING) or at.kind(end) == "early_late":
        end += 1
    return found(end, DayPart(at.value(index)))
