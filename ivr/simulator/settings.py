"""What the simulated carrier reads from its environment when it runs by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


class SettingsFault(Exception):
    """All faults at once, a sentence each."""


@dataclass(frozen=True, slots=True)
class CarrierSettings:
    """`port` is the carrier's own; `line_url` is where the line is reached, without a trailing slash."""

    account_sid: str
    auth_token: str
    api_key: str
    api_secret: str
    numbers: tuple[str, ...]
    line_url: str
    host: str
    port: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "CarrierSettings":
        """PORT is the line's; the carrier's is TWILIO_API_URL's, else one more. Raises SettingsFault.

        MORE_NUMBERS, apart by spaces, are answered as TWILIO_NUMBER is.
        """
        needed = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_NUMBER")
        faults = [f"{name} is missing." for name in needed if not environment.get(name)]
        port = environment.get("PORT", "8080")
        if not port.isdecimal() or not 0 < int(port) < 65535:
            faults.append(f"PORT is {port!r}, and must be a number from 1 to 65534.")
        if faults:
            raise SettingsFault("\n".join(faults))
        own = urlsplit(environment.get("TWILIO_API_URL") or f"http://127.0.0.1:{int(port) + 1}")
        line_url = environment.get("LINE_URL") or environment.get("PUBLIC_URL") or f"http://127.0.0.1:{port}"
        return cls(
            account_sid=environment["TWILIO_ACCOUNT_SID"],
            auth_token=environment["TWILIO_AUTH_TOKEN"],
            api_key=environment.get("TWILIO_API_KEY", ""),
            api_secret=environment.get("TWILIO_API_SECRET", ""),
            numbers=(environment["TWILIO_NUMBER"], *environment.get("MORE_NUMBERS", "").split()),
            line_url=line_url.rstrip("/"),
            host=own.hostname or "127.0.0.1",
            port=own.port or int(port) + 1,
        )
