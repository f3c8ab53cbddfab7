"""Whatever is said in whole sentences: nothing is booked but by a yes to what was read back."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.dialog import Script
from ivr.understanding import yes_no
from tests.dialog.office import Office
from tests.dialog.telephone import Telephone
from tests.understanding.what.corpus import rows
from voice_prompts import Catalog

PIECES = [text for name in ("services.txt", "intents.txt") for text, _ in rows(name)] + [
    "am Dienstag um zehn", "doch lieber in Moisling", "nicht Montag", "für zwei Personen", "den ersten", "ja",
    "nein",
    "genau", "ja aber nicht am Montag", "das passt mir nicht", "buchen", "der um elf", "egal",
    "nein, lieber später",
]  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=sentences)
def test_no_sentence_books_without_a_yes(termine: Script, prompts: Catalog, said: str) -> None:
    """Where a place is read back, a booking follows only what agrees to it and says nothing else."""
    office = Office()
    phone = Telephone(termine, prompts, office)
    for key in "11111":
        phone.press(key)
    assert phone.step == "read_back"
    phone.say(said)
    words = set(said.replace(",", "").split())
    harmless = words <= {"ja", "genau", "buchen", "Termin", "einen", "den", "ich", "bitte", "mein", "meinen"}
    assert "confirm" not in office.names() or yes_no(said, "de") or harmless
