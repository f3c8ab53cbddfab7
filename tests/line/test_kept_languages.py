"""The language that is remembered for a number: with consent, without the number, for as long as set."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ivr.kept_languages import KeptLanguageRow, LanguageMemory
from tests.world import MOBILE, World

TURKISH = ("9", "2", "1")  # other languages, Turkish, yes


def call(line: World, *keys: str, caller: str = MOBILE) -> str:
    """What is said in a whole call."""
    calling = line.dial(caller)
    for key in keys:
        calling.press(key)
    said = " ".join(each.text for each in calling.heard)
    calling.hang_up()
    return said


def kept(line: World) -> list[KeptLanguageRow]:
    with line.house.sessions() as session:
        return list(session.scalars(select(KeptLanguageRow)))


def test_who_said_yes_is_spoken_to_in_that_language(line: World) -> None:
    """By the next call, with a word in German; nowhere in the database stands whose language it is."""
    call(line, *TURKISH)
    again = call(line)
    assert "Yeni randevu için 1'e basın." in again
    assert "Für Deutsch drücken Sie zweimal die 9." in again
    assert "drücken Sie die 1" in call(line, caller="+491709999999")
    (row,) = kept(line)
    assert "1701234567" not in f"{row.caller} {row.language} {row.used_on}"
    assert row.language == "tr"


@pytest.mark.parametrize("keys", [("9", "2", "2"), ("9", "2")], ids=["no", "silence"])
def test_who_does_not_say_yes_is_not_remembered(line: World, keys: tuple[str, ...]) -> None:
    """Neither is who withholds the number, who is not even asked."""
    call(line, *keys)
    assert "hatırlayalım" not in call(line, "9", "2", caller="anonymous")
    assert kept(line) == []


def test_it_is_forgotten_by_nine_twice(line: World) -> None:
    """German needs no memory: what was kept is deleted at once."""
    call(line, *TURKISH)
    assert "wir merken uns Ihre Sprache nicht mehr" in call(line, "9", "9")
    assert kept(line) == []


def test_it_is_forgotten_when_nobody_calls_any_more(line: World) -> None:
    """The worker deletes it the set days after the last call, which keeps it anew."""
    call(line, *TURKISH)
    line.exchange.pass_time(timedelta(days=100).total_seconds())
    call(line)
    line.exchange.pass_time(timedelta(days=100).total_seconds())
    line.duties.forget()
    assert len(kept(line)) == 1
    line.exchange.pass_time(timedelta(days=81).total_seconds())
    assert "drücken Sie die 1" in call(line)  # although the worker has not come yet
    line.duties.forget()
    assert kept(line) == []


def test_nothing_is_kept_where_none_is_to_be(line: World) -> None:
    """Zero days: nobody is asked, nothing is looked up."""
    nothing = LanguageMemory("k" * 40, 0)
    assert not nothing.keeps_of(MOBILE)
    with line.house.sessions.begin() as session:
        nothing.keep(session, MOBILE, "tr", now=line.now())
        assert nothing.recall(session, MOBILE, now=line.now()) is None
        assert not nothing.forget(session, MOBILE)
    assert kept(line) == []
