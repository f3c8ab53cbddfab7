"""Free places on the phone: three offers, later ones, another day; and the one that is held."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime

import booking
from ivr.actions.choices import Choice, choice
from ivr.actions.context import CallContext, Values, needed_number, needed_text, text_of
from ivr.actions.wishes import from_first_day, to_look_for
from ivr.dialog import JSON, Outcome
from voice_prompts import spoken

OFFERS = 3
MOST_REFUSED = 20  # places that are remembered as not wanted
_BETWEEN = "; "
OFFERS_LATER = 2  # with a way to the waiting list beside them, which leaves five options
# What an office may come to while a caller is choosing: its rules are edited by day.
NOT_HERE = (booking.UnknownService, booking.UnknownOffice, booking.TooManyPlaces)


def find_offers(call: CallContext, values: Values) -> Outcome:
    """The first offers, on the day that was asked for if one was; says whether a day is full or closed."""
    day = day_of(values)
    refused = refused_by(values)
    looks = [wish := values.get("wish")]
    if day is None:
        looks += [each for each in (from_first_day(wish), None) if each not in looks]
    found = (
        offers_for(call, {**values, "wish": look}, without=without)
        for without in ((refused, []) if refused else ([],))
        for look in looks
    )
    if offers := next(filter(None, found), None):
        outcome = offered(call, values, offers)
        kept = _BETWEEN.join(refused[-MOST_REFUSED:])
        return Outcome(outcome.name, {**outcome.values, "refused": kept or None, "let_go": None})
    if day is None:
        return Outcome("none")
    return Outcome("day_full" if is_open_on(call, values, day) else "day_closed")


def later_offers(call: CallContext, values: Values) -> Outcome:
    offers = offers_for(call, values, after=datetime.fromisoformat(needed_text(values, "last_start")))
    return offered(call, values, offers) if offers else Outcome("none")


def hold_place(call: CallContext, values: Values) -> Outcome:
    """Hold the chosen offer while the caller decides; what they held before is free again."""
    booking.release_of(call.session, call.sid, now=call.now)
    try:
        held = booking.hold(call.session, _read(values.get("offer")), now=call.now, holder=call.sid)
    except (booking.SlotTaken, booking.OutsideHours, *NOT_HERE):
        return Outcome("taken")
    return Outcome(
        "held",
        {
            "hold": held.id,
            "end": held.offer.end.isoformat(),
            **place(call, held.offer.office, held.offer.start),
        },
    )


def drop_hold(call: CallContext, _values: Values) -> Outcome:
    booking.release_of(call.session, call.sid, now=call.now)
    return Outcome("dropped", {"hold": None})


def place(call: CallContext, office_key: str, start: datetime) -> dict[str, JSON]:
    """Where and when, as every action gives it that has a place to tell of."""
    office = booking.office_of(call.session, office_key)
    return {
        "start": start.isoformat(),
        "office": office.key,
        "office_name": office.name,
        "office_address": office.address,
    }


def keep_hold(call: CallContext, values: Values) -> None:
    """A caller who is still on the line keeps the place; called at each turn of a call that has one."""
    with suppress(booking.HoldEnded):  # `confirm` will say so, in words
        booking.keep_hold(call.session, needed_number(values, "hold"), now=call.now)


def offers_for(
    call: CallContext, values: Values, after: datetime | None = None, without: Sequence[str] = ()
) -> list[booking.Offer]:
    """What is free for what the caller has said so far: service, office, day, or a whole wish.

    An appointment that is to be moved is not offered the place that it has, where another desk is free then;
    nor is anybody what they are to be `without`.
    """
    left_out = {*without, *_own_place(call, values)}
    count = OFFERS_LATER if values.get("looked_on") else OFFERS
    offers = _free(call, values, after, count)
    if any(_where_and_when(each.office, each.start) in left_out for each in offers):
        more = _free(call, values, after, count + len(left_out))
        offers = [each for each in more if _where_and_when(each.office, each.start) not in left_out]
    return offers[:count]


def _free(call: CallContext, values: Values, after: datetime | None, count: int) -> list[booking.Offer]:
    try:
        found = [
            offer
            for wish in to_look_for(values.get("wish"), day_of(values))
            for offer in booking.offer(
                call.session,
                _service(values),
                persons=_persons(values),
                office=text_of(values, "office"),
                wish=wish,
                after=after,
                count=count,
                now=call.now,
            )
        ]
    except NOT_HERE:
        return []
    return sorted(found, key=lambda offer: offer.start)[:count]


def _own_place(call: CallContext, values: Values) -> list[str]:
    """Where and when the appointment is that is to be moved."""
    if values.get("errand") != "move" or values.get("appointment") is None:
        return []
    own = booking.appointment(call.session, needed_number(values, "appointment"))
    return [_where_and_when(own.office, own.start)]


def refused_by(values: Values) -> list[str]:
    """Where and when the places are that were read back and not wanted, the last one too.

    They are one text, since a call does not keep lists from one question to the next.
    """
    before = text_of(values, "refused")
    refused = before.split(_BETWEEN) if before else []
    if values.get("let_go") is not None:
        last = _read(values["let_go"])
        refused.append(_where_and_when(last.office, last.start))
    return refused


def _where_and_when(office: str, start: datetime) -> str:
    return f"{office} {start.astimezone(UTC).isoformat()}"


def is_open_on(call: CallContext, values: Values, day: date) -> bool:
    """Whether an office that has the service, or the one that was chosen, is open on a day."""
    try:
        return booking.open_on(
            call.session, _service(values), day, office=text_of(values, "office"), now=call.now
        )
    except NOT_HERE:
        return False


def offered(call: CallContext, values: Values, offers: list[booking.Offer]) -> Outcome:
    """The offers as a list to choose from."""
    choices = [_spoken(call, each, with_office=not text_of(values, "office")) for each in offers]
    return Outcome(
        "offered",
        {
            "offers": [{**each, "key": str(key)} for key, each in enumerate(choices, start=1)],
            "last_start": max(each.start for each in offers).isoformat(),
        },
    )


def _spoken(call: CallContext, offer: booking.Offer, with_office: bool) -> Choice:
    local = offer.start.astimezone(booking.BERLIN)
    label = spoken.moment(offer.start, call.language)
    words = [spoken.clock(local.time(), call.language), spoken.weekday(local.date(), call.language)]
    if with_office:
        office = booking.office_of(call.session, offer.office)
        label = call.text("offer.place", moment=label, office=office.short)
        words += [office.short, office.name]
    return choice(written(offer), label, words)


def written(offer: booking.Offer) -> dict[str, JSON]:
    """An offer as a value of the call."""
    return {
        "office": offer.office,
        "service": offer.service,
        "desk": offer.desk,
        "start": offer.start.isoformat(),
        "end": offer.end.isoformat(),
        **({"further": list(offer.further)} if offer.further else {}),
    }


def _read(value: JSON) -> booking.Offer:
    if not isinstance(value, dict):
        raise ValueError("the value 'offer' is missing")
    further = value.get("further")
    return booking.Offer(
        office=str(value["office"]),
        service=str(value["service"]),
        desk=int(str(value["desk"])),
        start=datetime.fromisoformat(str(value["start"])),
        end=datetime.fromisoformat(str(value["end"])),
        further=tuple(str(each) for each in further) if isinstance(further, list) else (),
    )


def _persons(values: Values) -> int:
    """For how many a new appointment is; one that is moved stays for those that it is for."""
    persons = values.get("persons")
    return persons if isinstance(persons, int) and values.get("errand") != "move" else 1


def _service(values: Values) -> str:
    return needed_text(values, "service")


def day_of(values: Values) -> date | None:
    """The day that was asked for by itself."""
    day = text_of(values, "day")
    return date.fromisoformat(day) if day else None
