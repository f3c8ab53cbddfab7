"""A whole sentence of the caller: what is understood of it becomes values of the call, and leads on."""

from datetime import date

import booking
from ivr.actions import places, wishes
from ivr.actions.choices import choice
from ivr.actions.context import CallContext, Values, needed_text, text_of
from ivr.dialog import JSON, Outcome
from ivr.understanding import Context, Intent, Understood, understand
from voice_prompts import spoken

UNSURE = 0.6  # below that what was understood is read back before anything is asked
HORIZON = 90  # days in which a wish with days ruled out is looked for

NOTHING = Outcome("nothing")
_ERRANDS = {Intent.CANCEL: "cancel", Intent.MOVE: "move", Intent.FIND: "change"}
_QUESTIONS = {Intent.DOCUMENTS, Intent.FEES}
_PLACES = {Intent.HOURS, Intent.ADDRESS}


def take_wish(call: CallContext, values: Values) -> Outcome:
    """What was said, as far as it is more than an option of the menu: that is left to the menu."""
    said = understand(needed_text(values, "said"), _context(call, values))
    if said.intent is Intent.OTHER:
        return Outcome("elsewhere")
    if said.intent is Intent.AGENT:
        return NOTHING
    if said.intent in _ERRANDS:
        return Outcome("change", {"errand": _ERRANDS[said.intent], "wish": _wish(call, said)})
    if said.intent in _PLACES:
        return _hours(call, said)
    if said.services:
        return _service(call, said)
    if said.intent in _QUESTIONS or not (said.office or said.when):
        return NOTHING
    given: dict[str, JSON] = {"errand": text_of(values, "errand") or "book", "wish": _wish(call, said)}
    office = _office(call, said, None)
    return Outcome("at_office", {**given, **office}) if office else Outcome("what", given)


def fit_wish(call: CallContext, values: Values) -> Outcome:
    """A place for a wish in the caller's own words, to be read back at once where the wish names a day."""
    wish = values.get("wish")
    if wish is None:
        return NOTHING
    day = text_of(values, "day")
    if (days := wishes.either(wish)) and day is None:
        return Outcome("which_day", {"days": [_day(call, day, key) for key, day in enumerate(days, start=1)]})
    offers = places.offers_for(call, values)
    if not offers:
        return Outcome("not_then")
    if day or wishes.is_narrow(wish):
        return Outcome("fits", {"offer": places.written(wishes.nearest(offers, wish))})
    return places.offered(call, values, offers)


def _service(call: CallContext, said: Understood) -> Outcome:
    errand = "documents" if said.intent in _QUESTIONS else "book"
    given: dict[str, JSON] = {"errand": errand, "wish": _wish(call, said)}
    services = [booking.service(call.session, each.meant) for each in said.services]
    if len(services) > 1:
        listed = [choice(each.key, each.name(call.language), each.synonyms) for each in services]
        keyed: list[JSON] = [{**each, "key": str(key)} for key, each in enumerate(listed, start=1)]
        return Outcome("several", {**given, "kind": services[0].kind.value, "services": keyed})
    service = services[0]
    given |= {"service": service.key, "service_name": service.name(call.language), "kind": service.kind.value}
    if errand == "documents":
        return Outcome("documents", given)
    given |= {name: value for name, value in _office(call, said, service).items() if name != "kind"}
    return Outcome("unsure" if said.confidence < UNSURE else "book", given)


def _hours(call: CallContext, said: Understood) -> Outcome:
    """Where and when an office is open; which one, the menu asks if it was not said."""
    office = _office(call, said, None)
    return Outcome("hours", {"errand": "hours", **office}) if office else NOTHING


def _office(call: CallContext, said: Understood, service: booking.Service | None) -> dict[str, JSON]:
    """The office that was named, if the service can be had there."""
    if said.office is None:
        return {}
    office = booking.office_of(call.session, said.office.meant)
    offered = booking.offices_for(call.session, service.key) if service and service.bookable else [office]
    if office.key not in {each.key for each in offered}:
        return {}
    return {"office": office.key, "office_name": office.name, "kind": office.kind.value}


def _wish(call: CallContext, said: Understood) -> JSON:
    return wishes.to_keep(said.when, call.now.astimezone(booking.BERLIN).date(), HORIZON)


def _day(call: CallContext, day: date, key: int) -> dict[str, JSON]:
    label = spoken.day(day, call.language)
    return {**choice(day.isoformat(), label, [spoken.weekday(day, call.language)]), "key": str(key)}


def _context(call: CallContext, values: Values) -> Context:
    sure = values.get("sureness")
    kinds = list(booking.OfficeKind)
    return Context(
        language=call.language,
        today=call.now.astimezone(booking.BERLIN).date(),
        services=[
            (each.key, (each.name(call.language), *each.synonyms))
            for kind in kinds
            for each in booking.services(call.session, kind)
        ],
        offices=[
            (each.key, (each.short, each.name, *each.former_names))
            for kind in kinds
            for each in booking.offices(call.session, kind)
        ],
        heard=sure if isinstance(sure, float) and sure > 0 else None,
    )
