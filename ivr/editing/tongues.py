"""The languages that a line speaks: added with a voice, removed, and which of them callers hear first."""

from typing import cast

from tomlkit.items import Table

from ivr.editing.blocks import change_table
from ivr.editing.line import require_voice
from ivr.editing.refused import EditRefused
from ivr.editing.steps import inline


def add_language(
    line: str, key: str, language: str, *, voice: str, speech: str, rate: int = 100, locale: str = ""
) -> str:
    """The line's text in which it speaks this language as well, after the others. Raises EditRefused.

    `locale` is that of the voice, where it is another than `speech`. What it cannot say yet, the check names.
    """
    require_voice(voice, speech)
    own: dict[str, str | int] = {"voice": voice, "speech": speech}
    own |= {"rate": rate} if rate != 100 else {}
    own |= {"locale": locale} if locale else {}

    def change(table: Table) -> None:
        spoken = _spoken(table)
        if language in spoken:
            raise EditRefused("name_taken", language)
        table["languages"] = [*spoken, language]
        cast("Table", table["voices"])[language] = inline(own)

    return change_table(line, key, change)


def remove_language(line: str, key: str, language: str) -> str:
    """The line's text without this language. Raises EditRefused, for the last one, too."""

    def change(table: Table) -> None:
        left = [each for each in _known(table, language) if each != language]
        if not left:
            raise EditRefused("last_language", language)
        table["languages"] = left
        cast("Table", table["voices"]).pop(language, None)

    return change_table(line, key, change)


def put_language_first(line: str, key: str, language: str) -> str:
    """The line's text in which calls begin in this language. Raises EditRefused."""

    def change(table: Table) -> None:
        others = [each for each in _known(table, language) if each != language]
        table["languages"] = [language, *others]

    return change_table(line, key, change)


def _known(table: Table, language: str) -> list[str]:
    spoken = _spoken(table)
    if language not in spoken:
        raise EditRefused("no_such_language", language)
    return spoken


def _spoken(table: Table) -> list[str]:
    spoken, voices = table.get("languages"), table.get("voices")
    if not isinstance(spoken, list) or not isinstance(voices, dict):
        raise EditRefused("written_otherwise", "languages")
    return [str(each) for each in spoken]
