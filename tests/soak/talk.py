"""What a caller of the soak says: parts of all tables of sentences, with noise, and now and then a yes."""

from functools import cache
from pathlib import Path
from random import Random

from ivr.dialog import Call

_TABLES = Path(__file__).parents[1] / "understanding"
_FILES = (
    "what/services.txt",
    "what/intents.txt",
    "when/german.txt",
    "yes_no.txt",
    "commands.txt",
    "digits.txt",
)
_MORE = (
    *(
        "in St. Lorenz",
        "doch lieber in Moisling",
        "in Kücknitz",
        "Innenstadt",
        "egal wo",
        "im Bürgerservicebüro",
    ),
    *("den ersten", "den zweiten", "der letzte", "der um zehn", "lieber später", "ein anderer Tag", "früher"),
    *("für zwei Personen", "zu dritt", "für mich und mein Kind", "neuen Termin", "Termin ändern", "absagen"),
    *(
        "der früheste Termin",
        "Bürgerservice",
        "Kfz",
        "Führerschein",
        "Warteliste",
        "nichts dabei",
        "verschieben",
    ),
)
_NOISE = (
    "äh",
    "ähm",
    "also",
    "ja",
    "nein",
    "nicht",
    "oder",
    "und",
    "bitte",
    "genau",
    "warte",
    "doch",
    "hm",
    "weil",
)
_YES = ("ja", "ja bitte", "genau", "ja gerne", "buchen", "passt", "ja den nehme ich", "okay")
_COUNTS = (1, 1, 1, 1, 2, 2, 3)


@cache
def pieces() -> tuple[str, ...]:
    """Everything that the tables hold, said by whomever."""
    said = (
        line.split("|", 1)[0].strip()
        for name in _FILES
        for line in (_TABLES / name).read_text(encoding="utf-8").splitlines()
        if "|" in line and not line.startswith("#")
    )
    return tuple(dict.fromkeys(said))


class Talk:
    """One caller. `code` is that of an appointment, once it was heard."""

    def __init__(self, random: Random) -> None:
        self.random, self.code = random, "1234567"

    def sentence(self, call: Call) -> str:
        """What is said at this step: mostly anything, sometimes what leads on."""
        lot = self.random.random()
        if call.step == "code" and lot < 0.7:
            return " ".join(self.code)
        if lot < 0.25:
            return self.random.choice(_YES)
        if lot < 0.5:
            return self.random.choice(_MORE)
        parts = [self._piece() for _ in range(self.random.choice(_COUNTS))]
        return self._with_noise(" ".join(parts))

    def _piece(self) -> str:
        return self.random.choice(pieces()) if self.random.random() < 0.75 else self.random.choice(_MORE)

    def _with_noise(self, said: str) -> str:
        """Words fall out, come in, are cut short or change places, as in a poor line."""
        words = said.split()
        for _ in range(self.random.choice((0, 0, 1, 2, 3))):
            at = self.random.randrange(len(words) + 1)
            match self.random.randrange(4):
                case 0:
                    words.insert(at, self.random.choice(_NOISE))
                case 1 if len(words) > 1:
                    words.pop(at - 1)
                case 2 if words:
                    words[at - 1] = words[at - 1][: self.random.randint(1, 9)]
                case _:
                    words[at:at] = words[at - 2 : at - 1]
        return " ".join(words) or "äh"
