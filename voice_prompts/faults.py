"""What can be wrong with the texts, and how it is told. A fault has a code; the wording is in one table."""

from collections.abc import Mapping
from dataclasses import dataclass

WORDING: Mapping[str, str] = {
    "not_toml": "the file cannot be read: {detail}",
    "not_a_text": "{key}: expected a text, a table or a list of words",
    "said_twice": "{key}: stands a second time; first in {detail}",
    "missing": "{key}: missing in the language {detail}",
    "other_placeholders": "{key}: the placeholders are not those of the language {detail}",
    "unknown_type": "{key}: unknown type of placeholder: {detail}",
    "open_brace": "{key}: a brace without its partner",
    "unknown_prompt": "{key}: refers to a prompt that does not exist: {detail}",
    "says_itself": "{key}: says itself again, by {detail}",
    "no_rules": "nothing is known about how to speak the language {detail}",
}


@dataclass(frozen=True, slots=True, order=True)
class PromptFault:
    """One fault in the texts. `line` counts from 1."""

    file: str
    line: int
    code: str
    key: str = ""
    detail: str = ""

    @property
    def message(self) -> str:
        """The fault in one sentence."""
        return WORDING[self.code].format(key=self.key, detail=self.detail)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class PromptMissing(LookupError):
    """There is no such prompt in this language, or a value that it needs is not known."""
