"""Hold, ask, hand over: everybody hears whom they are to hear, and nobody is left with silence."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

import routing
from ivr.tables import CallRow
from routing import talks
from routing.directory import Entry
from routing.ports import CarrierTrouble
from routing.talks import LegRole, Mode
from routing.talks.tables import LegRow
from routing.tickets import AgentState
from routing.wrapping_up import wrap_up_as_typed
from tests.line.talks import (
    ANNA,
    BELA,
    CARLA,
    Desk,
    agent,
    events,
    hears_music,
    open_legs,
    said,
    talk,
    ticket_of,
)
from tests.world import FALLBACK, World, world

ROUNDS = 8
MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def line(database_url: str) -> Iterator[World]:
    with world(database_url, MORNING) as made:
        yield made


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


@pytest.mark.parametrize("room", [False, True])
def test_a_telephone_lost_in_mid_call(line: World, room: bool) -> None:
    """The caller is not dropped: they hear what happened, and are the next in line, ahead of others."""
    anna = agent(line)
    call = talk(line, anna)
    other = line.dial("+491701111111")
    other.press("0")
    if room:
        anna.do(talks.hold)
    anna.phone.hang_up()
    line.work()
    line.work()
    assert any("Sie sind als Nächstes dran" in heard.text for heard in call.heard)
    bela = agent(line, BELA)
    line.work()
    bela.phone.answer()
    assert said(bela, call, "da bin ich")
    with line.house.sessions() as session:
        assert ticket_of(session, call).story
    bela.phone.hang_up()
    line.work()
    call.hang_up()
    other.hang_up()
    line.work()
    assert open_legs(line) == []
    with line.house.sessions() as session:
        outcomes = [session.get_one(CallRow, each.sid).outcome for each in (call, other)]
    assert outcomes == ["answered", "abandoned"], "who waits again after a talk was answered"


def test_a_caller_who_hangs_up_in_the_middle(line: World) -> None:
    """While somebody is asked, or still rings: their phone falls silent, everybody is free."""
    anna = agent(line)
    bela = agent(line, BELA)
    call = talk(line, anna)
    anna.do(talks.consult_colleague, bela.id)
    call.hang_up()
    line.work()
    assert not bela.phone.ringing
    assert (anna.state, bela.state) == (AgentState.WRAP_UP, AgentState.IDLE)
    assert open_legs(line) == []


def test_the_carrier_is_away_for_a_minute(line: World) -> None:
    """What was wanted meanwhile happens when it is back: nobody has to press again."""
    anna = agent(line)
    call = talk(line, anna)
    line.exchange.misbehave(rest_down_for=60)
    anna.do(talks.hold)
    assert said(anna, call, "noch da")  # what the desk wanted is not so yet, and the desk says so
    line.exchange.pass_time(61)
    line.work()
    assert hears_music(call)
    line.exchange.misbehave(rest_lost_answers=1, status_late_and_twice=True)
    anna.do(talks.resume)
    line.exchange.pass_time(5)
    line.work()
    assert said(anna, call, "wieder da")
    call.hang_up()
    line.exchange.deliver_late()
    line.exchange.pass_time(30)
    for _ in range(3):
        line.exchange.pass_time(20)
        line.work()
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


@pytest.mark.parametrize("contact", [ANNA, CARLA])
def test_a_fault_at_an_agents_leg_ends_that_leg(line: World, contact: str) -> None:
    """The agent hears so and is out, nobody is put through to the fallback number; somebody else comes."""
    first = agent(line, contact)
    call = talk(line, first)
    first.do(talks.hold)
    break_leg(line, LegRole.AGENT)
    phone = first.phone.call
    with capture_logs() as logged:
        first.do(talks.mute, True)
    assert [each["event"] for each in logged if each["log_level"] == "error"] == ["webhook_failed"]
    line.work()
    assert "wird beendet" in phone.heard[-1].text
    assert phone.over
    assert not line.exchange.phone(FALLBACK).ringing
    second = agent(line, BELA)
    line.work()
    second.phone.answer()
    assert said(second, call, "Guten Tag")


def test_a_fault_at_a_colleagues_leg_ends_that_leg(line: World) -> None:
    """The question has failed; caller and agent go on."""
    anna, bela = agent(line, ANNA), agent(line, BELA)
    call = talk(line, anna)
    anna.do(talks.consult_colleague, bela.id)
    break_leg(line, LegRole.COLLEAGUE)
    with capture_logs():
        bela.phone.answer()
        line.work()
    assert bela.phone.call.over
    assert not line.exchange.phone(FALLBACK).ringing
    anna.do(talks.resume)
    assert said(anna, call, "Leider niemand da")


def break_leg(line: World, role: LegRole) -> None:
    """The next webhook of this leg fails outright: it is to say a sentence that there is not."""
    with line.house.sessions.begin() as session:
        session.execute(update(LegRow).where(LegRow.role == role).values(say="no.such.sentence"))


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


DEEDS: tuple[Callable[..., object], ...] = (
    talks.hold,
    talks.resume,
    talks.turn_to_asked,
    talks.all_together,
    talks.give_up,
    talks.hand_over,
)
BAD_DAYS = (
    {"rest_lost_answers": 1},
    {"rest_too_busy": 2},
    {"repeat_next_webhook": 1},
    {"rest_down_for": 3.0},
)


def test_no_leg_outlives_the_call(sqlite_url: str) -> None:
    """Whatever agents, colleagues, offices and carriers do: afterwards nobody is on a line."""
    random = Random(4)
    with world(sqlite_url, MORNING) as line:
        people = [agent(line, ANNA), agent(line, BELA), agent(line, CARLA)]
        offices = list(line.house.directory.entries.values())
        for number in range(ROUNDS):
            call = line.dial(f"+4917055500{number:02}")
            call.press("0")
            line.work()
            for _ in range(12):
                _anything(line, random, people, offices)
            call.hang_up()
            _quiet_down(line, people, offices)
            assert open_legs(line) == [], f"after round {number}"
            assert {each.state for each in people} == {AgentState.IDLE}


def _anything(line: World, random: Random, people: list[Desk], offices: list[Entry]) -> None:
    """Somebody does something, or the carrier has a bad moment."""
    talking = [each for each in people if each.state is AgentState.IN_CALL] or people
    one = random.choice(talking)
    other = random.choice([each for each in people if each is not one])
    office = random.choice(offices[:2])
    rings = [line.exchange.phone(address) for address in line.exchange.ringing().values()]
    phone = random.choice(rings or [one.phone, line.exchange.phone(office.number)])
    acts: list[Callable[[], object]] = [
        lambda: one.do(random.choice(DEEDS)),
        lambda: one.do(talks.consult_colleague, other.id),
        lambda: one.do(talks.consult_entry, office),
        lambda: one.do(talks.send_to_entry, office),
        lambda: one.do(talks.send_to_colleague, other.id, ring_s=20),
        phone.answer,
        lambda: phone.press("1"),
        phone.hang_up,
        lambda: line.exchange.misbehave(**random.choice(BAD_DAYS)),
        lambda: line.exchange.pass_time(random.choice((1, 3, 20))),
    ]
    with suppress(talks.NotPossible, LookupError, CarrierTrouble):
        random.choices(acts, weights=(6, 3, 3, 1, 1, 9, 3, 1, 1, 1))[0]()
    line.work()


def _quiet_down(line: World, people: list[Desk], offices: list[Entry]) -> None:
    """Nobody does anything more; what is still to be told is told, and wrap-ups are done."""
    for _ in range(4):
        line.exchange.pass_time(20)
        line.work()
    with line.house.sessions.begin() as session:
        for each in people:
            wrap_up_as_typed(session, each.id, now=line.now())
            routing.set_wants(session, each.id, routing.Wants.AVAILABLE, now=line.now())
