"""A place for a wish in the caller's own words, or why there is none then."""

from datetime import date, timedelta

import booking
from ivr.actions import places, wishes
from ivr.actions.choices import choice
from ivr.actions.context import CallContext, Values, text_of
from ivr.dialog import JSON, Outcome
from voice_prompts import spoken

_FEBRUARY = 2
_JUST_OVER = timedelta(days=60)  # a date this long ago was meant, rather than the one in a year


def fit_wish(call: CallContext, values: Values) -> Outcome:
    """A place for a wish, to be read back at once where the wish names a day."""
    wish = values.get("wish")
    day = places.day_of(values)
    if wish is None and day is None:
        return Outcome("nothing")
    if (days := wishes.either(wish)) and day is None:
        return Outcome(
            "which_day", {"days": [_choice(call, each, key) for key, each in enumerate(days, start=1)]}
        )
    offers = _offers(call, values, wish)
    if not offers:
        return _not_then(call, values, wish)
    if day or wishes.is_narrow(wish):
        return Outcome("fits", {"offer": places.written(wishes.nearest(offers, wish))})
    return places.offered(call, values, offers)


def _offers(call: CallContext, values: Values, wish: JSON) -> list[booking.Offer]:
    """What is free; where days have times of their own, of each the nearest. What was refused comes last."""
    without = places.refused_by(values)
    found = places.offers_for(call, values, without=without) or places.offers_for(call, values)
    if not (of_pairs := wishes.pairs(wish)) or text_of(values, "day"):
        return found
    there = ((places.offers_for(call, {**values, "wish": each}, without=without), each) for each in of_pairs)
    best = [wishes.nearest(offers, pair) for offers, pair in there if offers]
    rest = [each for each in found if each not in best]
    return sorted([*best, *rest][: places.OFFERS], key=lambda offer: offer.start)


def _not_then(call: CallContext, values: Values, wish: JSON) -> Outcome:
    """Nothing is free: whether the day that was named is over or closed; what is near is looked for next."""
    chosen = places.day_of(values)
    day = chosen or wishes.one_day(wish)
    over = day_that_is_over(day, call)
    closed = day is not None and not over and not places.is_open_on(call, values, day)
    told = over or (day if closed else None)
    why: dict[str, JSON] = {
        "day_over": over.isoformat() if over else None,
        "day_closed": day.isoformat() if day and closed else None,
        "none_free": told is None or None,
    }
    return Outcome("not_then", {"wish": _near(wish, day, chosen=bool(chosen), told=told), "day": None, **why})


def _near(wish: JSON, day: date | None, *, chosen: bool, told: date | None) -> JSON:
    """What to look for instead: another time on that day, or what comes after it."""
    if told is not None and told != day:
        return wishes.times_of(wish)
    if day is not None and told:
        return {"first": day.isoformat()}
    if day is not None and chosen:
        return {"first": day.isoformat(), "last": day.isoformat()}
    return wishes.days_of(wish) or wishes.from_first_day(wish)


def day_that_is_over(day: date | None, call: CallContext) -> date | None:
    """The day that was named, if it is over: "am 3. November" said late in that month is no day in a year."""
    if day is None:
        return None
    if day < call.today:
        return day
    last_year = (
        date(day.year - 1, day.month, min(day.day, 28)) if day.month == 2 else day.replace(year=day.year - 1)
    )
    return last_year if call.today - _JUST_OVER <= last_year < call.today else None


def _choice(call: CallContext, day: date, key: int) -> dict[str, JSON]:
    label = spoken.day(day, call.language)
    return {**choice(day.isoformat(), label, [spoken.weekday(day, call.language)]), "key": str(key)}
