"""A week of calls as they come: booked by keys and in words, asked, handed over, given up."""

from dataclasses import replace

from ivr.dialog import load
from ivr.dry import reading
from ivr.editions import Edition
from ivr.replay.compare import Compared, Comparison
from ivr.replay.original import LeftOut, read_calls
from tests.world import World

# A key, a sentence in quotes, "-" for silence; "." hangs up.
CALLS = {
    "booked by keys": ["1", "1", "1", "1", "2", "1", "."],
    "booked in words": ["'neuer Termin'", "'Bürgerservice'", "'Perso'", "1", "1", "'ja'", "."],
    "booked in one breath": ["'einen Reisepass in Moisling'", "1", "1", "."],
    "another day": ["1", "2", "1", "-", "5", "0812", "1", "1", "."],
    "not understood, then keys": ["'Fischbrötchen'", "8", "1", "1", "1", "1", "1", "1", "."],
    "went back": ["1", "1", "#", "2", "1", "1", "1", "2", "1", "1", "."],
    "hours": ["3", "1", "1", "2", "."],
    "documents in words": ["'Was kostet ein Personalausweis?'", "."],
    "an agent": ["1", "1", "0", "."],
    "gave up": ["1", "1", "."],
    "silent": ["-", "-", "-", "."],
    "a wrong code": ["2", "1234567", "1234567", "#", "."],
}


def call_all(line: World) -> dict[str, str]:
    """Have all of them call, a minute apart; their sids by name."""
    sids: dict[str, str] = {}
    for name, deeds in CALLS.items():
        call = line.dial(f"+4917012345{len(sids):02}")
        sids[name] = call.sid
        for deed in deeds:
            match deed[0]:
                case ".":
                    call.hang_up()
                case "-":
                    call.silence()
                case "'":
                    call.say(deed.strip("'"))
                case _:
                    call.press(deed)
        line.exchange.pass_time(60)
    return sids


def draft_of(line: World, *changes: tuple[str, str]) -> Edition:
    """The appointment line's menu with pieces replaced."""
    shipped, text = line.house.editions.shipped, ""
    edition, text = shipped.editions["termine"], shipped.files["termine"]["menu.toml"]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return replace(edition, script=load(text, "termine", prompts=edition.prompts))


def compared(line: World, draft: Edition, sids: dict[str, str]) -> dict[str, Compared | LeftOut]:
    """What the draft makes of each call, by name."""
    names = {sid: name for name, sid in sids.items()}
    with reading(line.house.sessions) as session:
        comparison = Comparison(session, draft, line.house.edition)
        originals = read_calls(session, sids.values())
        return {
            names[sid]: original if isinstance(original, str) else comparison.of(original)
            for sid, original in originals
        }
