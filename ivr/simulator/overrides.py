"""Connection overrides: what the fragment of a webhook's URL says about retries and time-outs.

After "Webhooks: connection overrides" in Twilio's documentation. A fragment is neither sent nor signed.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag

POLICIES = frozenset({"4xx", "5xx", "ct", "rt", "all"})


@dataclass(frozen=True, slots=True)
class Overrides:
    """`retries` after the first attempt, `policies` that call for one; times in seconds."""

    retries: int = 1
    policies: frozenset[str] = frozenset({"ct"})
    connect_s: float = 5.0
    read_s: float = 15.0
    total_s: float = 15.0

    def asks_for_retry_after(self, failure: str) -> bool:
        return failure in self.policies or "all" in self.policies


def read_overrides(url: str) -> tuple[str, Overrides]:
    """The URL without its fragment, and what the fragment says; what is out of bounds counts as not said."""
    bare, fragment = urldefrag(url)
    if url.endswith("?"):  # urldefrag drops an empty query, but the signature covers it
        bare = url
    said = {name: values[-1] for name, values in parse_qs(fragment).items()}
    policies = frozenset(said.get("rp", "ct").split(",")) & POLICIES
    return bare, Overrides(
        retries=_number(said.get("rc"), 0, 5, 1),
        policies=policies or frozenset({"ct"}),
        connect_s=_number(said.get("ct"), 100, 10_000, 5_000) / 1000,
        read_s=_number(said.get("rt"), 100, 15_000, 15_000) / 1000,
        total_s=_number(said.get("tt"), 100, 15_000, 15_000) / 1000,
    )


def _number(text: str | None, least: int, most: int, default: int) -> int:
    if text is None or not text.isdecimal() or not least <= int(text) <= most:
        return default
    return int(text)
