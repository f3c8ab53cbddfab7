"""How much of what citizens say is understood: scores over tables, which may not fall."""

import sys
from typing import NamedTuple

import pytest

from ivr.understanding.sentence import Context, understand
from ivr.understanding.what import Intent, choices, intent, rank
from tests.understanding.what.corpus import offices, rows, services
from tests.understanding.when.test_german import MONDAY


class Least(NamedTuple):
    """Shares that may not fall: right at first, among what is offered, refused of what is not the line's."""

    first: float
    among_three: float
    refused: float


LEAST = {"services": Least(0.985, 0.995, 0.91), "services_unseen": Least(0.975, 0.99, 0.8)}
INTENTS = 0.98
ENGLISH_SERVICES, ENGLISH_INTENTS = 0.97, 0.95


@pytest.mark.parametrize("table", LEAST)
def test_services(capsys: pytest.CaptureFixture[str], table: str) -> None:
    """The service from a citizen's words: right at first, and right among what is offered."""
    context = Context("de", MONDAY, services(), offices())
    first = among = total = refused = far = 0
    missed = []
    for text, meant in rows(f"{table}.txt"):
        found = [one.meant for one in understand(text, context).services]
        if not meant:
            far, refused = far + 1, refused + (not found)
            continue
        wanted = meant.split(",")
        total += 1
        right = bool(found) and found[0] in wanted and len(found) <= len(wanted)
        first, among = first + right, among + any(one in wanted for one in found)
        if not right:
            missed.append(f"  {text}: {', '.join(found) or 'not understood'}, and not {meant}")
    shown = [
        f"{table}: {first / total:.1%} at first, {among / total:.1%} among those offered, of {total}",
        f"{table}: {refused / far:.1%} of {far} refused that the line does not have",
    ]
    _show(capsys, *shown, *missed)
    least = LEAST[table]
    assert first / total >= least.first
    assert among / total >= least.among_three
    assert refused / far >= least.refused


def test_intents(capsys: pytest.CaptureFixture[str]) -> None:
    """What a sentence is about."""
    table = rows("intents.txt")
    wrong = [(text, meant) for text, meant in table if _intent(text) != meant]
    _show(capsys, f"intents: {1 - len(wrong) / len(table):.1%} of {len(table)}", *map(str, wrong))
    assert 1 - len(wrong) / len(table) >= INTENTS


def test_english(capsys: pytest.CaptureFixture[str]) -> None:
    """Services and intents in English, by the services' names and the few words that are the same."""
    context = Context("en", MONDAY, services("en"), offices())
    needed, about = rows("services_english.txt"), rows("intents_english.txt")
    found = [",".join(one.meant for one in understand(text, context).services) for text, _ in needed]
    wrong = [f"  {row[0]}: {one}" for row, one in zip(needed, found, strict=True) if one != row[1]]
    meant = [intent(text, "en") for text, _ in about]
    other = [
        f"  {row[0]}: {one}"
        for row, one in zip(about, meant, strict=True)
        if str(one[0] if one else "") != row[1]
    ]
    right = 1 - len(wrong) / len(needed), 1 - len(other) / len(about)
    _show(capsys, f"English: services {right[0]:.1%}, intents {right[1]:.1%}", *wrong, *other)
    assert right[0] >= ENGLISH_SERVICES
    assert right[1] >= ENGLISH_INTENTS


def test_several_are_a_choice() -> None:
    """Where two services are as near, both are offered; where all are far, none is."""
    near = [("collect", ["Ausweis abholen"]), ("lost", ["Ausweis verloren"]), ("car", ["Auto"])]
    both = choices(rank("Ausweis verloren und Ausweis abholen", near, "de"))
    assert {one.meant for one in both} == {"collect", "lost"}
    assert choices(rank("Blumenkohl", services(), "de")) == []


def _show(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")


def _intent(text: str) -> str:
    found = intent(text, "de")
    return str(found[0]) if found else ""


def test_other_is_what_the_line_does_not_do() -> None:
    """Somebody with a dog is told so, and gets no residence registered."""
    said = understand("ich möchte meinen Hund anmelden", Context("de", MONDAY, services(), offices()))
    assert said.intent is Intent.OTHER
    assert said.services == ()


def test_service_of_the_line_is_not_elsewhere() -> None:
    """An office that begins to do what others do is asked for it; the rest stays elsewhere."""
    book = [*services(), ("hund", ["Hundesteuer anmelden", "Hund anmelden"])]
    context = Context("de", MONDAY, book, offices())
    for text in ("Hundesteuer anmelden", "ich möchte meinen Hund anmelden"):
        said = understand(text, context)
        assert (said.service, said.intent) == ("hund", Intent.BOOK)
    for text in ("Gewerbe anmelden", "Hundesteuer und Gewerbe anmelden"):
        assert understand(text, context).intent is Intent.OTHER
