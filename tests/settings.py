"""Settings of a line that answers under no number of anybody's."""

from typing import Any

from ivr.settings import Settings


def example_settings(database_url: str, **others: Any) -> Settings:
    """What has to be set is; `others` are set besides, or instead."""
    given: dict[str, Any] = {
        "database_url": database_url,
        "public_url": "https://line.example.org",
        "secret_key": "x" * 32,
        "twilio_account_sid": f"AC{'0' * 32}",
        "twilio_auth_token": "secret",
        "twilio_number": "+494511223311",
    }
    return Settings(**{**given, **others})
