"""# goes back one question, and takes back what belongs to it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.dialog import Script
from tests.dialog.office import Office
from tests.dialog.telephone import Telephone
from voice_prompts import Catalog


def press(phone: Telephone, keys: str) -> str:
    for key in keys:
        phone.press(key)
    return phone.said[-1]


def test_back_asks_the_question_before(phone: Telephone) -> None:
    """Step by step to the main menu, and no further."""
    press(phone, "1111")
    assert phone.step == "offer"
    steps = []
    for _ in range(5):
        phone.press("#")
        steps.append(phone.step)
    assert steps == ["where", "service", "kind", "main", "main"]
    assert phone.said[-1].startswith("Weiter zurück geht es nicht.")


def test_back_can_be_said(phone: Telephone) -> None:
    """ "Zurück" is the same as #."""
    press(phone, "11")
    phone.say("zurück bitte")
    assert phone.step == "kind"


def test_back_forgets_what_was_answered_since(phone: Telephone) -> None:
    """The values are as they were when the question was asked first."""
    press(phone, "1")
    before = dict(phone.call.values)
    press(phone, "111")
    press(phone, "###")
    assert phone.step == "kind"
    assert phone.call.values == before


def test_back_releases_a_place_held_since(phone: Telephone, office: Office) -> None:
    """Going back behind the holding of a place gives it free, and looks for places anew."""
    press(phone, "11111")
    assert phone.call.values["hold"] == 1
    phone.press("#")
    assert phone.step == "offer"
    assert office.names()[-3:] == ["drop_hold", "fit_wish", "find_offers"]
    assert "hold" not in phone.call.values


def test_back_finds_the_second_page_again(phone: Telephone) -> None:
    """From the question after the second page, # leads to the second page, then to the first."""
    press(phone, "1161")
    assert "Beglaubigung: die 1." in phone.press("#")
    assert "Personalausweis: die 1." in phone.press("#")


def test_no_way_back_behind_a_booking(phone: Telephone, office: Office) -> None:
    """What is booked is booked: # after it changes nothing."""
    press(phone, "111111")
    assert phone.press("#").startswith("Weiter zurück geht es nicht.")
    assert office.names().count("confirm") == 1


def test_failed_confirmation_does_not_close_the_way_back(phone: Telephone, office: Office) -> None:
    """Where the hold had ended, the caller can still go back."""
    office.ends["confirm"] = "hold_ended"
    press(phone, "111111")
    press(phone, "#")
    assert phone.step in {"read_back", "offer", "where"}


def test_state_stays_small(phone: Telephone) -> None:
    """Only the lists of the question at hand are kept, so that a turn reads and writes little."""
    press(phone, "11")
    assert "neuer Ausweis" not in phone.call.to_json(), "the words for a choice stand with the services"
    press(phone, "11" + "4" * 20)
    assert len(phone.call.to_json()) < 8_000
    press(phone, "1")
    assert "offers" not in phone.call.values


def plain(phone: Telephone) -> dict[str, object]:
    """The values without the lists to choose from."""
    return {name: value for name, value in phone.call.values.items() if not isinstance(value, list)}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.text("123456", max_size=10), key=st.sampled_from("123456"))
def test_back_is_the_way_it_was(termine: Script, prompts: Catalog, keys: str, key: str) -> None:
    """From wherever a key led on to another question, # leads back to the same question and values."""
    phone = Telephone(termine, prompts, Office())
    press(phone, keys)
    step, before, trail = phone.step, plain(phone), len(phone.call.trail)
    phone.press(key)
    led_on = phone.reply.listen is not None and 0 < len(phone.call.trail) > trail
    if led_on and phone.call.tries == 0:
        phone.press("#")
        assert (phone.step, plain(phone)) == (step, before)


def test_back_to_choices_that_came_out_of_a_sentence(termine: Script, prompts: Catalog) -> None:
    """They cannot be asked again without it: so the question before them is."""
    phone = Telephone(termine, prompts, Office(ends={"take_wish": "several"}))
    phone.say("ein neuer Ausweis oder Pass")
    assert phone.step == "which_service"
    phone.press("1")
    assert phone.step == "where"
    phone.press("#")
    assert phone.step == "main"
    assert "services" not in phone.call.values
