"""Reading the parameters of a REST request: known ones only, each of its kind."""

from urllib.parse import urlsplit

from flask import request

from ivr.simulator.document import Source
from ivr.simulator.rest.errors import invalid, unknown_parameter


class Form:
    """The parameters of this request. Raises Refused for names that the resource does not have."""

    def __init__(self, known: frozenset[str]) -> None:
        self._values = request.form
        for name in self._values:
            if name not in known:
                raise unknown_parameter(name)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, default)

    def texts(self, name: str) -> list[str]:
        return self._values.getlist(name)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() == "true"

    def required(self, name: str, code: int) -> str:
        if not self.text(name):
            raise invalid(code, f"A '{name}' is required.")
        return self.text(name)

    def whole_number(self, name: str, default: int, most: int) -> int:
        text = self.text(name, str(default))
        if not text.isdecimal() or not 0 < int(text) <= most:
            raise invalid(20001, f"Parameter '{name}' is not valid")
        return int(text)

    def method(self, name: str) -> str:
        method = self.text(name, "POST").upper()
        if method not in {"GET", "POST"}:
            raise invalid(21403 if name == "FallbackMethod" else 21207, f"{name} must be GET or POST")
        return method

    def url(self, name: str, code: int) -> str:
        """An absolute URL, or nothing; the host's name may hold no underscore."""
        url = self.text(name)
        if not url:
            return ""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or "_" in parts.hostname:
            raise invalid(code, f"{name} is not a valid URL: {url}")
        return url

    def source(self, url: str = "Url", method: str = "Method", twiml: str = "Twiml") -> Source | None:
        """The TwiML that the request gives, by URL or itself; both at once are refused."""
        if self.text(twiml) and self.text(url):
            raise invalid(21205, f"{url} and {twiml} exclude each other")
        if self.text(twiml):
            return Source(twiml=self.text(twiml))
        return Source(self.url(url, 21205), self.method(method)) if self.text(url) else None


def known_query(names: frozenset[str]) -> dict[str, str]:
    """The query of a list. Raises Refused for names that it does not have."""
    for name in request.args:
        if name not in names | PAGING:
            raise unknown_parameter(name)
    return dict(request.args)


PAGING = frozenset({"PageSize", "Page", "PageToken"})
