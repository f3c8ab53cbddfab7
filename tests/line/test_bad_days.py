"""A carrier on a bad day: requests twice, late, lost, unsigned. Nobody is booked twice, nobody dropped."""

import pytest
import requests
from sqlalchemy import Engine, event, func, select
from twilio.request_validator import RequestValidator

from booking.tables import AppointmentRow
from ivr.tables import CallRow, TurnRow
from tests.world import TOKEN, World

TO_THE_READ_BACK = "11111"


def confirmed(line: World) -> int:
    with line.house.sessions() as session:
        where = AppointmentRow.state == "confirmed"
        return session.scalar(select(func.count()).select_from(AppointmentRow).where(where)) or 0


def test_a_webhook_that_comes_twice_books_once(line: World) -> None:
    """Both deliveries get the same answer, with the same code."""
    call = line.dial()
    for key in TO_THE_READ_BACK:
        call.press(key)
    line.exchange.misbehave(repeat_next_webhook=1)
    call.press("1")
    answers = [each.answer for each in line.exchange.log if each.kind == "twiml"]
    assert answers[-1] == answers[-2]
    assert "gebucht" in answers[-1]
    assert confirmed(line) == 1


def test_an_answer_that_is_lost_is_given_again(line: World) -> None:
    """The carrier tries again, and the caller hears of nothing."""
    call = line.dial()
    for key in TO_THE_READ_BACK:
        call.press(key)
    line.exchange.misbehave(time_out_next=1)
    call.press("1")
    assert any("gebucht" in heard.text for heard in call.heard)
    assert confirmed(line) == 1


def test_when_no_answer_comes_through_a_person_takes_over(line: World) -> None:
    """After all tries the fallback goes on with the call: an apology, then the queue; nothing is lost."""
    call = line.dial()
    for key in TO_THE_READ_BACK:
        call.press(key)
    line.exchange.misbehave(time_out_next=3)
    call.press("1")
    assert any("Entschuldigung" in heard.text for heard in call.heard)
    assert call.state == "queue"
    assert confirmed(line) == 1


def test_a_caller_who_hangs_up_during_a_webhook_leaves_nothing_behind(line: World) -> None:
    """The place that was just being held is free again."""
    call = line.dial()
    for key in TO_THE_READ_BACK[:-1]:
        call.press(key)
    line.exchange.misbehave(hang_up_during_webhook=1)
    call.press("1")
    assert call.over
    line.exchange.pass_time(60)
    line.work()
    with line.house.sessions() as session:
        states = set(session.scalars(select(AppointmentRow.state)))
    assert states <= {"released", "expired"}


def test_late_and_doubled_status_callbacks_change_nothing(line: World) -> None:
    """A call that is long over is over once; a new call of the same person is not touched."""
    line.exchange.misbehave(status_late_and_twice=True)
    first = line.dial()
    for key in TO_THE_READ_BACK + "1":
        first.press(key)
    first.hang_up()
    second = line.dial()
    for key in TO_THE_READ_BACK:
        second.press(key)
    line.exchange.deliver_late()
    second.press("1")
    assert any("gebucht" in heard.text for heard in second.heard)
    assert confirmed(line) == 2
    with line.house.sessions() as session:
        row = session.get_one(CallRow, first.sid)
    assert (row.outcome, row.ended_at is not None) == ("booked", True)


@pytest.mark.parametrize("wish", ["drop_signature", "wrong_signature"])
def test_what_the_carrier_did_not_sign_never_reaches_the_database(line: World, wish: str) -> None:
    """Refused with 403 before a single statement."""
    call = line.dial()
    call.press("1")
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        url = f"{line.url}/voice/turn/2"
        signature = {} if wish == "drop_signature" else {"X-Twilio-Signature": "bm90IHNpZ25lZA=="}
        answer = requests.post(url, data={"CallSid": call.sid, "Digits": "1"}, headers=signature, timeout=5)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert answer.status_code == 403
    assert statements == []


def test_a_turn_out_of_order_does_not_harm_the_call(line: World) -> None:
    """A webhook for a turn that cannot come now is answered with where the call stands."""
    call = line.dial()
    call.press("1")
    with line.house.sessions() as session:
        turns = session.scalar(select(func.max(TurnRow.n)).where(TurnRow.call_sid == call.sid))
    assert turns == 1
    last = next(each for each in reversed(line.exchange.log) if each.kind == "twiml")
    ahead = last.url.replace("/turn/1", "/turn/9")
    signature = RequestValidator(TOKEN).compute_signature(ahead, last.params)
    answer = requests.post(ahead, data=last.params, headers={"X-Twilio-Signature": signature}, timeout=5)
    assert answer.text == last.answer
    call.press("1")
    assert "Personalausweis" in call.heard[-1].text
