"""Who hands a caller over sees where they went; who gets them, what was before."""

import routing
from ivr.simulator import Call
from routing import talks
from routing.passed_on import Became, EarlierTalk, PassedOn, earlier_talks, passed_on
from tests.line.talks import BELA, CARLA, Desk, agent, said, talk, ticket_of, visitor
from tests.world import World


def where(line: World, desk: Desk) -> PassedOn:
    """What the desk of who handed over says in the wrap-up."""
    with line.house.sessions() as session:
        here = routing.presence(session, desk.id)
        assert here is not None
        assert here.ticket_id is not None
        found = passed_on(session, here.ticket_id)
    assert found is not None
    return found


def before(line: World, call: Call) -> list[EarlierTalk]:
    with line.house.sessions() as session:
        return earlier_talks(session, ticket_of(session, call))


def version(line: World, desk: Desk) -> int:
    """Grows with what the desk shows anew."""
    with line.house.sessions() as session:
        here = routing.presence(session, desk.id)
    assert here is not None
    return here.version


def test_to_a_colleague_who_answers(line: World) -> None:
    """It rings, they talk, it is over: each of it at the desk of who handed over, as it happens."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    line.exchange.pass_time(20)
    anna.do(talks.send_to_colleague, bela.id, ring_s=30)
    assert (where(line, anna).to, where(line, anna).became) == ("Bela", Became.RINGS)
    told = version(line, anna)
    bela.phone.answer()
    assert where(line, anna).became is Became.TALKS
    assert version(line, anna) > told
    told = version(line, anna)
    bela.hang_up()
    assert where(line, anna).became is Became.OVER
    assert version(line, anna) > told
    assert where(line, anna).reached
    (first,) = before(line, call)
    assert (first.agent, first.talked_s, first.lost) == ("Anna", 20, False)


def test_to_a_colleague_who_does_not(line: World) -> None:
    """The caller waits in front, and somebody else takes them: who handed over reads both."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    anna.do(talks.send_to_colleague, bela.id, ring_s=30)
    bela.phone.decline()
    assert where(line, anna).became is Became.WAITS
    carla = agent(line, CARLA)
    line.work()
    assert where(line, anna).became is Became.WAITS, "it is not Bela's telephone that rings"
    carla.phone.answer()
    carla.phone.press("1")
    found = where(line, anna)
    assert (found.to, found.became, found.instead, found.reached) == ("Bela", Became.TALKS, "Carla", False)
    (first,) = before(line, call)
    assert first.passed == found


def test_to_an_extension(line: World) -> None:
    """Nobody there: the caller is back, and the next agent reads so. Else it is over when it is."""
    anna = agent(line)
    call = talk(line, anna)
    office = line.house.directory.entries["fundbuero"]
    anna.do(talks.send_to_entry, office)
    assert (where(line, anna).to, where(line, anna).became) == ("Fundbüro", Became.PUT_THROUGH)
    told = version(line, anna)
    line.exchange.phone(office.number).ring_out()
    assert where(line, anna).became is Became.WAITS
    assert version(line, anna) > told
    bela = agent(line, BELA)
    line.work()
    bela.phone.answer()
    (first,) = before(line, call)
    assert first.passed is not None
    assert (first.agent, first.passed.to, first.passed.reached) == ("Anna", "Fundbüro", False)
    bela.do(talks.send_to_entry, office)
    line.exchange.phone(office.number).answer()
    assert where(line, bela).became is Became.PUT_THROUGH
    told = version(line, bela)
    line.exchange.phone(office.number).hang_up()
    assert where(line, bela).became is Became.OVER
    assert version(line, bela) > told


def test_after_a_word(line: World) -> None:
    """Warm, to a colleague and to an extension; who is asked reads of the talks before the one who asks."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    anna.do(talks.consult_colleague, bela.id)
    bela.phone.answer()
    anna.do(talks.hand_over)
    assert (where(line, anna).to, where(line, anna).became) == ("Bela", Became.TALKS)
    carla = agent(line, CARLA)
    bela.do(talks.consult_colleague, carla.id)
    with line.house.sessions() as session:
        asked = routing.presence(session, carla.id)
        assert asked is not None
        assert asked.ticket_id is not None
        told = earlier_talks(session, routing.ticket(session, asked.ticket_id))
    assert [each.agent for each in told] == ["Anna"]
    bela.do(talks.give_up)
    office = line.house.directory.entries["standesamt"]
    bela.do(talks.consult_entry, office)
    there = line.exchange.phone(office.number)
    there.answer()
    bela.do(talks.hand_over)
    assert said(there, call, "Standesamt")
    assert (where(line, bela).to, where(line, bela).became) == ("Standesamt", Became.TALKS)
    call.hang_up()
    line.work()
    assert (where(line, anna).became, where(line, bela).became) == (Became.OVER, Became.OVER)


def test_a_caller_who_hangs_up_while_it_rings(line: World) -> None:
    """Nobody answered, and nobody is to look for them."""
    anna = agent(line)
    call = talk(line, anna)
    bela = agent(line, BELA)
    anna.do(talks.send_to_colleague, bela.id, ring_s=30)
    call.hang_up()
    line.work()
    assert where(line, anna).became is Became.GAVE_UP


def test_a_telephone_that_was_lost(line: World) -> None:
    """The next agent reads that the talk broke off; the wait is counted anew, without the talk."""
    anna = agent(line)
    call = talk(line, anna)
    line.exchange.pass_time(600)
    anna.phone.hang_up()
    line.work()
    line.exchange.pass_time(7)
    (first,) = before(line, call)
    assert (first.agent, first.talked_s, first.passed, first.lost) == ("Anna", 600, None, True)
    with line.house.sessions() as session:
        assert routing.queue_now(session).longest_wait_s(line.now()) == 7
    call.hang_up()


def test_the_call_log_tells_it(line: World) -> None:
    """To whom, and that nobody was there, in words and no codes."""
    anna = agent(line)
    call = talk(line, anna)
    office = line.house.directory.entries["fundbuero"]
    anna.do(talks.send_to_entry, office)
    line.exchange.phone(office.number).ring_out()
    page = visitor(line, "supervisor").get(f"/calls/{call.sid}", headers={"Accept-Language": "de"}).text
    assert "Fundbüro: nahm nicht ab, wartet wieder" in page
    assert "· nicht abgenommen" in page
    assert "no-answer" not in page
    call.hang_up()
