"""What Twilio publishes about the requests that the line makes, and what of a request does not conform."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ENDPOINT = re.compile(r"\+[1-9]\d{6,14}|(client|sip):[^\s]+")
SID = "[0-9a-fA-F]{32}"
PLAIN = {
    "text": re.compile(r"(?s).+"),
    "twiml": re.compile(r"(?s)\s*<.+"),
    "endpoint": ENDPOINT,
    "whole": re.compile(r"\d+"),
    "flag": re.compile(r"true|false", re.IGNORECASE),
    "moment": re.compile(r"\d{4}-\d\d-\d\d(T.+)?"),
}

Parameters = Mapping[str, Sequence[str]]
Kind = str | list[str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of request; see the head of published.toml."""

    method: str
    path: str
    parameters: Mapping[str, Kind]
    required: Sequence[str] = ()
    one_of: Sequence[Sequence[str]] = ()
    at_most_one: Sequence[Sequence[str]] = ()
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(self.parameters))

    def is_of(self, method: str, path: str) -> bool:
        """`path`: below the account's."""
        pattern = re.sub(r"\\{(\w\w)\\}", rf"\1{SID}", re.escape(self.path))
        return method == self.method and re.fullmatch(pattern, path) is not None

    def faults(self, given: Parameters) -> Iterator[str]:
        """What does not conform, a sentence each."""
        for name, values in given.items():
            kind = self.parameters.get(name)
            if kind is None:
                yield f"{name} does not exist"
            else:
                yield from (f"{name} cannot be {value!r}" for value in values if not _fits(kind, value))
                if len(values) > 1 and not str(kind).endswith("+"):
                    yield f"{name} stands {len(values)} times"
        yield from (f"{name} is missing" for name in self.required if name not in given)
        yield from (f"one of {group} is missing" for group in self.one_of if not set(group) & set(given))
        for group in self.at_most_one:
            if len(set(group) & set(given)) > 1:
                yield f"{group} exclude each other"


def _fits(kind: Kind, value: str) -> bool:
    if isinstance(kind, list):
        return value in kind
    kind = kind.removesuffix("+")
    if kind == "url":
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "_" not in parts.netloc
    if kind.endswith("…"):
        return re.fullmatch(kind[:-1] + SID, value) is not None
    return PLAIN[kind].fullmatch(value) is not None


OPERATIONS: Mapping[str, Operation] = {
    name: Operation(**table)
    for name, table in tomllib.loads(
        Path(__file__).with_name("published.toml").read_text(encoding="utf-8")
    ).items()
}
"""By the name that Twilio gives them (`operationId`)."""


def names(operation: str) -> frozenset[str]:
    """The parameters that an operation has."""
    return OPERATIONS[operation].names
