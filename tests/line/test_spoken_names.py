"""Names that callers speak for who takes their call: off unless set, heard by one, gone with the call."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

import routing
from ivr.simulator import Call
from routing import spoken_names
from routing.resting import TIME_TO_ANSWER
from routing.spoken_names import SpokenNameRow
from routing.staff import staff_of
from tests.line.talks import BELA, Desk, agent
from tests.signed_in import sign_in_as
from tests.world import World

MINUTES = 2


@pytest.fixture
def asking(line: World) -> World:
    """The line, as it is where callers are asked for their name."""
    line.change_line(name_minutes=MINUTES)
    return line


def asked(line: World) -> Call:
    """A caller who wants a person, and hears the tone."""
    call = line.dial()
    call.press("0")
    line.work()
    assert [heard.text for heard in call.all_heard][-1] == "♩"
    return call


def says(line: World, call: Call, name: str) -> None:
    call.say(name)
    line.work()


def recordings(line: World) -> list[str]:
    return [" ".join(each.words) for each in line.exchange.recordings.all.values()]


def kept(line: World) -> list[SpokenNameRow]:
    with line.house.sessions() as session:
        return list(session.scalars(select(SpokenNameRow)))


def ticket_of(line: World, call: Call) -> int:
    with line.house.sessions() as session:
        found = routing.ticket_of(session, call.sid)
    assert found is not None
    return found.id


def at_the_desk(line: World, desk: Desk) -> FlaskClient:
    client = line.app.test_client()
    with line.house.sessions() as session:
        staff = staff_of(session, desk.id)
    assert staff is not None
    sign_in_as(client, line.house.sessions, staff, now=line.now())
    return client


def test_nobody_is_asked_unless_the_line_says_so(line: World) -> None:
    """As it ships: whoever wants a person is rung through at once."""
    anna = agent(line)
    call = line.dial()
    call.press("0")
    line.work()
    assert anna.phone.ringing
    assert "Namen" not in " ".join(heard.text for heard in call.all_heard)


def test_whose_phone_rings_hears_the_name_and_nobody_else(asking: World) -> None:
    """After it was spoken somebody is rung; the sound comes through us, without its address anywhere."""
    line, anna, bela = asking, agent(asking), agent(asking, BELA, "kfz")
    call = asked(line)
    assert not anna.phone.ringing
    says(line, call, "Kim Beispiel")
    assert anna.phone.ringing
    assert recordings(line) == ["Kim Beispiel"]
    page = at_the_desk(line, anna)
    ticket = ticket_of(line, call)
    shown = page.get("/desk/call").text
    assert f'src="/desk/name/{ticket}.wav"' in shown
    assert "Recordings" not in shown
    heard = page.get(f"/desk/name/{ticket}.wav")
    assert (heard.status_code, heard.data[:4]) == (200, b"RIFF")
    assert heard.headers["Cache-Control"] == "no-store"
    assert at_the_desk(line, bela).get(f"/desk/name/{ticket}.wav").status_code == 404


def test_it_is_deleted_when_the_call_is_over(asking: World) -> None:
    """At the carrier first, until that has worked; then here."""
    line, anna = asking, agent(asking)
    call = asked(line)
    says(line, call, "Kim Beispiel")
    anna.phone.answer()
    line.duties.erase_names()
    assert recordings(line) == ["Kim Beispiel"]
    call.hang_up()
    line.work()
    line.exchange.misbehave(rest_down_for=2)
    line.duties.erase_names()
    assert len(kept(line)) == 1
    line.exchange.pass_time(3)
    line.duties.erase_names()
    assert (recordings(line), kept(line)) == ([], [])
    assert at_the_desk(line, anna).get(f"/desk/name/{ticket_of(line, call)}.wav").status_code == 404


def test_it_is_not_kept_longer_than_set(asking: World) -> None:
    """Who waits for long, waits on without it."""
    line = asking
    says(line, asked(line), "Kim Beispiel")
    line.exchange.pass_time(MINUTES * 60 + 1)
    line.duties.erase_names()
    assert (recordings(line), kept(line)) == ([], [])


@pytest.mark.parametrize(
    "passes", [lambda call: call.press("5"), lambda call: call.silence()], ids=["key", "silence"]
)
def test_who_says_no_name_is_rung_through_without_one(asking: World, passes: Any) -> None:
    """Asked once in a call; nothing is kept."""
    line, anna = asking, agent(asking)
    call = asked(line)
    passes(call)
    line.work()
    assert anna.phone.ringing
    line.duties.erase_names()
    assert recordings(line) == []


def test_who_hangs_up_in_the_middle_leaves_nothing(asking: World) -> None:
    """Nothing was said; should the carrier have something nevertheless, it is deleted when it tells so."""
    line = asking
    call = asked(line)
    call.hang_up()
    line.work()
    with line.house.sessions.begin() as session:
        spoken_names.spoken(session, call.sid, "RE" + "1" * 32, now=line.now())
    line.duties.erase_names()
    assert (recordings(line), kept(line)) == ([], [])


def test_a_call_of_which_nothing_is_heard_again_waits_on(asking: World) -> None:
    """The carrier's word after the tone is lost: somebody is rung all the same."""
    line, anna = asking, agent(asking)
    asked(line)
    line.work()
    assert not anna.phone.ringing
    line.exchange.pass_time(TIME_TO_ANSWER.total_seconds() + 1)
    line.work()
    assert anna.phone.ringing
