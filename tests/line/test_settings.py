"""Settings come from the environment, are checked at once, and name every fault in a sentence."""

import pytest

from ivr.settings import Settings, SettingsFault

GOOD = {
    "DATABASE_URL": "postgresql+psycopg://u:secret-word@db.example.org/line",
    "PUBLIC_URL": "https://line.example.org",
    "SECRET_KEY": "k" * 40,
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token-of-the-account",
    "TWILIO_NUMBER": "+494511223311",
}


def faults_of(**changes: str) -> str:
    with pytest.raises(SettingsFault) as caught:
        Settings.from_environment({**GOOD, **changes})
    return str(caught.value)


def test_good_settings_are_read() -> None:
    """What is set is taken over, numbers as numbers; the rest has defaults."""
    settings = Settings.from_environment({**GOOD, "KEEP_DAYS": "30"})
    assert settings.keep_days == 30
    assert settings.ring_seconds == 20
    assert settings.over_https
    assert settings.url("/voice/answer") == "https://line.example.org/voice/answer"


def test_all_faults_are_named_at_once() -> None:
    """Nobody wants to learn of the second fault only after mending the first."""
    with pytest.raises(SettingsFault) as caught:
        Settings.from_environment({"KEEP_DAYS": "many", "DATABASE_URL": "mysql://x", "PUBLIC_URL": "line"})
    named = str(caught.value)
    for name in (
        "KEEP_DAYS",
        "DATABASE_URL",
        "PUBLIC_URL",
        "SECRET_KEY",
        "TWILIO_AUTH_TOKEN",
        "TWILIO_NUMBER",
    ):
        assert name in named
    assert len(caught.value.faults) == 7


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PUBLIC_URL", "https://line.example.org/", "without a slash"),
        ("PUBLIC_URL", "https://my_line.example.org", "underscore"),
        ("PUBLIC_URL", "https://line.example.org:99999", "address"),
        ("PUBLIC_URL", "https://bürger.example.org", "address"),
        ("TWILIO_NUMBER", "0451 122 3311", "E.164"),
        ("TWILIO_ACCOUNT_SID", "AC1", "32 hexadecimal"),
        ("SECRET_KEY", "short", "32 characters"),
        ("TWILIO_EDGE", "dublin", "go together"),
        ("TWILIO_API_KEY", "SK" + "0" * 32, "go together"),
        ("RING_SECONDS", "0", "1 or more"),
        ("LOG_FORMAT", "xml", "json or console"),
        ("DATABASE_URL", "not a url", "no database address"),
    ],
)
def test_each_kind_of_fault_has_its_sentence(name: str, value: str, sentence: str) -> None:
    """A wrong setting is named together with what it should look like."""
    assert sentence in faults_of(**{name: value})


def test_secrets_are_not_shown() -> None:
    """Settings may end in a log or a traceback; their secrets may not."""
    shown = repr(Settings.from_environment({**GOOD, "METRICS_TOKEN": "metrics-word"}))
    for secret in ("secret-word", "k" * 40, "token-of-the-account", "metrics-word"):
        assert secret not in shown
