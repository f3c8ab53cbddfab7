"""A small sound menu with its texts, into which tests plant faults."""

from collections.abc import Mapping

from ivr.dialog import ACTIONS, Fault, Script, ScriptFaults, check, load
from ivr.dialog.vocabulary import OWN_PROMPTS

MENU = """\
[defaults]
start = "hello"
agent = "agent"
give_up = "agent"
fault = "agent"

[hello]
say = "hello"
next = "main"

[main]
menu = "main"

[main.options.code]
key = "1"
to = "code"

[main.options.bye]
key = "2"
to = "bye"

[code]
ask = "code"
reader = { digits = 7 }
into = "code"
next = "find"

[find]
do = "find_appointment"
on = { found = "told", need_day = "bye", unknown = "code", locked = "agent" }

[told]
say = "told"
next = "bye"

[agent]
handoff = "citizen"
carry = ["service"]
on = { call_back = "bye", self_service = "bye", closed = "bye", failed = "bye", served = "bye" }

[bye]
end = "goodbye"
"""

TEXTS = {
    "hello": set(),
    "goodbye": set(),
    "told": {"start"},
    **{
        f"{question}{variant}": set()
        for question in ("main", "code")
        for variant in ("", ".again", ".last", ".title")
    },
    **{key: set() for key in OWN_PROMPTS},
}


class Texts:
    """Prompts by key, each with its placeholders; the same in every language."""

    def __init__(self, texts: Mapping[str, set[str]], without: Mapping[str, set[str]]) -> None:
        self.texts, self.without = texts, without

    @property
    def languages(self) -> frozenset[str]:
        return frozenset({"de", "en"})

    def has(self, key: str, language: str) -> bool:
        return key in self.texts and key not in self.without.get(language, set())

    def placeholders(self, key: str, language: str) -> frozenset[str]:
        return frozenset(self.texts[key])

    def words(self, key: str, language: str) -> tuple[str, ...]:
        return () if key in self.without.get(language, set()) else (key,)


def texts(without: Mapping[str, set[str]] | None = None, **more: set[str]) -> Texts:
    return Texts({**TEXTS, **more}, without or {})


def read(menu: str, prompts: Texts | None = None) -> Script:
    return load(menu, "small", prompts=prompts or texts())


def faults_of(menu: str, prompts: Texts | None = None) -> list[Fault]:
    """The faults of a menu, whether they are found in reading or in checking it."""
    prompts = prompts or texts()
    try:
        script = read(menu, prompts)
    except ScriptFaults as found:
        return found.faults
    return check(script, ACTIONS, prompts, ["de", "en"])


def line_with(menu: str, piece: str) -> int:
    """The first line, from 1, in which `piece` stands."""
    return next(at for at, line in enumerate(menu.splitlines(), start=1) if piece in line)
