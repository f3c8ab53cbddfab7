"""Each language of the line: its own voice, its own recogniser, its own words to listen for."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from ivr.carrier.twiml import Answer, Spoken
from ivr.dialog import Script
from ivr.lines import load_lines
from tests.dialog.office import Office
from tests.dialog.telephone import Telephone
from voice_prompts import Catalog

LINE = load_lines(Path(__file__).parents[2] / "ivr" / "lines.toml")["termine"]

# voice and its locale, the recogniser's language, and one of the words that it is to expect in the main menu
SPEAKS = {
    "de": ("Polly.Vicki-Neural", "de-DE", "de-DE", "neuer Termin"),
    "de_leicht": ("Polly.Vicki-Neural", "de-DE", "de-DE", "neuer Termin"),
    "en": ("Polly.Amy-Neural", "en-GB", "en-GB", "new appointment"),
    "tr": ("Polly.Burcu-Neural", "tr-TR", "tr-TR", "yeni randevu"),
    "ar": ("Polly.Zeina", "arb", "ar-JO", "موعد جديد"),
    "ru": ("Polly.Tatyana", "ru-RU", "ru-RU", "новая запись"),
    "uk": ("Google.uk-UA-Standard-A", "uk-UA", "uk-UA", "новий запис"),
    "pl": ("Polly.Ola-Neural", "pl-PL", "pl-PL", "nowa wizyta"),
}


def test_every_language_of_the_line_is_looked_at() -> None:
    """A language that is added is added here, too."""
    assert set(LINE.languages) == SPEAKS.keys()


@pytest.mark.parametrize("code", SPEAKS)
def test_question_in_its_language(termine: Script, prompts: Catalog, code: str) -> None:
    """The main menu as the carrier gets it."""
    phone = Telephone(termine, prompts, Office(), language=code)
    assert phone.reply.listen is not None
    answer = Answer(LINE.voices[code]).listen(phone.said[-1:], phone.reply.listen, "https://line.example/1")
    document = ElementTree.fromstring(str(answer))
    gather, say = document.find("Gather"), document.find("Gather/Say")
    assert gather is not None
    assert say is not None
    voice, locale, speech, expected = SPEAKS[code]
    assert (say.get("voice"), say.get("language")) == (voice, locale)
    assert gather.get("language") == speech
    hints = str(gather.get("hints")).split(", ")
    assert expected in hints
    assert len(hints) <= 500
    assert max(map(len, hints)) <= 100


def test_each_language_tells_of_itself_in_its_own_voice(termine: Script, prompts: Catalog) -> None:
    """The choice of languages, as the carrier gets it: one Say for each, in the voice of each."""
    phone = Telephone(termine, prompts, Office())
    phone.press("9")
    said = [
        Spoken(
            prompts.text(each.key, each.language or "de", each.values),
            LINE.voices[each.language] if each.language else None,
        )
        for each in phone.reply.said
    ]
    document = ElementTree.fromstring(str(Answer(LINE.voices["de"]).say(said)))
    voices = [(say.get("voice"), "".join(say.itertext())) for say in document.iter("Say")]
    assert ("Polly.Burcu-Neural", "Türkçe için: 2.") in voices
    assert ("Polly.Zeina", "للغة العربية: 3.") in voices
    assert ("Polly.Tatyana", "Для русского языка: 4.") in voices
    assert len(voices) == 5
    phone.press("5")
    assert [each.language for each in phone.reply.said] == [None, "uk", "pl", "de_leicht"]


@pytest.mark.parametrize("code", sorted(SPEAKS.keys() - {"de"}))
def test_everyone_reaches_an_agent_in_the_end(code: str) -> None:
    """Whose language nobody speaks is offered to those who speak German."""
    widest = LINE.rules.steps("citizen", code)[-1]
    assert "de" in {demand.language for demand in widest.demands}
