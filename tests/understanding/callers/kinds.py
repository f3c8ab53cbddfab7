"""How each kind of table beside this file is read: what is said, and what is to be understood of it.

A row is `words | meaning`; several right meanings stand with " ; " between them, "-" or nothing is none.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from ivr.dialog import Heard, load
from ivr.dialog.by_time import BERLIN
from ivr.dialog.reading import Answer, Asked, Situation, Unclear
from ivr.dialog.reading import understand as read
from ivr.dialog.steps import Ask
from ivr.understanding import (
    Context,
    Understood,
    asks_for_agent,
    command,
    digits,
    phone_number,
    understand,
    when,
    yes_no,
)
from ivr.understanding.what import Intent, persons
from tests.understanding.what.corpus import offices, services
from tests.understanding.when.notation import told
from voice_prompts import FOLDER, Catalog, spoken

MONDAY = date(2026, 11, 23)
HERE = Path(__file__).parent
MENU = HERE.parents[2] / "ivr" / "menus" / "termine.toml"
OFFERED = [
    (datetime(2026, 12, 1, 7, 10, tzinfo=UTC), "innenstadt", "Innenstadt"),
    (datetime(2026, 12, 1, 10, 0, tzinfo=UTC), "st_gertrud", "St. Gertrud"),
    (datetime(2026, 12, 2, 7, 0, tzinfo=UTC), "innenstadt", "Innenstadt"),
]


def rows(table: Path) -> list[tuple[str, Sequence[str]]]:
    """The sentences of a table, each with its right meanings in the order of `_sorted`."""
    lines = table.read_text(encoding="utf-8").splitlines()
    parted = (line.partition("|") for line in lines if line and not line.startswith("#"))
    return [
        (text.strip(), [_sorted(meant) for meant in _alternatives(told_by, table.stem)])
        for text, _, told_by in parted
    ]


def _alternatives(meanings: str, kind: str) -> list[str]:
    """Where services are listed, "a,b" means that either will do."""
    return meanings.split("," if kind.startswith("services") else ";")


def _sorted(meant: str) -> str:
    """A meaning with its parts in one order, so that tables may be written as one speaks."""
    wishes = (" ".join(sorted(wish.split())) for wish in meant.split("/"))
    return " / ".join(sorted(wishes)).strip().removeprefix("/ ").replace("-", "", meant.strip() == "-")


@cache
def context(language: str) -> Context:
    return Context(language, MONDAY, services(language), offices())


def understood(kind: str, text: str) -> str:
    """What is understood of `text`, written as in a table of this kind: "times", "times_english"."""
    name = kind.removesuffix("_english")
    return _sorted(READ[name](text, "de" if name == kind else "en"))


def _yes_no(text: str, language: str) -> str:
    return {True: "yes", False: "no", None: "-"}[yes_no(text, language)]


def _command(text: str, language: str) -> str:
    return command(text, language) or ("agent" if asks_for_agent(text, language) else "-")


def _number(text: str, language: str) -> str:
    kind, _, said = text.partition(": ")
    return (phone_number if kind == "phone" else digits)(said, language) or "-"


def _intent(text: str, language: str) -> str:
    return str(understand(text, context(language)).intent or "-")


def _services(text: str, language: str) -> str:
    return " ".join(each.meant for each in understand(text, context(language)).services)


def _office(text: str, language: str) -> str:
    found = understand(text, context(language)).office
    return found.meant if found else "-"


def _sentence(text: str, language: str) -> str:
    said = understand(text, context(language))
    return " ".join([*_slots(said), told(said.when) or "-"])


def _slots(said: Understood) -> list[str]:
    intent = said.intent or (Intent.BOOK if said.services else None)  # as the line takes it
    found = (intent, said.service, said.office and said.office.meant, said.persons)
    return [str(one or "-") for one in found]


def _nothing(text: str, language: str) -> str:
    """What was made up; that the line does not do something is no invention."""
    said = understand(text, context(language))
    intent = "" if said.intent in {None, Intent.OTHER} else str(said.intent)
    office = said.office.meant if said.office else ""
    made_up = [
        intent,
        *(each.meant for each in said.services),
        office,
        str(said.persons or ""),
        told(said.when),
    ]
    return " ".join(filter(None, made_up))


@cache
def _offer() -> Ask:
    step = load(MENU, "termine", prompts=Catalog.load(FOLDER)).steps["offer"]
    assert isinstance(step, Ask)
    return step


def _offers(language: str) -> list[Any]:
    """The places that are offered, as the line's action lists them."""
    return [
        {
            "value": {"start": start.isoformat(), "office": office},
            "label": f"{spoken.moment(start, language)}, {short}",
            "words": [
                spoken.clock(start.astimezone(BERLIN).time(), language),
                spoken.weekday(start.date(), language),
                short,
                f"Bürgerservicebüro {short}",
            ],
            "key": str(key),
        }
        for key, (start, office, short) in enumerate(OFFERED, start=1)
    ]


def _choice(text: str, language: str) -> str:
    offers = _offers(language)
    at = Situation(
        {"offers": offers},
        language,
        datetime.combine(MONDAY, datetime.min.time()),
        lambda _: (),
        lambda _: "",
    )
    found = read(_offer(), Heard("speech", text), at)
    match found:
        case Answer(value):
            return next(one["key"] for one in offers if one["value"] == value)
        case Asked() | Unclear():
            return "-"
        case option:
            return {"4": "later", "5": "day"}.get(option.key or "", "-")


READ: dict[str, Callable[[str, str], str]] = {
    "yes_no": _yes_no,
    "commands": _command,
    "choices": _choice,
    "digits": _number,
    "persons": lambda text, _: str(persons(text) or "-"),
    "intents": _intent,
    "services": _services,
    "offices": _office,
    "sentences": _sentence,
    "nothing": _nothing,
    "times": lambda text, language: told(when(text, language, MONDAY)),
}
