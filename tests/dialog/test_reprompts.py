"""Silence, nonsense and wrong keys: asked again in other words, then an agent, or at night a clear end."""

import pytest

from ivr.dialog import Heard, Script
from ivr.dialog.steps import Ask, Menu
from tests.dialog.office import Office
from tests.dialog.telephone import Telephone
from voice_prompts import Catalog


def test_each_try_is_asked_in_other_words(phone: Telephone) -> None:
    """First question, second and third differ, and say what went wrong."""
    first = phone.press("1")
    second = phone.wait()
    third = phone.say("Blumenkohl")
    assert second.startswith("Ich habe nichts gehört. Für Ausweis, Pass oder Wohnsitz")
    assert third.startswith("Das habe ich nicht verstanden. Bitte sagen Sie")
    assert len({first, second, third}) == 3


def test_third_failed_try_leads_to_an_agent(phone: Telephone) -> None:
    """Three tries, whatever went wrong at each of them."""
    phone.press("1")
    phone.wait()
    assert phone.press("8").startswith("Diese Taste hat hier keine Bedeutung.")
    phone.say("Blumenkohl")
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.reason == "three_tries"


def test_third_failed_try_at_night_ends_clearly(phone: Telephone, office: Office) -> None:
    """With nobody to help, the caller hears when to call, and the call ends."""
    office.ends["duty"] = "closed"
    for _ in range(3):
        phone.wait()
    assert phone.reply.ended
    assert "Bitte rufen Sie wieder an: Dienstag, den 24. November, um 7 Uhr." in phone.said[-1]


def test_an_answer_forgives_earlier_tries(phone: Telephone) -> None:
    """Tries are counted for each question anew."""
    phone.wait()
    phone.wait()
    phone.press("1")
    phone.wait()
    phone.wait()
    assert phone.reply.listen is not None


def test_repeat_says_everything_once_more(phone: Telephone) -> None:
    """* repeats the last turn with all that was said before the question, also after a failed try."""
    greeting = phone.said[0]
    assert phone.press("*") == greeting
    phone.wait()
    assert phone.say("noch einmal bitte") == greeting
    assert phone.call.tries == 1


def test_repeated_start_goes_on_where_the_call_is(phone: Telephone) -> None:
    """A carrier that begins a call twice does not throw the caller back."""
    said = phone.press("1")
    assert phone.hear(Heard("start")) == said


def test_long_calls_are_given_up(phone: Telephone, termine: Script) -> None:
    """Who does nothing but repeat is put through after 100 turns."""
    for _ in range(termine.defaults.turns):
        phone.press("*")
        if phone.reply.handoff:
            break
    assert phone.reply.handoff is not None
    assert phone.reply.handoff.reason == "too_long"


def test_endless_calls_are_ended(phone: Telephone, termine: Script) -> None:
    """Even a call that comes back from every agent ends, with a goodbye."""
    for _ in range(termine.defaults.turns + 25):
        phone.press("0")
        phone.come_back("closed")
    assert phone.reply.ended
    assert "Auf Wiederhören" in next(said for said in reversed(phone.said) if said)


def test_number_of_digits_is_checked(phone: Telephone) -> None:
    """A code that is too short is asked for again, and says why."""
    phone.press("2")
    assert phone.press("12345").startswith("Die Anzahl der Ziffern stimmt nicht.")


def test_day_that_does_not_exist_is_asked_for_again(phone: Telephone) -> None:
    """31 February is no day."""
    for key in "11115":
        phone.press(key)
    assert phone.press("3102").startswith("Diesen Tag gibt es nicht.")


def test_hints_are_the_words_of_the_options(phone: Telephone) -> None:
    """The recogniser is told exactly what can be chosen now."""
    assert phone.reply.listen is not None
    assert "neuer Termin" in phone.reply.listen.hints
    assert "English" in phone.reply.listen.hints
    assert "Deutsch" not in phone.reply.listen.hints
    phone.press("1")
    phone.press("1")
    assert {"Perso", "Reisepass", "Beglaubigung"} <= set(phone.reply.listen.hints)


def test_slower_says_it_again_and_stays_slow(phone: Telephone) -> None:
    """It is no failed try; from then on everything is slow, until the call is over."""
    greeting = phone.said[0]
    assert not phone.call.slow
    assert phone.say("Bitte nicht so schnell") == greeting
    phone.press("1")
    assert (phone.call.slow, phone.call.tries) == (True, 0)


def test_help_names_what_can_be_said_at_each_kind_of_question(phone: Telephone) -> None:
    """One sentence for the answer, the ways on beside it, and what always works; then the question waits."""
    ways = "Immer möglich: wiederholen, langsamer, zurück oder Mensch."
    assert phone.say("Hilfe") == (
        "Sie können sagen: neuer Termin, ändern oder absagen, Öffnungszeiten und Unterlagen, "
        f"andere Sprachen. Oder sagen Sie einfach, was Sie brauchen. {ways}"
    )
    phone.press("2")
    assert phone.say("Hilfe") == f"Sagen oder tippen Sie die 7 Ziffern. {ways}"
    phone.press("#")
    for key in "111":
        phone.press(key)
    question = phone.press("1")
    of_offers = "Sagen Sie die Nummer oder den Namen von einem davon. Oder: spätere, anderer Tag."
    assert phone.say("Was kann ich sagen") == f"{of_offers} {ways}"
    assert (phone.step, phone.say("wiederholen")) == ("offer", question)
    phone.press("5")
    assert phone.say("Hilfe").startswith("Sagen Sie einen Tag, zum Beispiel: nächsten Dienstag.")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_question_is_asked_in_three_ways(termine: Script, prompts: Catalog, language: str) -> None:
    """Whoever did not follow the first words has no use for the same ones."""
    for step in termine.steps.values():
        if isinstance(step, Menu | Ask):
            asked = {str(prompts.templates[language][f"{step.prompt}{n}"]) for n in ("", ".again", ".last")}
            assert len(asked) == 3, f"{step.prompt} in {language} repeats itself"
