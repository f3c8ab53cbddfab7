"""Where TwiML comes from, and TwiML that has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from ivr.simulator.trouble import INVALID_METHOD, INVALID_URL, Trouble


@dataclass(frozen=True, slots=True)
class Source:
    """TwiML to be fetched from `url`, or `twiml` itself when the REST API gave it."""

    url: str = ""
    method: str = "POST"
    params: Mapping[str, str] = field(default_factory=dict)
    twiml: str | None = None


@dataclass(frozen=True, slots=True)
class Verb:
    """One element of a document: a verb, or a noun within one.

    `rate` is the speed at which `<Say>` is to be said, in percent of the voice's usual one.
    """

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Verb", ...] = ()
    rate: int = 100

    def get(self, attribute: str, default: str = "") -> str:
        return self.attributes.get(attribute, default)

    def says(self, attribute: str, *, default: bool = False) -> bool:
        """A yes-or-no attribute."""
        return self.get(attribute, "true" if default else "false").lower() == "true"


@dataclass(frozen=True, slots=True)
class Document:
    """`base` is the URL that relative ones are resolved against; empty when the TwiML came by the REST
    API.
    """

    base: str
    verbs: tuple[Verb, ...]

    def source(self, url: str, method: str = "POST", params: Mapping[str, str] | None = None) -> Source:
        """What the document means by `url`.

        Raises Trouble for a relative URL in TwiML that came by the REST API, and for other schemes than
        http(s).
        """
        if method.upper() not in {"GET", "POST"}:
            raise Trouble(INVALID_METHOD, self.base, f"method {method!r}")
        absolute = urljoin(self.base, url) if self.base else url
        if not url.split("#", maxsplit=1)[0] and self.base:
            absolute = self.base
        if url.endswith("?") and not absolute.endswith("?"):  # urljoin drops an empty query
            absolute += "?"
        if urlsplit(absolute).scheme not in {"http", "https"} or not urlsplit(absolute).hostname:
            raise Trouble(INVALID_URL, self.base, f"no absolute URL: {url!r}")
        return Source(absolute, method.upper(), params or {})
