"""The whole line, called while it is published: calls end on what they began with, the next have the new."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from ivr.editions.announcing import announce, end_announcement
from ivr.editions.drafts import begin_draft, save_draft
from ivr.editions.publishing import publish, take_back
from ivr.editions.tables import EditionRow, PublicationRow
from ivr.editions.trying import expect_trial
from ivr.editions.verdicts import keep_verdict
from tests.everything import everything_in
from tests.world import MOBILE, MORNING, World, world

GREETING, KIND = "prompts/de/main.toml", "prompts/de/booking.toml"


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, MORNING) as made:
        yield made


def publish_on(line: World, **files: str) -> int | None:
    """The appointment line with these files in the place of its own."""
    house = line.house
    with house.sessions.begin() as session:
        shipped, now = house.editions.shipped, line.now()
        draft = begin_draft(session, shipped, "termine", name="Neu", by="olga", now=now)
        texts = {**draft.files, **{f"{name.replace('__', '/')}.toml": text for name, text in files.items()}}
        draft = save_draft(session, draft.id, texts, seen=draft.edition, by="olga", now=now)
        keep_verdict(session, "termine", draft.files, holds=True, now=now)
        return publish(
            session, shipped, draft.id, seen=draft.edition, others={}, by="olga", reason="Neu", now=now
        ).edition


def heard(call: object) -> str:
    return " ".join(each.text for each in call.heard)  # type: ignore[attr-defined]


def test_a_call_ends_on_the_edition_that_it_began_with(line: World) -> None:
    """Published while somebody is in the menu, with other words and other keys; then taken back."""
    shipped = line.house.editions.shipped.files["termine"]["menu.toml"]
    menu = shipped.replace('[kind.options.kfz]\nkey = "2"', '[kind.options.kfz]\nkey = "7"')
    assert menu != shipped
    before = line.dial()
    before.press("1")
    line.house.current("termine")
    publish_on(line, menu=menu, prompts__de__main='greeting = "Moin."\n')
    after = line.dial("+491709999999")
    assert heard(after).startswith("Moin.")
    before.heard  # noqa: B018 - what was said until now
    before.press("2")  # Kfz, as this call was told
    assert "Kfz" not in heard(after)
    assert before.listening is not None
    assert "falsch" not in heard(before)
    after.press("1")
    after.heard  # noqa: B018
    after.press("2")
    assert after.all_heard[-1].text != before.all_heard[-1].text, "the key means nothing any more"
    with line.house.sessions.begin() as session:
        take_back(
            session, line.house.editions.shipped, "termine", seen=1, by="olga", reason="", now=line.now()
        )
    assert not heard(line.dial("+491708888888")).startswith("Moin.")
    after.press("7")
    assert after.all_heard[-1].text == before.all_heard[-1].text


def test_a_caller_who_waits_is_spoken_to_as_the_call_began(line: World) -> None:
    """In the queue, and back in the menu from it."""
    publish_on(
        line, prompts__de__waiting='[wait]\nposition_unknown = "Warten Sie, Platz {position:number}."\n'
    )
    call = line.dial()
    call.press("0")
    publish_on(line, prompts__de__waiting='[wait]\nposition_unknown = "Neu: Platz {position:number}."\n')
    call.pass_time(30)
    said = heard(call)
    assert "Neu:" not in said
    assert "Warten Sie, Platz" in said
    other = line.dial("+491709999999")
    other.press("0")
    assert "Neu: Platz" in heard(other)


def test_a_call_whose_edition_is_lost_goes_to_an_agent(line: World) -> None:
    """Should the edition be gone, or this code not read it any more."""
    edition = publish_on(line, prompts__de__main='greeting = "Moin."\n')
    call = line.dial()
    call.press("1")
    with line.house.sessions.begin() as session:
        session.execute(delete(PublicationRow))
        session.execute(update(EditionRow).where(EditionRow.id == edition).values(files={"menu.toml": "?"}))
    line.house.editions._read.clear()  # as in another process
    call.press("2")
    assert call.state == "queue"
    line.add_agent("anna", "client:agent_anna", "citizen")
    line.work()
    line.exchange.phone("client:agent_anna").answer()
    assert call.talks_to == "client:agent_anna"
    line.end_talk("client:agent_anna")
    assert call.state == "completed", "the talk was the end of it, as in any call"


def test_nothing_stays_of_a_trial_call(line: World) -> None:
    """The next call from the number that was named hears the draft, books nothing, and is the only one."""
    house, shipped = line.house, line.house.editions.shipped
    line.add_agent("anna", "client:agent_anna", "citizen")
    with house.sessions.begin() as session:
        draft = begin_draft(session, shipped, "termine", name="Probe", by="olga", now=line.now())
        files = {**draft.files, GREETING: 'greeting = "Moin."\n'}
        draft = save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=line.now())
        expect_trial(session, draft, MOBILE, by="olga", now=line.now())
    other = line.dial("+491709999999")
    assert "Moin." not in heard(other), "somebody else hears the line"
    other.hang_up()
    before = all_but_trials(line)
    call = line.dial()
    said = heard(call)
    assert said.startswith("Dies ist ein Probeanruf.")
    assert "Moin." in said
    for key in "111111":
        call.press(key)
    assert "gebucht" in heard(call)
    call.press("0")
    line.work()
    assert "Hier würde ein Mensch übernehmen." in heard(call)
    assert call.state == "completed"
    assert not line.exchange.phone("client:agent_anna").ringing
    assert line.exchange.texts == []
    assert all_but_trials(line) == before
    assert heard(line.dial()).startswith("Guten Tag"), "once"


def all_but_trials(line: World) -> list[str]:
    rows = everything_in(line.engine).splitlines()
    return [row for row in rows if not row.startswith("trials ")]


def test_an_announcement_is_heard_first_while_it_holds(line: World) -> None:
    """By who calls now, in the language of the call; and by who chooses another language."""
    said = {"de": "Die Kfz-Zulassung ist gestört.", "en": "Vehicle registration is down."}
    house = line.house
    with house.sessions.begin() as session:
        given = announce(
            session,
            house.current("termine").line,
            said,
            begins=line.now(),
            ends=line.now() + timedelta(hours=1),
            by="olga",
            now=line.now(),
        )
    call = line.dial()
    assert heard(call).startswith(said["de"])
    call.press("1")
    assert said["de"] not in heard(call)
    call.press("#")
    call.say("English")
    assert said["en"] in heard(call)
    call.hang_up()
    line.exchange.pass_time(3601)
    assert said["de"] not in heard(line.dial("+491709999999")), "it has ended by itself"
    with house.sessions.begin() as session:
        assert not end_announcement(session, "termine", given.id, by="olga", now=line.now())
