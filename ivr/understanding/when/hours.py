"""Times as an office's day means them: "um drei" is 15:00, "halb eins" 12:30, "abends um acht" 20:00."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from ivr.understanding.when.clauses import Parts, Times
from ivr.understanding.when.meaning import Part
from ivr.understanding.when.pieces import Clock

_EARLY = 6 * 60  # a time up to that, said without a part of the day, is in the afternoon
_HALF_A_DAY = 12 * 60
_MINUTES_A_DAY = 24 * 60

# What is left where a side of the day is refused: "ab drei kann ich nicht" is until three.
_OTHER_SIDE: Mapping[str | None, str] = {
    "from": "until",
    "after": "until",
    "until": "from",
    "before": "from",
}

# What "from noon on" and "until the evening" mean.
_BOUNDS: Mapping[Part, tuple[time, time]] = {
    Part.MORNING: (time(7), time(10)),
    Part.FORENOON: (time(8), time(12)),
    Part.NOON: (time(12), time(13)),
    Part.AFTERNOON: (time(13), time(17)),
    Part.EVENING: (time(17), time(20)),
    Part.NIGHT: (time(20), time(23)),
}


@dataclass(frozen=True, slots=True)
class TimesOfDay:
    """What was said about the time of day."""

    at: time | None = None
    from_time: time | None = None
    until_time: time | None = None
    part: Part | None = None
    not_parts: tuple[Part, ...] = ()
    not_times: tuple[tuple[time, time], ...] = ()


def parts_and_times(
    times: Sequence[Times], parts: Sequence[Parts], *, over_days: bool, either_day: bool
) -> TimesOfDay:
    """Times and parts of the day together; of several of the same kind the last one counts.

    `over_days`: between days in a row the first time is where it begins and the last one where it ends.
    `either_day`: of several days, each perhaps with a time of its own.
    """
    found: dict[str, time | None] = {"at": None, "from": None, "until": None}
    plain = {each.said.part for each in parts if not each.refused and _is_plain(each)}
    part = next((each.said.part for each in reversed(parts) if not each.refused and _is_plain(each)), None)
    if either_day and len(plain) > 1:
        part = None  # "Montag früh oder Dienstag Nachmittag": no one part for both
    for each in parts:
        if not each.refused and not _is_plain(each):
            _bound_part(each, found)
    wanted = [each for each in times if not each.refused]
    for said in wanted:
        _bound_time(said, part, found)
    if either_day and len({each.said for each in wanted if each.bound in {None, "at"}}) > 1:
        found["at"] = None
    if over_days and len(wanted) == 2 and found["at"]:
        begins, ends = (_time(_minutes(each.said, part)) for each in wanted)
        found.update({"at": None, "from": begins, "until": ends})
    for said in times:
        if said.refused and said.to is None and said.bound in _OTHER_SIDE:
            found[_OTHER_SIDE[said.bound]] = _time(_minutes(said.said, part))
    if found["from"] and found["until"] and found["from"] >= found["until"]:
        found["until"] = None
    refused = tuple(dict.fromkeys(each.said.part for each in parts if each.refused))
    ruled_out = tuple(_refused_range(each, part) for each in times if each.refused and _is_refused_hour(each))
    return TimesOfDay(found["at"], found["from"], found["until"], part, refused, ruled_out)


def _is_refused_hour(said: Times) -> bool:
    return said.to is not None or said.bound not in _OTHER_SIDE


def _refused_range(said: Times, part: Part | None) -> tuple[time, time]:
    """A range that was refused; of one time ("nicht um zehn") the hour or half hour from it on."""
    if said.to is not None:
        return _range(said.said, said.to, part)
    begins = _minutes(said.said, part)
    ends = min(begins + (30 if said.said.minute else 60), _MINUTES_A_DAY - 1)
    return _time(begins), _time(ends)


def _is_plain(said: Parts) -> bool:
    """Whether it is the part itself that is wished for, not what comes before or after it."""
    return said.bound in {None, "around", "at"} or (said.bound == "between")


def _bound_part(said: Parts, found: dict[str, time | None]) -> None:
    begins, ends = _BOUNDS[said.said.part]
    match said.bound:
        case "from":
            found["from"] = begins
        case "after":
            found["from"] = ends
        case "until":
            found["until"] = ends
        case _:
            found["until"] = begins


def _bound_time(said: Times, part: Part | None, found: dict[str, time | None]) -> None:
    if said.to is not None:
        found["from"], found["until"] = _range(said.said, said.to, part)
        found["at"] = None
        return
    clock = _time(_minutes(said.said, part))
    match said.bound:
        case "from" | "after":
            found["from"] = clock
        case "until" | "before":
            found["until"] = clock
        case _:
            found["at"] = clock


def _range(first: Clock, last: Clock, part: Part | None) -> tuple[time, time]:
    """Both ends read together: "von elf bis eins" ends after noon, "von 6:30 bis 10" begins before it."""
    begins, ends = _minutes(first, part), _minutes(last, part)
    if ends <= begins and not last.literal and ends + _HALF_A_DAY > begins and ends < _HALF_A_DAY:
        ends += _HALF_A_DAY
    if ends <= begins and not first.literal and begins >= _HALF_A_DAY:
        begins -= _HALF_A_DAY
    return _time(begins), _time(ends)


def _minutes(said: Clock, part: Part | None) -> int:
    """Minutes from midnight, as they are meant."""
    hour, minute = said.hour, said.minute
    if said.literal and part not in {Part.EVENING, Part.NIGHT}:
        return hour * 60 + minute
    match part:
        case Part.MORNING | Part.FORENOON:
            pass
        case Part.NOON | Part.AFTERNOON:
            hour += 12 if hour < 8 else 0
        case Part.EVENING:
            hour = hour + 12 if 3 < hour <= 12 else hour
        case Part.NIGHT:
            hour = hour + 12 if 6 < hour <= 12 else hour
        case None:
            early = hour * 60 + minute <= _EARLY and not said.literal
            hour += 12 if early else 0
    return (hour * 60 + minute) % _MINUTES_A_DAY


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
