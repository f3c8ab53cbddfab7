"""The house as it was: actions answer a draft what they answered the original, as far as they did."""

from collections.abc import Mapping, Sequence
from typing import Any

from ivr.dialog import ACTIONS, JSON, Actions, Outcome
from ivr.dialog.examples import EXAMPLES, example
from ivr.dialog.vocabulary import NOTHING
from ivr.dry import DEEDS_DONE
from ivr.replay.retracing import Known, Spoken

# What is told of the clock alone, so that other hours of a draft are seen.
BY_THE_CLOCK = {"duty"}
# What is told by the book's rules, which are kept: services and offices, not places and people.
BY_THE_RULES = {
    "add_to_wish",
    "all_offices",
    "choose_service",
    "documents_of",
    "hours_of",
    "language_chosen",
    "list_offices",
    "list_services",
    "list_windows",
    "own_language",
    "own_number",
    "take_wish",
    "where_to_wait",
}
# Of what an action may use, what makes it another question.
TELLING = {"day", "number", "office", "page", "part", "persons", "until_day", "window", "wish"}
GIVES_OFFERS = {"find_offers", "fit_wish", "later_offers"}
# What is not known of the book and its people ends in the least.
UNSEEN = {"find_appointment": "unknown", "list_waiting": "nothing", "offered_instead": "nothing"}


class AsItWas:
    """`ivr.dialog.Actions` out of what is known of one call; `assumed` names what nobody knows.

    `rules` looks into the book's rules in a session that cannot write, and imagines deeds.
    """

    def __init__(self, known: Sequence[Known], rules: Actions, spoken: Spoken) -> None:
        self.known, self.rules, self.listed = known, rules, spoken
        self.used: set[int] = set()
        self.assumed: list[str] = []
        self.done: list[tuple[str, str]] = []

    def run(self, action: str, values: Mapping[str, JSON], language: str) -> Outcome:
        outcome = self._answer(action, values, language)
        self.done.append((action, outcome.name))
        return outcome

    def spoken(self, named: str, values: Mapping[str, JSON], language: str) -> Sequence[Mapping[str, Any]]:
        return self.listed(named, values, language)

    def _answer(self, action: str, values: Mapping[str, JSON], language: str) -> Outcome:
        if action in BY_THE_CLOCK:
            return self.rules.run(action, values, language)
        if (just_so := self._found(action, values, alike=_just_so)) is not None:
            return just_so
        if action in BY_THE_RULES:
            return self.rules.run(action, values, language)
        if action == "fit_wish" and values.get("wish") is None and values.get("day") is None:
            return Outcome(NOTHING)
        self.assumed.append(action)
        if (much_so := self._found(action, values, alike=_much_so)) is not None:
            return much_so
        if action in DEEDS_DONE:
            return self.rules.run(action, values, language)
        return self._usual(action, values)

    def _found(self, action: str, values: Mapping[str, JSON], *, alike: Any) -> Outcome | None:
        """What the house said to this: the next time that it was asked, or else the last."""
        found = [
            at for at, each in enumerate(self.known) if each.action == action and alike(action, each, values)
        ]
        if not found:
            return None
        at = next((at for at in found if at not in self.used), found[-1])
        self.used.add(at)
        return self.known[at].outcome

    def _usual(self, action: str, values: Mapping[str, JSON]) -> Outcome:
        """What is most often said, with the places that this caller was offered, if any."""
        if action == "who_calls":
            return Outcome(NOTHING, {"can_text": False, "waits": False})
        usual = "offered" if action in GIVES_OFFERS else next(iter(ACTIONS[action].outcomes))
        name = UNSEEN.get(action, usual)
        given = example(action, name, values)
        if action in GIVES_OFFERS:
            offered = (each.outcome.values for each in self.known if each.outcome.values.get("offers"))
            given |= _places(next(offered, EXAMPLES))
        return Outcome(name, given)


def _places(given: Mapping[str, JSON]) -> dict[str, JSON]:
    return {"offers": given["offers"], "last_start": given.get("last_start") or EXAMPLES["last_start"]}


def _just_so(action: str, known: Known, values: Mapping[str, JSON]) -> bool:
    """Asked with the same words and values."""
    spec = ACTIONS[action]
    names = (*spec.needs, *(name for name in spec.may_use if name in TELLING))
    return all(known.values.get(name) == values.get(name) for name in names)


def _much_so(action: str, known: Known, values: Mapping[str, JSON]) -> bool:
    """Asked for the same thing, with other wishes."""
    return all(known.values.get(name) == values.get(name) for name in ACTIONS[action].needs)
