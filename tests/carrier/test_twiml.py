"""What the line writes, verb by verb, beside what the carrier's documentation says of each.

https://www.twilio.com/docs/voice/twiml: the pages of Say with its speech marks (SSML), Gather, Enqueue,
Leave, Redirect, Hangup, Dial, and Dial's nouns Client, Number and Sip.
"""

from xml.etree import ElementTree as ET

import pytest

from ivr.carrier.twiml import Answer
from ivr.dialog import Listen
from ivr.lines import Voice
from ivr.simulator.twiml import parse

GERMAN = Voice("Polly.Vicki-Neural", "de-DE")
SAY = '<Say language="de-DE" voice="Polly.Vicki-Neural">{}</Say>'


def answer() -> Answer:
    return Answer(GERMAN)


def body(made: Answer) -> str:
    """The document without its frame."""
    text = str(made)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?><Response')
    return text.partition("<Response>")[2].removesuffix("</Response>")


def attributes(made: Answer, path: str) -> dict[str, str]:
    found = ET.fromstring(str(made)).find(path)
    assert found is not None
    return dict(found.attrib)


def test_say_names_voice_and_language_and_escapes_its_text() -> None:
    """Voice and language stand in each Say; what stands in the text cannot become a verb."""
    assert body(answer().say(["A & B <Hangup/>"])) == SAY.format("A &amp; B &lt;Hangup/&gt;")


@pytest.mark.parametrize(
    ("voice", "code"),
    [
        (
            "Polly.Vicki-Neural",
            (
                '<say-as interpret-as="digits">123</say-as>, <break time="500ms" />'
                '<say-as interpret-as="digits">45</say-as>'
            ),
        ),
        (
            "Google.de-DE-Neural2-A",
            (
                '<say-as interpret-as="characters">123</say-as>, <break time="500ms" />'
                '<say-as interpret-as="characters">45</say-as>'
            ),
        ),
        ("Google.de-DE-Chirp3-HD-Kore", "1 2 3, 4 5"),
        ("man", "1 2 3, 4 5"),
    ],
)
def test_a_code_is_spelled_as_its_voice_knows_it(voice: str, code: str) -> None:
    """With a pause to write it down, where the voice takes marks; heard are the words that were meant."""
    made = Answer(Voice(voice, "de-DE")).say(["Ihr Code: 1 2 3, 4 5."])
    assert body(made) == f'<Say language="de-DE" voice="{voice}">Ihr Code: {code}.</Say>'
    (say,) = parse(str(made), "", pytest.fail)
    assert (say.text, say.rate) == ("Ihr Code: 1 2 3, 4 5.", 100)


@pytest.mark.parametrize(
    ("voice", "rate", "slow", "said"),
    [
        ("Polly.Vicki-Neural", 100, True, [("Worum geht es? Büro: die 1.", 80)]),
        ("Polly.Vicki-Neural", 85, False, [("Worum geht es? Büro: die 1.", 85)]),
        ("Polly.Vicki-Neural", 85, True, [("Worum geht es? Büro: die 1.", 68)]),
        ("man", 100, True, [("Worum geht es?", 100), ("", 100), ("Büro: die 1.", 100), ("", 100)]),
    ],
)
def test_who_asks_for_it_is_spoken_to_slowly(
    voice: str, rate: int, slow: bool, said: list[tuple[str, int]]
) -> None:
    """By the voice's speed, on top of what it has by itself; else by pauses between the sentences."""
    made = Answer(Voice(voice, "de-DE", rate), slow=slow).say(["Worum geht es? Büro: die 1."])
    assert [(verb.text, verb.rate) for verb in parse(str(made), "", pytest.fail)] == said


def test_gather_hears_keys_and_speech_and_silence() -> None:
    """Silence comes to the action as well, or the document would fall through to its end."""
    listen = Listen(
        keys=True, speech=True, hints=("Personalausweis", "Pass, vorläufig"), max_digits=1, timeout_s=5
    )
    made = answer().listen(["Ja?"], listen, "https://line.example.org/voice/turn/2")
    assert attributes(made, "Gather") == {
        "input": "dtmf speech",
        "action": "https://line.example.org/voice/turn/2",
        "actionOnEmptyResult": "true",
        "timeout": "5",
        "finishOnKey": "",
        "numDigits": "1",
        "language": "de-DE",
        "speechTimeout": "auto",
        "hints": "Personalausweis, Pass  vorläufig",
    }
    assert attributes(made, "Gather/Say")["language"] == "de-DE"


def test_gather_for_keys_alone_asks_nothing_of_the_recogniser() -> None:
    """Without speech there are no hints, no language and no speechTimeout."""
    listen = Listen(keys=True, speech=False, max_digits=None, finish_on_key="#", timeout_s=8)
    made = answer().listen(["Nummer?"], listen, "https://line.example.org/voice/turn/2")
    assert attributes(made, "Gather") == {
        "input": "dtmf",
        "action": "https://line.example.org/voice/turn/2",
        "actionOnEmptyResult": "true",
        "timeout": "8",
        "finishOnKey": "#",
    }


def test_a_gather_never_names_a_model_beside_speech_timeout_auto() -> None:
    """The two exclude each other."""
    assert "speechModel" not in attributes(answer().listen([], Listen(), "https://x/"), "Gather")


def test_hints_stay_within_what_the_carrier_takes() -> None:
    """At most 500 entries of 100 characters."""
    listen = Listen(hints=tuple("w" * 150 for _ in range(700)))
    hints = attributes(answer().listen([], listen, "https://x/"), "Gather")["hints"].split(", ")
    assert (len(hints), max(map(len, hints))) == (500, 100)


def test_enqueue_names_where_to_wait_and_where_to_go_on() -> None:
    """waitUrl while in the queue, action after it."""
    made = answer().enqueue("durchwahl-termine", wait="https://x/wait", left="https://x/left")
    assert (
        body(made) == '<Enqueue action="https://x/left" waitUrl="https://x/wait">durchwahl-termine</Enqueue>'
    )


def test_the_waiting_room_uses_only_what_a_wait_url_may() -> None:
    """Gather with Say and Play inside: all of them are allowed in a waitUrl document."""
    made = answer().wait(["Sie sind der Erste."], music="https://x/music.wav", key="https://x/key")
    assert [each.tag for each in ET.fromstring(str(made)).iter()] == ["Response", "Gather", "Say", "Play"]


@pytest.mark.parametrize(
    ("contact", "noun"),
    [
        (
            "client:agent_17",
            (
                '<Client url="https://x/up"><Identity>agent_17</Identity>'
                '<Parameter name="ticket" value="5" /></Client>'
            ),
        ),
        ("+494515551234", '<Number url="https://x/up">+494515551234</Number>'),
        ("sip:anna@pbx.example.org", '<Sip url="https://x/up">sip:anna@pbx.example.org</Sip>'),
    ],
)
def test_each_kind_of_agents_phone_is_rung_in_its_own_way(contact: str, noun: str) -> None:
    """Browser, telephone number and SIP; a German ring tone; the action for when it stops."""
    made = answer().ring(
        contact,
        seconds=20,
        line_number="+494511223311",
        rung="https://x/rung",
        picked_up="https://x/up",
        about="5",
    )
    dial = '<Dial action="https://x/rung" callerId="+494511223311" ringTone="de" timeout="20">{}</Dial>'
    assert body(made) == dial.format(noun)


def test_leave_redirect_and_hang_up_are_plain_verbs() -> None:
    """They have no attributes of ours."""
    assert body(answer().leave()) == "<Leave />"
    assert (
        body(answer().redirect("https://x/wait?a=1&b=2")) == "<Redirect>https://x/wait?a=1&amp;b=2</Redirect>"
    )
    assert body(answer().hang_up()) == "<Hangup />"


def test_an_empty_answer_is_a_document() -> None:
    """Before a bridge it means: connect them."""
    assert str(answer()) == '<?xml version="1.0" encoding="UTF-8"?><Response />'
