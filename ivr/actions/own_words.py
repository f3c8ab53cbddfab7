"""A whole sentence of the caller: what is understood of it becomes values of the call, and leads on."""

from collections.abc import Mapping
from datetime import datetime

import booking
from ivr.actions import wishes
from ivr.actions.choices import choice
from ivr.actions.context import CallContext, Values, needed_text, text_of
from ivr.dialog import JSON, Outcome
from ivr.understanding import Context, Intent, Understood, is_place, understand

UNSURE = 0.6  # below that what was understood is read back before anything is asked
NOTHING = Outcome("nothing")
GROUP = 25  # persons in one appointment, at most; for more an agent finds a way
_ERRANDS = {Intent.CANCEL: "cancel", Intent.MOVE: "move", Intent.FIND: "change"}
_QUESTIONS = {Intent.DOCUMENTS, Intent.FEES}
_PLACES = {Intent.HOURS, Intent.ADDRESS}


def take_wish(call: CallContext, values: Values) -> Outcome:
    """What was said, as far as it is more than an option of the menu: that is left to the menu."""
    if is_place(needed_text(values, "said"), call.language):
        return NOTHING
    said = _understood(call, values)
    if said.intent is Intent.OTHER:
        return Outcome("elsewhere")
    if said.intent is Intent.CALL_BACK:
        return Outcome("call_back")
    if said.intent is Intent.AGENT or (said.intent is Intent.WAIT and values.get("waits")):
        return NOTHING
    if said.intent in _ERRANDS:
        return Outcome("change", {"errand": _ERRANDS[said.intent], "wish": _wish(call, said, values)})
    if said.intent in _PLACES or (text_of(values, "errand") == "hours" and said.intent is None):
        return _hours(call, said)
    if (said.persons or 1) > GROUP:
        return Outcome("group")
    if said.services:
        return _service(call, said, values)
    waits = said.intent is Intent.WAIT
    if said.intent in _QUESTIONS or not (said.office or said.when or waits or (said.persons or 1) > 1):
        return NOTHING
    given: dict[str, JSON] = {
        **_persons(said),
        **_waiting(said, values),
        "errand": text_of(values, "errand") or "book",
        "wish": _wish(call, said, values),
    }
    office = _office(call, said, None)
    return Outcome("at_office", {**given, **office}) if office else Outcome("what", given)


def add_to_wish(call: CallContext, values: Values) -> Outcome:
    """More about a wish, or another one: an office, a time, a service, in place of what was said before.

    What names one of the places at hand, or is only the day that was asked for, is left to the question.
    """
    if is_place(needed_text(values, "said"), call.language):
        return NOTHING
    said = _understood(call, values)
    if said.intent in {Intent.CALL_BACK, Intent.AGENT, Intent.CANCEL, Intent.OTHER}:
        return NOTHING
    if (said.persons or 1) > GROUP:
        return Outcome("group")
    key = said.service or needed_text(values, "service")
    service = booking.service(call.session, key)
    office = {name: value for name, value in _office(call, said, service).items() if name != "kind"}
    since = wishes.to_keep(said.when, call.today, wishes.HORIZON)
    changed: dict[str, JSON] = {**office, **_persons(said)}
    if since is not None:
        changed["wish"] = wish = wishes.joined(values.get("wish"), since)
        if said.when.has_day:
            day = said.when.day if not said.when.either else None
            changed["day"] = day.isoformat() if day else None
            changed["wish"] = wishes.times_of(wish) if day else wish
    sure = _sure_from(call)
    if key != text_of(values, "service") and said.confidence >= sure and said.services[0].score >= sure:
        return Outcome("service", {**changed, "service": key, "service_name": service.name(call.language)})
    for_others = said.persons is not None and said.persons != (values.get("persons") or 1)
    if not for_others and (_at_hand(values, office, since) or not (office or since)):
        return NOTHING
    return Outcome("placed" if office else "timed", changed)


def _sure_from(call: CallContext) -> float:
    """Below that what was understood is read back before anything is asked."""
    return call.line.sure_from / 100


def _at_hand(values: Values, office: Mapping[str, JSON], since: JSON) -> bool:
    """Whether one of the places that were offered, or the one that is held, is just what was said."""
    offered = values.get("offers")
    places_now: list[JSON] = (
        [each.get("value") for each in offered if isinstance(each, dict)] if isinstance(offered, list) else []
    )
    if (start := text_of(values, "start")) is not None and not places_now:
        places_now = [{"start": start, "office": values.get("office")}]
    return any(
        isinstance(each, dict)
        and office.get("office") in {None, each.get("office")}
        and (since is None or wishes.meets(since, datetime.fromisoformat(str(each["start"]))))
        for each in places_now
    )


def _service(call: CallContext, said: Understood, values: Values) -> Outcome:
    asked = text_of(values, "errand") == "documents" and said.intent is None
    errand = "documents" if asked or said.intent in _QUESTIONS else "book"
    given: dict[str, JSON] = {
        "errand": errand,
        "wish": _wish(call, said, values),
        **_persons(said),
        **_waiting(said, values),
    }
    services = [booking.service(call.session, each.meant) for each in said.services]
    if len(services) > 1:
        listed = [choice(each.key, each.name(call.language), each.called(call.language)) for each in services]
        keyed: list[JSON] = [{**each, "key": str(key)} for key, each in enumerate(listed, start=1)]
        return Outcome("several", {**given, "kind": services[0].kind.value, "services": keyed})
    service = services[0]
    given |= {"service": service.key, "service_name": service.name(call.language), "kind": service.kind.value}
    if errand == "documents":
        return Outcome("documents", given)
    given |= {name: value for name, value in _office(call, said, service).items() if name != "kind"}
    return Outcome("unsure" if said.confidence < _sure_from(call) else "book", given)


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


def _persons(said: Understood) -> dict[str, JSON]:
    """For how many it is, where that was said; for one is what else is meant."""
    return {} if said.persons is None else {"persons": said.persons if said.persons > 1 else None}


def _waiting(said: Understood, values: Values) -> dict[str, JSON]:
    """Who asks for the waiting list has it beside the first offers, if a text can reach them."""
    return {"looked_on": values.get("can_text")} if said.intent is Intent.WAIT else {}


def _wish(call: CallContext, said: Understood, values: Values) -> JSON:
    return wishes.joined(values.get("wish"), wishes.to_keep(said.when, call.today, wishes.HORIZON))


def _understood(call: CallContext, values: Values) -> Understood:
    """The sentence; where services of one kind are read out, one of these is meant rather than any other."""
    said, kind = needed_text(values, "said"), text_of(values, "kind")
    if kind is not None and "services" in values:
        near = understand(said, _context(call, values, [booking.OfficeKind(kind)]))
        if near.services:
            return near
    return understand(said, _context(call, values, list(booking.OfficeKind)))


def _context(call: CallContext, values: Values, kinds: list[booking.OfficeKind]) -> Context:
    sure = values.get("sureness")
    return Context(
        language=call.language,
        today=call.today,
        services=[
            (each.key, (each.name(call.language), *each.called(call.language)))
            for kind in kinds
            for each in booking.services(call.session, kind)
        ],
        offices=[
            (each.key, (each.short, each.name, *each.former_names)) for each in booking.offices(call.session)
        ],
        heard=sure if isinstance(sure, float) and sure > 0 else None,
    )
