"""The REST API, with the real Twilio client: calls, queues, members, messages, refusals."""

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.simulator import Exchange
from tests.simulator.line import ACCOUNT, CALLER, NUMBER, TOKEN, ScriptedLine

WAIT = '<Pause length="10"/>'


def refused(act) -> tuple[int, int | None]:
    with pytest.raises(TwilioRestException) as refusal:
        act()
    return refusal.value.status, refusal.value.code


def test_a_call_is_created_and_executed(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """calls.create rings, and asks the URL when somebody answers; each event is told."""
    line.script(out='<Gather numDigits="1"><Say>Ihr Rückruf</Say></Gather>')
    made = twilio.calls.create(
        to=CALLER,
        from_=NUMBER,
        url=line.base + "/out",
        status_callback=line.base + "/cs",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    phone = exchange.phone(CALLER)
    assert phone.ringing
    assert made.direction == "outbound-api"
    assert twilio.calls(made.sid).fetch().status == "ringing"
    phone.answer()
    assert [heard.text for heard in phone.heard] == ["Ihr Rückruf"]
    assert line.last("/out")["Direction"] == "outbound-api"
    exchange.pass_time(3)
    phone.hang_up()
    assert [told["CallStatus"] for told in line.params("/cs")] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    ended = twilio.calls(made.sid).fetch()
    assert (ended.status, ended.duration) == ("completed", "3")
    assert ended.end_time > ended.date_created


@pytest.mark.parametrize(
    ("habit", "status"), [("decline", "busy"), ("busy", "busy"), ("fail", "failed"), (None, "no-answer")]
)
def test_a_created_call_that_nobody_takes(
    exchange: Exchange, line: ScriptedLine, twilio: Client, habit, status: str
) -> None:
    """How it ended is told to the callback, and the URL is never asked."""
    exchange.phone(CALLER).habit = habit
    made = twilio.calls.create(
        to=CALLER, from_=NUMBER, url=line.base + "/out", timeout=20, status_callback=line.base + "/cs"
    )
    exchange.pass_time(20)
    assert line.last("/cs")["CallStatus"] == status
    assert twilio.calls(made.sid).fetch().status == status
    assert line.params("/out") == []


def test_a_call_is_redirected_and_ended(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """calls.update gives a call other TwiML, by URL or itself, or ends it."""
    line.script(voice="<Gather/>", elsewhere="<Gather><Say>woanders</Say></Gather>")
    call = exchange.dial(CALLER, NUMBER)
    twilio.calls(call.sid).update(url=line.base + "/elsewhere", method="POST")
    assert [heard.text for heard in call.heard] == ["woanders"]
    twilio.calls(call.sid).update(twiml="<Response><Say>dies</Say><Gather/></Response>")
    assert [heard.text for heard in call.heard] == ["dies"]
    twilio.calls(call.sid).update(status="completed")
    assert call.state == "completed"
    assert refused(lambda: twilio.calls(call.sid).update(url=line.base + "/elsewhere")) == (400, 21220)


def test_urls_must_be_absolute_after_twiml(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """In TwiML that came by REST a relative action is an error."""
    line.script(voice="<Gather/>", fallback="<Say>Ersatz</Say>")
    call = exchange.dial(CALLER, NUMBER)
    twilio.calls(call.sid).update(twiml='<Response><Gather action="/rel" numDigits="1"/></Response>')
    call.press("1")
    assert line.last("/fallback")["ErrorCode"] == "11100"


def test_redirecting_a_caller_ends_their_talk(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """A caller who is given other TwiML in mid-talk loses the callee, and the Dial's action is not asked."""
    line.script(
        voice='<Dial action="/done"><Client>a</Client></Dial>', elsewhere="<Gather><Say>neu</Say></Gather>"
    )
    agent = exchange.phone("client:a")
    call = exchange.dial(CALLER, NUMBER)
    talk = agent.answer()
    twilio.calls(call.sid).update(url=line.base + "/elsewhere")
    assert talk.state == "completed"
    assert [heard.text for heard in call.heard] == ["neu"]
    assert line.params("/done") == []


def test_redirecting_a_callee_parts_the_two(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """A callee who is given other TwiML goes on alone; the caller's Dial ends without a duration."""
    line.script(
        voice='<Dial action="/done"><Client>a</Client></Dial>', elsewhere="<Gather><Say>neu</Say></Gather>"
    )
    agent = exchange.phone("client:a")
    exchange.dial(CALLER, NUMBER)
    talk = agent.answer()
    twilio.calls(talk.sid).update(url=line.base + "/elsewhere")
    assert [heard.text for heard in talk.heard] == ["neu"]
    told = line.last("/done")
    assert told["DialCallStatus"] == "completed"
    assert "DialCallDuration" not in told


@pytest.mark.parametrize("by", ["member", "front", "call"])
def test_a_caller_is_taken_out_of_the_queue(exchange, line: ScriptedLine, twilio: Client, by: str) -> None:
    """A member's update, or the call's, redirects the call at once; the Enqueue's action learns it, its
    answer is lost.
    """
    line.script(
        voice='<Enqueue waitUrl="/wait" action="/after">kfz</Enqueue>',
        wait=WAIT,
        after="<Say>ungehört</Say>",
        elsewhere="<Gather><Say>verbunden</Say></Gather>",
    )
    call = exchange.dial(CALLER, NUMBER)
    exchange.pass_time(15)
    [queue] = twilio.queues.list()
    assert (queue.friendly_name, queue.current_size, queue.average_wait_time) == ("kfz", 1, 15)
    [member] = twilio.queues(queue.sid).members.list()
    assert (member.call_sid, member.position, member.wait_time) == (call.sid, 1, 15)
    url = line.base + "/elsewhere"
    if by == "call":
        twilio.calls(call.sid).update(url=url)
    else:
        twilio.queues(queue.sid).members(call.sid if by == "member" else "Front").update(url=url)
    assert [heard.text for heard in call.heard] == ["verbunden"]
    assert (line.last("/after")["QueueResult"], line.last("/after")["QueueTime"]) == ("redirected", "15")
    assert twilio.queues(queue.sid).fetch().current_size == 0
    assert refused(lambda: twilio.queues(queue.sid).members(call.sid).update(url=url)) == (404, 20404)


def test_queues_are_made_changed_and_deleted(twilio: Client) -> None:
    """A queue has a size, a name of its own, and can be deleted while it is empty."""
    queue = twilio.queues.create(friendly_name="fs", max_size=5)
    assert queue.max_size == 5
    assert twilio.queues(queue.sid).update(max_size=7).max_size == 7
    assert refused(lambda: twilio.queues.create(friendly_name="fs")) == (400, 22003)
    assert twilio.queues(queue.sid).delete()
    assert refused(lambda: twilio.queues(queue.sid).fetch()) == (404, 20404)


def test_a_text_arrives_and_is_reported(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """messages.create reaches the phone; its callback tells sent and delivered."""
    text = twilio.messages.create(
        to=CALLER, from_=NUMBER, body="Ihr Termin", status_callback=line.base + "/sms"
    )
    assert text.status == "queued"
    assert exchange.messages(CALLER) == ["Ihr Termin"]
    assert [told["MessageStatus"] for told in line.params("/sms")] == ["sent", "delivered"]
    assert twilio.messages(text.sid).fetch().status == "delivered"
    assert [found.sid for found in twilio.messages.list(to=CALLER)] == [text.sid]


@pytest.mark.parametrize(
    ("to", "body", "code"),
    [
        ("+494515550123", "x", 21614),
        ("anonymous", "x", 21211),
        ("+266696687", "x", 21211),
        (CALLER, "x" * 1601, 21617),
    ],
)
def test_texts_that_cannot_be_sent(twilio: Client, to: str, body: str, code: int) -> None:
    """A landline, a withheld number and too long a text are refused with Twilio's codes."""
    assert refused(lambda: twilio.messages.create(to=to, from_=NUMBER, body=body)) == (400, code)


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"to": "12", "from_": NUMBER, "url": "http://x.example/"}, 21211),
        ({"to": CALLER, "from_": "+491111111111", "url": "http://x.example/"}, 21210),
        ({"to": CALLER, "from_": NUMBER, "url": "/relative"}, 21205),
        ({"to": CALLER, "from_": NUMBER}, 21205),
        ({"to": CALLER, "from_": NUMBER, "url": "http://x.example/", "twiml": "<Response/>"}, 21205),
        (
            {"to": CALLER, "from_": NUMBER, "twiml": "<Response/>", "status_callback": "http://a_b.example/"},
            21609,
        ),
    ],
)
def test_calls_that_cannot_be_created(twilio: Client, wishes: dict[str, str], code: int) -> None:
    """Bad addresses and URLs are refused with Twilio's codes."""
    assert refused(lambda: twilio.calls.create(**wishes)) == (400, code)


def test_unknown_things_are_not_found(twilio: Client) -> None:
    """What does not exist is 404 with Twilio's code."""
    assert refused(lambda: twilio.calls("CA" + "0" * 32).fetch()) == (404, 20404)
    assert refused(lambda: twilio.conferences("CF" + "0" * 32).fetch()) == (404, 20404)
    assert refused(twilio.applications("AP" + "0" * 32).fetch) == (404, 20404)


def test_an_unknown_parameter_is_refused(base: str) -> None:
    """A parameter that the resource does not have is 400, so that a mistake shows."""
    url = f"{base}/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
    answer = requests.post(url, auth=(ACCOUNT, TOKEN), data={"To": CALLER, "FromNumber": NUMBER}, timeout=5)
    assert (answer.status_code, answer.json()["message"]) == (400, "Unknown parameter FromNumber")
    assert requests.get(url, auth=(ACCOUNT, TOKEN), params={"Who": "x"}, timeout=5).status_code == 400


@pytest.mark.parametrize("auth", [None, (ACCOUNT, "wrong"), ("AC" + "9" * 32, TOKEN)])
def test_only_the_account_may(base: str, auth: tuple[str, str] | None) -> None:
    """Without the account's sid and token everything is 401."""
    answer = requests.get(f"{base}/2010-04-01/Accounts/{ACCOUNT}/Calls.json", auth=auth, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_an_api_key_may_as_well(exchange: Exchange, base: str) -> None:
    """The account's API key and secret sign in like its token."""
    url = f"{base}/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
    assert requests.get(url, auth=(exchange.api_key, exchange.api_secret), timeout=5).status_code == 200


def test_lists_come_in_pages(exchange: Exchange, line: ScriptedLine, twilio: Client) -> None:
    """The client reads a long list page by page."""
    sids = {exchange.dial(f"+4917012345{n:02}", NUMBER).sid for n in range(5)}
    assert {call.sid for call in twilio.calls.list(page_size=2)} == sids
    assert len(twilio.calls.list(from_="+491701234503")) == 1
