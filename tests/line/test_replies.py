"""Texts that citizens send: "1" cancels what they were reminded of; and nothing else happens by mistake."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

import booking
from ivr.tables import IncomingTextRow
from tests.world import LINE, MOBILE, World, world

AT = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # a Tuesday
THURSDAY = date(2026, 12, 3)
EVENING = datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
OTHER = "+491709999999"


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, AT) as made:
        yield made


@pytest.fixture
def line_on_both(database_url: str) -> Iterator[World]:
    """For what the database has to do with."""
    with world(database_url, AT) as made:
        yield made


def book(line: World, clock: str = "09:00", *, phone: str = MOBILE, language: str = "de") -> int:
    """An appointment on Thursday, confirmed and told."""
    with line.house.sessions.begin() as session:
        wish = booking.Wish(day=THURSDAY, from_time=time.fromisoformat(clock))
        (offer,) = booking.offer(
            session, "personalausweis", office="st_lorenz", wish=wish, count=1, now=line.now()
        )
        held = booking.hold(session, offer, now=line.now(), holder="given")
        made = booking.confirm(session, held.id, phone=phone, language=language, by="caller", now=line.now())
    line.work()
    return made.id


def remind(line: World) -> None:
    """Let time pass to the evening before, and the reminders go out."""
    line.exchange.pass_time((EVENING - line.now()).total_seconds())
    line.work()


def state(line: World, appointment: int) -> booking.State:
    with line.house.sessions.begin() as session:
        return booking.appointment(session, appointment).state


def answers(line: World, body: str, *, phone: str = MOBILE) -> list[str]:
    """What comes back to a text."""
    before = len(line.exchange.messages(phone))
    line.exchange.text(phone, LINE, body)
    line.work()
    return line.exchange.messages(phone)[before:]


def test_one_cancels_what_was_reminded_of(line_on_both: World) -> None:
    """The answer is the one message about it, with the calendar link; the history says from where."""
    line = line_on_both
    made = book(line)
    remind(line)
    assert "Zum Absagen mit 1 antworten." in line.exchange.messages(MOBILE)[-1]
    (answer,) = answers(line, " 1. ")
    assert answer.startswith("Hansestadt Lübeck, Ihr Termin ist abgesagt")
    assert "/c/" in answer
    assert state(line, made) == booking.State.CANCELLED
    with line.house.sessions.begin() as session:
        last = booking.history_of(session, made)[-1]
    assert (last.by, (last.via or "")[:2]) == ("caller", "SM")


def test_a_text_that_comes_twice_is_answered_as_the_first_time(line_on_both: World) -> None:
    """And cancels nothing else: not the next appointment that was reminded of."""
    line = line_on_both
    first = book(line)
    remind(line)
    (answer,) = answers(line, "1")
    second = book(line, "11:00")
    again = line.exchange.wire.send_again(next(one for one in line.exchange.log if one.kind == "message"))
    assert answer.splitlines()[0] in again.text
    assert (state(line, first), state(line, second)) == (booking.State.CANCELLED, booking.State.CONFIRMED)


def test_of_several_a_person_must_say_which(line: World) -> None:
    """Nothing is cancelled; the answer says to call. Nor does a stranger cancel anything."""
    both = [book(line), book(line, "11:00")]
    remind(line)
    (answer,) = answers(line, "1")
    assert "mehrere Termine" in answer
    (answer,) = answers(line, "1", phone=OTHER)
    assert "rufen Sie uns bitte an" in answer
    assert [state(line, one) for one in both] == [booking.State.CONFIRMED] * 2


def test_anything_else_gets_help_in_their_language(line: World) -> None:
    """But an answering machine is not answered for ever."""
    made = book(line, language="en")
    remind(line)
    found = [answers(line, body) for body in ("Please cancel", "11", "", "?", "1 2")]
    assert all("A 1 cancels the appointment" in answer for one in found for answer in one)
    assert [len(one) for one in found] == [1, 1, 1, 0, 0]
    line.exchange.pass_time(3600)
    assert len(answers(line, "hello")) == 1
    assert state(line, made) == booking.State.CONFIRMED


def offer_earlier(line: World, *, language: str = "de") -> tuple[int, str]:
    """Thursday 9:00 waits for something earlier, and 8:00 comes back; the appointment, and the text."""
    first, waits = book(line, "08:00", phone=OTHER), book(line, "09:00", language=language)
    with line.house.sessions.begin() as session:
        booking.wait_for_earlier(session, waits, by="caller", now=line.now())
        booking.cancel(session, first, by="caller", now=line.now())
    line.exchange.pass_time(3600)  # the longest that a cancelled place stays away in the example data
    line.work()
    return waits, line.exchange.messages(MOBILE)[-1]


def start(line: World, appointment: int) -> str:
    with line.house.sessions.begin() as session:
        return booking.appointment(session, appointment).start.astimezone(booking.BERLIN).strftime("%H:%M")


def test_a_yes_takes_what_the_waiting_list_offers(line_on_both: World) -> None:
    """The answer is the one message about the move; a second yes changes nothing."""
    line, body = line_on_both, " Ja! "
    waits, text = offer_earlier(line)
    assert "bis 10:30 Uhr für Sie reserviert" in text
    assert "3.12., 8:00 Uhr" in text
    (answer,) = answers(line, body)
    assert answer.startswith("Hansestadt Lübeck, Ihr Termin ist verschoben")
    assert start(line, waits) == "08:00"
    (again,) = answers(line, body)
    assert "nicht mehr für Sie reserviert" in again
    assert start(line, waits) == "08:00"


@pytest.mark.parametrize(
    ("language", "yes", "answered"),
    [("tr", "EVET", "yeni randevunuz"), ("ar", "نعم", "نُقل موعدكم"), ("uk", "Так!", "ваш запис перенесено")],
)
def test_a_yes_in_the_language_of_the_text(line: World, language: str, yes: str, answered: str) -> None:
    """The text says which word to answer with, and this word is understood."""
    waits, text = offer_earlier(line, language=language)
    assert yes.strip("!").casefold() in text.casefold()
    (answer,) = answers(line, yes)
    assert answered in answer
    assert start(line, waits) == "08:00"


def test_a_yes_that_comes_too_late_changes_nothing(line: World) -> None:
    """After half an hour; the language is that of the appointment."""
    waits, text = offer_earlier(line, language="en")
    assert "Reply YES" in text
    line.exchange.pass_time(1801)
    (answer,) = answers(line, "YES")
    assert answer.startswith("Sorry, that place is no longer reserved")
    assert start(line, waits) == "09:00"


def test_a_no_gives_it_back(line: World) -> None:
    """Everything stays as it is; as it does after a 1, for which no reminder has asked."""
    waits, _ = offer_earlier(line)
    (answer,) = answers(line, "1")
    assert "Eine 1 sagt den Termin ab" in answer
    assert (start(line, waits), state(line, waits)) == ("09:00", booking.State.CONFIRMED)
    assert answers(line, "Nein") == ["In Ordnung, es bleibt alles, wie es ist."]
    assert start(line, waits) == "09:00"
    (answer,) = answers(line, "nein")
    assert "rufen Sie uns bitte an" in answer


def test_only_the_carrier_is_listened_to(line: World) -> None:
    """A text without its signature is refused, and does nothing."""
    made = book(line)
    remind(line)
    form = {"MessageSid": "SM" + "0" * 32, "From": MOBILE, "Body": "1"}
    assert line.app.test_client().post("/texts/incoming", data=form).status_code == 403
    assert state(line, made) == booking.State.CONFIRMED


def test_texts_are_forgotten(line: World) -> None:
    """Number and answer go with all else after the days that are set."""
    answers(line, "hello")
    line.exchange.pass_time(timedelta(days=91).total_seconds())
    line.duties.forget()
    with line.house.sessions.begin() as session:
        assert session.scalars(select(IncomingTextRow.sid)).all() == []
