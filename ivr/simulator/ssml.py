"""What stands within `<Say>`: the marks of SSML, as Twilio's voices take them, and the words that are heard.

A mark that the voice does not know ends the document, as it does at Twilio ("unsupported SSML can cause
`<Say>` to fail"). A speed that does not exist is a warning (13513), and the usual speed.
https://www.twilio.com/docs/voice/twiml/say/text-speech and, of the voices themselves,
https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html, https://cloud.google.com/text-to-speech/docs/ssml
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ivr.simulator.trouble import INVALID_RATE, INVALID_SAY, Trouble

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATTRIBUTES = {
    "break": {"strength", "time"},
    "emphasis": {"level"},
    "lang": {XML_LANG},
    "p": set(),
    "phoneme": {"alphabet", "ph"},
    "prosody": {"volume", "rate", "pitch"},
    "s": set(),
    "say-as": {"interpret-as", "format"},
    "sub": {"alias"},
    "w": {"role"},
}
WITHOUT_MARKS_WITHIN = {"break", "phoneme", "say-as", "sub"}
NOT_WITHIN = {"p": {"p"}, "s": {"p", "s"}}

SPELLED = {"characters", "spell-out", "digits", "telephone", "verbatim"}
EVERYWHERE = {
    "cardinal",
    "ordinal",
    "fraction",
    "unit",
    "date",
    "time",
    "telephone",
    "characters",
    "spell-out",
}
SAY_AS = {
    "Polly": EVERYWHERE | {"number", "digits", "address", "expletive"},
    "Google": EVERYWHERE | {"currency", "verbatim", "expletive", "bleep"},
}
SPEEDS = {"x-slow": 50, "slow": 75, "medium": 100, "fast": 125, "x-fast": 150}
SLOWEST, FASTEST = 20, 200  # percent
LONGEST_BREAK_S = 10.0
_TIME = re.compile(r"(\d+(?:\.\d+)?)(s|ms)")
_PERCENT = re.compile(r"(\d+)%")

Warn = Callable[[int, str, str], None]


class Words(NamedTuple):
    """What is heard of a `<Say>`: the words, and the speed in percent of the voice's usual one."""

    text: str
    rate: int = 100


def words_within(say: Element, url: str, warn: Warn) -> Words:
    """Raises Trouble (13520) for marks that this voice does not take, and warns of a speed that is none."""
    voice = say.get("voice", "man")
    unknown = _unknown_to(voice)
    rates = [100]
    for within, element in _marks(say):
        _check(within, element, voice, unknown, url)
        if element.tag == "prosody" and "rate" in element.attrib:
            rates.append(_speed(element.attrib["rate"], url, warn))
    return Words(" ".join("".join(_heard(say)).split()), min(rates) if len(rates) > 1 else 100)


def _marks(parent: Element) -> Iterator[tuple[str, Element]]:
    for child in parent:
        yield parent.tag, child
        yield from _marks(child)


def _unknown_to(voice: str) -> set[str]:
    provider, _, name = voice.partition(".")
    if provider == "Polly":
        return (
            {"emphasis"} | ({"prosody"} if name.endswith("-Generative") else set()) if "-" in name else set()
        )
    if provider == "Google":
        return {"w", "break", "emphasis", "lang", "prosody"} if "Chirp" in name else {"w"}
    return set(ATTRIBUTES)  # basic voices


def _check(within: str, element: Element, voice: str, unknown: set[str], url: str) -> None:
    name = element.tag
    if name not in ATTRIBUTES or name in unknown:
        raise Trouble(INVALID_SAY, url, f"<{name}>, which {voice} does not know")
    if within in WITHOUT_MARKS_WITHIN or name in NOT_WITHIN.get(within, set()):
        raise Trouble(INVALID_SAY, url, f"<{name}> within <{within}>")
    if strange := element.attrib.keys() - ATTRIBUTES[name]:
        raise Trouble(INVALID_SAY, url, f"<{name}> has no attribute {min(strange)!r}")
    if name == "say-as" and element.get("interpret-as") not in SAY_AS[voice.partition(".")[0]]:
        raise Trouble(INVALID_SAY, url, f"interpret-as={element.get('interpret-as')!r} with {voice}")
    if name == "break" and not _is_pause(element.get("time", "1s")):
        raise Trouble(INVALID_SAY, url, f"a break of {element.get('time')!r}")
    if name == "prosody" and "pitch" in element.attrib and voice.endswith("-Neural"):
        raise Trouble(INVALID_SAY, url, f"pitch, which {voice} does not know")


def _is_pause(time: str) -> bool:
    found = _TIME.fullmatch(time)
    return found is not None and float(found[1]) / (1000 if found[2] == "ms" else 1) <= LONGEST_BREAK_S


def _speed(rate: str, url: str, warn: Warn) -> int:
    if rate in SPEEDS:
        return SPEEDS[rate]
    found = _PERCENT.fullmatch(rate)
    if found is None or not SLOWEST <= int(found[1]) <= FASTEST:
        warn(INVALID_RATE, url, f"rate={rate!r}")
        return 100
    return int(found[1])


def _heard(element: Element) -> Iterator[str]:
    """The words, digits one by one where they are said so."""
    spelled = element.tag == "say-as" and element.get("interpret-as") in SPELLED
    words = element.get("alias", "") if element.tag == "sub" else element.text or ""
    yield " ".join(words.replace(" ", "")) if spelled else words
    for child in element:
        yield from _heard(child)
        yield child.tail or ""
