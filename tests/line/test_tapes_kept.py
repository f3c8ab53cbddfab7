"""Recordings after the talk: who hears them, and that they are gone in time, at the carrier and here."""

import pytest

import routing
from routing import Ring, audit, talks, tapes
from routing.talks import NotPossible
from tests.line.talks import BELA, agent, events, said, ticket_of, visitor
from tests.line.tapes import DAYS, asked, press, recordings, talk, tape_of
from tests.world import World

GERMAN = {"Accept-Language": "de"}


def test_who_takes_the_word_back_has_it_deleted(recording: World) -> None:
    """At the carrier and here, within seconds; and nobody else in this call is recorded."""
    line, anna, bela = recording, agent(recording), agent(recording, BELA)
    call = talk(line, anna, asked(line))
    press(line, anna, tapes.discard)
    line.duties.erase_tapes()
    line.exchange.pass_time(3)
    line.duties.erase_tapes()
    assert recordings(line) == []
    assert tape_of(line, call) is None
    with pytest.raises(NotPossible), line.house.sessions.begin() as session:
        tapes.discard(session, anna.id, now=line.now())
    assert isinstance(anna.do(talks.send_to_colleague, bela.id, ring_s=30), Ring)
    bela.phone.answer()
    line.work()
    assert said(bela, call, "Guten Tag")
    assert recordings(line) == []


def test_it_is_deleted_after_the_days_that_are_set(recording: World) -> None:
    """At the carrier and here; also where the carrier is away at first, or lost the answer."""
    line, anna = recording, agent(recording)
    call = talk(line, anna, asked(line))
    call.hang_up()
    line.work()
    line.exchange.pass_time(DAYS * 86400 - 60)
    line.duties.erase_tapes()
    assert tape_of(line, call) is not None
    line.exchange.pass_time(120)
    line.exchange.misbehave(rest_down_for=2)
    line.duties.erase_tapes()
    assert len(recordings(line)) == 1
    line.exchange.pass_time(3)
    line.exchange.misbehave(rest_lost_answers=1)
    for _ in range(2):
        line.duties.erase_tapes()
        line.exchange.pass_time(3)
    line.duties.erase_tapes()
    assert (recordings(line), tape_of(line, call)) == ([], None)


def test_supervisors_hear_it_and_each_listening_is_noted(recording: World) -> None:
    """From the page of the call; operators see that there is one. What is gone at the carrier is gone."""
    line, anna = recording, agent(recording)
    call = talk(line, anna, asked(line))
    call.hang_up()
    line.work()
    (made,) = recordings(line)
    tape = tape_of(line, call)
    assert tape is not None
    address = f"/calls/{call.sid}/tapes/{tape.id}.wav"
    gesa, olga = visitor(line, "supervisor"), visitor(line, "operator")
    assert f'src="{address}"' in gesa.get(f"/calls/{call.sid}").text
    assert "Anhören darf sie nur die Aufsicht." in olga.get(f"/calls/{call.sid}", headers=GERMAN).text
    assert olga.get(address).status_code == 403
    heard = gesa.get(address)
    assert (heard.status_code, heard.data[:4]) == (200, b"RIFF")
    del line.exchange.recordings.all[made.sid]
    assert gesa.get(address).status_code == 404
    with line.house.sessions() as session:
        found, _ = audit.entries(session, audit.Wanted(what="call.recording"))
    told = {"call": call.sid, "recording": tape.id}
    assert [(each.who, each.details) for each in found] == [("supervisor", told)] * 2


def test_what_was_never_recorded_leaves_nothing_behind(recording: World) -> None:
    """Somebody listened from the first word to the last: no recording, no entry, no promise of one."""
    line, anna = recording, agent(recording)
    gesa = agent(line, BELA)
    call = asked(line)
    call.press("1")
    with line.house.sessions.begin() as session:
        routing.set_wants(session, gesa.id, routing.Wants.AWAY, now=line.now())
    line.duties.ring_agents()
    line.exchange.settle()
    anna.phone.answer()
    with line.house.sessions() as session:
        ticket = ticket_of(session, call)
    with line.house.sessions.begin() as session:
        talks.listen(session, ticket.id, gesa.id, now=line.now())
    line.work()
    gesa.phone.answer()
    line.work()
    call.hang_up()
    line.work()
    line.exchange.pass_time(3)
    line.duties.erase_tapes()
    assert recordings(line) == []
    assert tape_of(line, call) is None
    assert "recorded" not in events(line, call)
