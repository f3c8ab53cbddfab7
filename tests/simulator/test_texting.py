"""A telephone texts a number of the account."""

import pytest

from ivr.simulator import Exchange, Number
from tests.simulator.clients import client_for
from tests.simulator.line import ACCOUNT, CALLER, NUMBER, ScriptedLine


@pytest.fixture
def texted(exchange: Exchange, line: ScriptedLine) -> Exchange:
    """The number takes texts at /text."""
    exchange.numbers[NUMBER] = Number(line.base + "/voice", text_url=line.base + "/text")
    return exchange


def test_the_line_is_asked_and_its_answers_are_delivered(texted: Exchange, line: ScriptedLine) -> None:
    """Signed, as a form, with the sender and the words; each <Message> comes back as a text."""
    line.script(text="<Message>Danke &amp; bis bald</Message><Message><Body>Zwei</Body></Message>")
    texted.text(CALLER, NUMBER, "1")
    asked = line.last("/text")
    assert (asked["From"], asked["To"], asked["Body"], asked["AccountSid"]) == (CALLER, NUMBER, "1", ACCOUNT)
    assert asked["MessageSid"].startswith("SM")
    assert texted.messages(CALLER) == ["Danke & bis bald", "Zwei"]
    assert line.asked[-1].genuine


def test_no_answer_is_one_too(texted: Exchange, line: ScriptedLine) -> None:
    """An empty document sends nothing, and is no fault."""
    line.script(text="")
    texted.text(CALLER, NUMBER, "hallo")
    assert texted.messages(CALLER) == []
    assert texted.warnings == []


def test_a_bad_answer_is_a_warning(texted: Exchange, line: ScriptedLine) -> None:
    """A voice verb in the answer to a text is told to the account's owner, not to the citizen."""
    line.script(text="<Say>Guten Tag</Say>")
    texted.text(CALLER, NUMBER, "hallo")
    assert texted.messages(CALLER) == []
    assert [one.code for one in texted.warnings] == [12101]


def test_who_cannot_text(texted: Exchange, line: ScriptedLine) -> None:
    """A withheld number, and a number of the account that takes no texts."""
    with pytest.raises(LookupError):
        texted.text("anonymous", NUMBER, "1")
    texted.numbers[NUMBER] = Number(line.base + "/voice")
    with pytest.raises(LookupError):
        texted.text(CALLER, NUMBER, "1")


def test_a_text_that_was_received_is_listed(texted: Exchange, line: ScriptedLine) -> None:
    """The REST API shows it as inbound."""
    line.script(text="<Message>Danke</Message>")
    texted.text(CALLER, NUMBER, "1")
    listed = client_for(texted, texted.serve()).messages.list()
    assert [(one.direction, one.body) for one in listed] == [("outbound-api", "Danke"), ("inbound", "1")]
