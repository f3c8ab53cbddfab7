"""What an operator does from a terminal."""

import io
import os
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

import booking
from booking.api.clients import client_of
from ivr import manage
from routing.staff import sign_in

Database = sessionmaker[DatabaseSession]
NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
ADA = [
    "add-staff",
    "anna",
    "Anna Ahrens",
    "--role",
    "agent",
    "--contact",
    "client:agent_anna",
    "--skill",
    "kfz",
]


@pytest.fixture(autouse=True)
def environment(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "DATABASE_URL": database_url,
        "PUBLIC_URL": "https://line.example.org",
        "SECRET_KEY": "x" * 32,
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "secret",
        "TWILIO_NUMBER": "+494511223311",
    }
    for name, value in given.items():
        monkeypatch.setitem(os.environ, name, value)


def typed(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))


def test_an_account_is_added_and_can_sign_in(Session: Database, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: N803
    """The password comes from the terminal or a pipe, never from the command line."""
    typed(monkeypatch, "correct horse battery")
    assert manage.main(ADA) == 0
    staff = sign_in(Session, "anna", "correct horse battery", NOW)
    assert staff is not None
    assert staff.name == "Anna Ahrens"


@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        (ADA, "short", "12 characters or more"),
        (ADA[:5], "correct horse battery", "An agent needs a --contact"),
    ],
)
def test_what_will_not_do_is_refused(
    arguments: list[str],
    password: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A sentence and exit code 2, and nothing is changed."""
    typed(monkeypatch, password)
    assert manage.main(arguments) == 2
    assert sentence in capsys.readouterr().err


def test_the_role_office_may_be_limited(
    Session: Database,  # noqa: N803
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """To offices that there are, from the start or later; without any the limit is gone."""
    assert manage.main(["load"]) == 0
    jule = ["add-staff", "jule", "Jule Martens", "--role", "office"]
    for refused, sentence in (
        ([*jule, "--office", "rathaus"], "There is no office rathaus."),
        ([*ADA, "--office", "moisling"], "An --office limits the role office"),
        (["limit-staff", "nobody", "--office", "moisling"], "There is no account nobody."),
        (["limit-staff", "jule", "--office", "rathaus"], "There is no office rathaus."),
    ):
        typed(monkeypatch, "correct horse battery")
        assert manage.main(refused) == 2
        assert sentence in capsys.readouterr().err

    def limited_to() -> frozenset[str] | None:
        staff = sign_in(Session, "jule", "correct horse battery", NOW)
        assert staff is not None
        return staff.limited_to

    typed(monkeypatch, "correct horse battery")
    assert manage.main([*jule, "--office", "moisling"]) == 0
    assert limited_to() == {"moisling"}
    assert manage.main(["limit-staff", "jule", "--office", "kuecknitz", "--office", "moisling"]) == 0
    assert limited_to() == {"kuecknitz", "moisling"}
    assert manage.main(["limit-staff", "JULE"]) == 0
    assert limited_to() is None


def test_a_login_is_given_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The second account of a name is refused in a sentence."""
    typed(monkeypatch, "correct horse battery")
    assert manage.main(ADA) == 0
    typed(monkeypatch, "correct horse battery")
    assert manage.main(ADA) == 2
    assert "There is an account anna already." in capsys.readouterr().err


def test_a_client_of_the_api_is_added(Session: Database, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: N803
    """Its key is printed, and nothing else; a name is given once; an ended client's key opens nothing."""
    assert manage.main(["add-client", "website", "--per-minute", "60"]) == 0
    key = capsys.readouterr().out.strip()
    with Session.begin() as session:
        assert client_of(session, key) == "website"
    assert manage.main(["add-client", "website"]) == 2
    assert "There is a client website already." in capsys.readouterr().err
    assert manage.main(["add-client", "slow", "--burst", "0"]) == 2
    assert manage.main(["end-client", "website"]) == 0
    assert manage.main(["end-client", "nobody"]) == 2
    with Session.begin() as session:
        assert client_of(session, key) is None


def test_offices_and_services_are_loaded(Session: Database) -> None:  # noqa: N803
    """Without a file it is the example data, and loading it again changes nothing."""
    assert manage.main(["load"]) == 0
    with Session.begin() as session:
        first = booking.offices(session)
    assert manage.main(["load"]) == 0
    with Session.begin() as session:
        assert booking.offices(session) == first
    assert len(first) >= 9


def test_a_faulty_file_is_named(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """File, table and what is wrong; nothing of it is kept."""
    file = tmp_path / "town.toml"
    file.write_text("[[office]]\nkey = 'a'\n")
    assert manage.main(["load", str(file)]) == 2
    assert "town.toml" in capsys.readouterr().err
