"""`make prompts`: how long callers listen, path by path, and what is longer than it may be.

Ends with 1 where a limit is broken or a text is missing, so that it can stand in a build.
"""

import sys
from collections.abc import Iterator, Mapping

from ivr.dialog.paths import BOOKED, Path, by_voice, paths
from ivr.dialog.steps import Menu
from ivr.editions import Edition, ShippedFaults, read_shipped
from ivr.settings import ROOT
from voice_prompts.limits import MOST_KEYS, MOST_OPTIONS, MOST_SECONDS, MOST_WORDS, long_sentences

LINES = ROOT / "ivr" / "lines.toml"


def main() -> int:
    try:
        editions = read_shipped(LINES).editions
    except ShippedFaults as faults:
        tell(str(faults))
        return 1
    broken: list[str] = []
    for edition in editions.values():
        for language in edition.line.languages:
            broken += report(edition, language)
    tell("\n".join(["", *broken]) if broken else "\nNothing is missing, and no limit is broken.")
    return 1 if broken else 0


def report(edition: Edition, language: str) -> list[str]:
    """Print a line's paths in one language; what breaks a limit, each in a sentence."""
    rate = edition.voice(language).rate
    found = paths(edition.script, edition.prompts, language, rate)
    voice = by_voice(edition.script, edition.prompts, language, rate)
    tell(f"\n{edition.line.title}, {language}, voice at {rate} %")
    tell(f"  {'step':<18} {'keys':>4} {'s':>6} {'in full':>8} {'options':>8}  pressed")
    for path in sorted(found.values(), key=lambda each: (each.step != BOOKED, each.count, each.seconds)):
        tell(
            f"  {path.step:<18} {path.count:>4} {path.seconds:>6.1f} {path.in_full:>8.1f}"
            f" {path.options or '':>8}  {' '.join(path.keys)}"
        )
    if (booking := found.get(BOOKED)) is not None:
        tell(
            f"  a booking: {booking.count} keys; {booking.seconds:.0f} s if each is pressed once named,"
            f" {booking.in_full:.0f} s if everything is heard"
        )
    if voice is not None:
        tell(f"  by voice: one sentence and yes, {voice:.1f} s")
    if unread := edition.prompts.to_review(language):
        tell(f"  {len(unread)} texts were translated by a machine and are to be reviewed")
    return [
        f"{edition.line.key}, {language}: {each}" for each in beyond_limits(edition, language, found, voice)
    ]


def beyond_limits(
    edition: Edition, language: str, found: Mapping[str, Path], voice: float | None
) -> Iterator[str]:
    """What is longer than it may be."""
    for path in found.values():
        step = edition.script.steps.get(path.step)
        # A list of languages is waited through: whoever needs it understands one entry of it.
        if path.options > MOST_OPTIONS and not (isinstance(step, Menu) and step.in_each):
            yield f"{path.step} has {path.options} options, more than {MOST_OPTIONS}"
    for long in long_sentences(edition.prompts, language):
        yield f"{long.key} has a sentence of {long.words} words, more than {MOST_WORDS}: {long.sentence}"
    if (booking := found.get(BOOKED)) is not None:
        if booking.count > MOST_KEYS:
            yield f"a booking takes {booking.count} keys, more than {MOST_KEYS}"
        if booking.seconds > MOST_SECONDS:
            yield f"a booking takes {booking.seconds:.0f} s, more than {MOST_SECONDS}"
        if voice is None or voice > MOST_SECONDS:
            yield "a booking takes more than one sentence and yes"


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
