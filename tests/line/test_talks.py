"""Hold, ask, hand over: everybody hears whom they are to hear, and nobody is left with silence."""

import pytest

import routing
from routing import talks
from routing.talks import Mode
from routing.tickets import AgentState
from tests.line.talks import (
    BELA,
    CARLA,
    agent,
    events,
    hears_music,
    open_legs,
    said,
    talk,
    ticket_of,
)
from tests.world import World


def test_hold_and_resume(line: World) -> None:
    """On hold the caller hears music and nothing that is said; after it all is as before, each time."""
    anna = agent(line)
    call = talk(line, anna)
    for _ in range(2):
        anna.do(talks.hold)
        assert hears_music(call)
        assert not said(anna, call, "unter uns")
        assert not said(call, anna, "hallo?")
        line.exchange.pass_time(60)
        anna.do(talks.resume)
        assert said(anna, call, "da bin ich wieder")
        assert said(call, anna, "gut")
    assert events(line, call)[-4:] == ["hold", "resume", "hold", "resume"]
    call.hang_up()
    line.work()
    assert open_legs(line) == []
    assert anna.state is AgentState.WRAP_UP


def test_a_warm_hand_over(line: World) -> None:
    """A colleague is asked while the caller waits, sees the story, and takes over caller and note."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    with line.house.sessions.begin() as session:
        first = ticket_of(session, call)
        routing.save_note(session, first.id, "bringt eVB mit", agent_id=anna.id)
    anna.do(talks.consult_colleague, bela.id)
    assert hears_music(call)
    assert bela.phone.ringing
    bela.phone.answer()
    assert bela.state is AgentState.IN_CALL
    assert said(anna, bela, "Kannst du das übernehmen?")
    assert not said(bela, call, "unter uns")
    anna.do(talks.resume)
    assert said(anna, call, "Ich verbinde Sie gleich")
    assert not said(anna, bela, "hört Bela nicht")
    anna.do(talks.turn_to_asked)
    assert said(anna, bela, "jetzt")
    anna.do(talks.hand_over)
    assert said(bela, call, "Guten Tag, Bela hier")
    assert said(call, bela, "Guten Tag")
    assert (anna.state, bela.state) == (AgentState.WRAP_UP, AgentState.IN_CALL)
    assert anna.phone.call.over
    with line.house.sessions() as session:
        second = ticket_of(session, call)
        assert (second.follows_id, second.agent_id, second.note) == (first.id, bela.id, "bringt eVB mit")
        assert second.story == first.story
    bela.hang_up()
    assert any("Vielen Dank" in heard.text for heard in call.heard)
    assert bela.state is AgentState.WRAP_UP
    assert open_legs(line) == []


@pytest.mark.parametrize("how", ["decline", "no-answer", "busy", "gone"])
def test_who_is_asked_does_not_come(line: World, how: str) -> None:
    """The agent is told why, the colleague is as free as before, and the caller is still there."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    if how == "busy":
        bela.phone.habit = "busy"
    if how == "gone":
        bela.phone.present = False
    anna.do(talks.consult_colleague, bela.id)
    if how == "decline":
        bela.phone.decline()
    elif how == "no-answer":
        bela.phone.ring_out()
    line.work()
    assert bela.state is AgentState.IDLE
    assert events(line, call)[-1] == "asked_missed"
    anna.do(talks.give_up)
    assert said(anna, call, "leider niemand da")
    call.hang_up()
    line.work()
    assert open_legs(line) == []


def test_who_is_asked_hangs_up_or_is_not_needed(line: World) -> None:
    """After either the caller is still there, and somebody else can be asked."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    anna.do(talks.consult_colleague, bela.id)
    bela.phone.answer()
    bela.phone.hang_up()
    line.work()
    assert bela.state is AgentState.IDLE
    office = line.house.directory.entries["kfz_zulassung"]
    anna.do(talks.consult_entry, office)
    there = line.exchange.phone(office.number)
    there.answer()
    assert said(anna, there, "Eine Frage")
    anna.do(talks.all_together)
    assert said(there, call, "Guten Tag")
    anna.do(talks.give_up)
    assert there.call.over
    assert said(anna, call, "also")
    call.hang_up()
    line.work()
    assert open_legs(line) == []


def test_handed_over_to_an_office(line: World) -> None:
    """The agent is out; when the office hangs up, the caller hears a goodbye; nothing outlives the call."""
    anna = agent(line)
    call = talk(line, anna)
    office = line.house.directory.entries["standesamt"]
    anna.do(talks.consult_entry, office)
    there = line.exchange.phone(office.number)
    there.answer()
    anna.do(talks.hand_over)
    assert said(there, call, "Standesamt")
    assert (anna.state, anna.phone.call.over) == (AgentState.WRAP_UP, True)
    there.hang_up()
    line.work()
    assert any("Vielen Dank" in heard.text for heard in call.heard)
    assert open_legs(line) == []


def test_sent_to_a_colleague(line: World) -> None:
    """Cold: the colleague's phone rings at once; should they not answer, the next one's does."""
    anna = agent(line)
    call = talk(line, anna)
    bela, carla = agent(line, BELA), agent(line, CARLA)
    anna.do(talks.send_to_colleague, bela.id, ring_s=30)
    assert (anna.state, anna.phone.call.over) == (AgentState.WRAP_UP, True)
    bela.phone.decline()
    line.work()
    carla.phone.answer()
    carla.phone.press("1")
    assert said(carla, call, "Guten Tag")
    carla.phone.hang_up()  # whoever has a telephone of their own means it
    line.work()
    assert any("Vielen Dank" in heard.text for heard in call.heard)
    assert open_legs(line) == []


@pytest.mark.parametrize("first_hold", [False, True])
def test_sent_to_an_office(line: World, first_hold: bool) -> None:
    """Cold: who is reached has the caller; where nobody answers, the caller is back in front of the queue."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    if first_hold:
        anna.do(talks.hold)
    office = line.house.directory.entries["bauamt"]
    anna.do(talks.send_to_entry, office)
    line.exchange.phone(office.number).ring_out()
    line.work()
    assert any("Dort meldet sich leider niemand" in heard.text for heard in call.heard)
    bela.phone.answer()
    assert said(bela, call, "Guten Tag")
    bela.do(talks.send_to_entry, office)
    there = line.exchange.phone(office.number)
    there.answer()
    assert said(there, call, "Bauordnung")
    call.hang_up()
    line.work()
    assert (anna.state, bela.state) == (AgentState.WRAP_UP, AgentState.WRAP_UP)
    assert open_legs(line) == []


def test_a_supervisor_listens_coaches_and_joins(line: World) -> None:
    """Both who talk know it; the supervisor is heard by nobody, then the agent, then all."""
    anna = agent(line)
    call = talk(line, anna)
    gesa = agent(line, "client:agent_gesa", "nothing")
    with line.house.sessions() as session:
        ticket = ticket_of(session, call).id
    with line.house.sessions.begin() as session:
        talks.listen(session, ticket, gesa.id, now=line.now())
    line.work()
    assert any("hört jetzt eine weitere Person" in heard.text for heard in call.heard)
    gesa.phone.answer()
    assert said(call, gesa, "Guten Tag")
    assert not said(gesa, anna, "niemand hört das")
    gesa.do(talks.take_part, Mode.COACH)
    assert said(gesa, anna, "frag nach dem Ausweis")
    assert not said(gesa, call, "das nicht")
    gesa.do(talks.take_part, Mode.JOIN)
    assert said(gesa, call, "Guten Tag, hier ist die Leitung")
    assert events(line, call)[-3:] == ["listen", "coach", "join"]
    call.hang_up()
    line.work()
    assert open_legs(line) == []


def test_tones_reach_the_other_side(line: World) -> None:
    """In a room the line plays them: an office's automat is dialled through."""
    anna = agent(line)
    call = talk(line, anna)
    office = line.house.directory.entries["standesamt"]
    anna.do(talks.consult_entry, office)
    there = line.exchange.phone(office.number)
    there.answer()
    anna.do(talks.send_tones, "1")
    room, hears = anna.do(talks.send_tones, "2#")
    for expected in (
        ["12#"],
        [],
    ):  # a request for each key: the first plays what is there, none anything twice
        line.duties.line.send_tones(room.room, hears.id, hears.call_sid or "")
        assert [heard.text for heard in there.heard if heard.kind == "keys"] == expected
    assert line.duties.line.legs_in(room.room) == {anna.phone.call.sid, there.call.sid}
    call.hang_up()
    line.work()
    assert open_legs(line) == []


def test_tones_out_of_a_plain_talk(line: World) -> None:
    """An agent at a telephone presses the page's keys: both move into a room, and the tones wait there."""
    carla = agent(line, CARLA)
    call = talk(line, carla)
    carla.do(talks.send_tones, "5")
    line.work()
    assert [heard.text for heard in call.heard if heard.kind == "keys"] == ["5"]
    assert said(carla, call, "Und weiter geht es")
